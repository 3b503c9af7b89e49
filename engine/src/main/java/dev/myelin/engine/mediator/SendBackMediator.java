package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <send/>} without an endpoint: a reply goes back to the caller, a request has nowhere to go. */
public final class SendBackMediator implements Processor {
    @Override
    public void process(Exchange exchange) {
        MessageContext context = MessageContext.of(exchange);
        if (!context.isResponse()) {
            exchange.setException(Fault.of(
                    ErrorCode.MEDIATION,
                    "send: no endpoint (expected: an endpoint inside, unless the message is a reply)"));
            return;
        }
        OutgoingFormat.apply(exchange);
        context.source().respond(exchange);
    }
}
