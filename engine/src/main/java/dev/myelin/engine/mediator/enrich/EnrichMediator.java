package dev.myelin.engine.mediator.enrich;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <enrich>}: copies what a source yields to a target. */
public final class EnrichMediator implements Processor {
    private final Source source;
    private final Target target;

    /** What is copied. */
    @FunctionalInterface
    public interface Source {
        /** The content; throws a fault where there is none. */
        Content of(Exchange exchange);
    }

    /** Where it goes. */
    @FunctionalInterface
    public interface Target {
        /** Changes the message. */
        void take(Exchange exchange, Content content);
    }

    /** From {@code source} to {@code target}. */
    public EnrichMediator(Source source, Target target) {
        this.source = source;
        this.target = target;
    }

    @Override
    public void process(Exchange exchange) {
        target.take(exchange, source.of(exchange));
    }
}
