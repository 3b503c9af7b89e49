package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <respond/>}: gives the message back to whoever waits at its source and ends the flow. */
public final class RespondMediator implements Processor {
    @Override
    public void process(Exchange exchange) {
        MessageContext context = MessageContext.of(exchange);
        OutgoingFormat.apply(exchange, context);
        context.answer(exchange);
        exchange.setRouteStop(true);
    }
}
