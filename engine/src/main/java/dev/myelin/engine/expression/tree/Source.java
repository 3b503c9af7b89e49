package dev.myelin.engine.expression.tree;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Reads a value from a message. */
public interface Source {
    /** The value, of any type that {@link Node#value} may have; null when there is none. */
    @Nullable
    Object read(Exchange exchange);
}
