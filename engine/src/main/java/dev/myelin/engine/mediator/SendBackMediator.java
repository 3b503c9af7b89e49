package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <send/>} without an endpoint: a reply goes back to the caller. */
public final class SendBackMediator implements Processor {
    @Override
    public void process(Exchange exchange) {
        OutgoingFormat.apply(exchange);
        MessageContext.of(exchange).source().respond(exchange);
    }
}
