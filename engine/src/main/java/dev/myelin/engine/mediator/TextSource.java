package dev.myelin.engine.mediator;

import org.apache.camel.Exchange;

/** Yields a text for a message: a constant, or the text of an expression. */
@FunctionalInterface
public interface TextSource {
    /** The text; empty when there is none. */
    String text(Exchange exchange);
}
