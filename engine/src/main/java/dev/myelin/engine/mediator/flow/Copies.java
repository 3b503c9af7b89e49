package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Messages made of a message: the same source, properties, variables and headers, in an exchange of their own. */
final class Copies {
    private Copies() {}

    /** A copy with another payload, which may be used by another thread and after {@code exchange} has ended. */
    static Exchange of(Exchange exchange, Payload payload) {
        Exchange copy = new DefaultExchange(exchange.getContext(), exchange.getPattern());
        copy.getExchangeExtension().setFromEndpoint(exchange.getFromEndpoint());
        for (Map.Entry<String, Object> property : exchange.getProperties().entrySet()) {
            copy.setProperty(property.getKey(), property.getValue());
        }
        if (exchange.hasVariables()) {
            exchange.getVariables().forEach(copy::setVariable);
        }
        MessageContext.of(exchange).branch(copy);
        if (exchange.getMessage().hasHeaders()) {
            copy.getMessage().getHeaders().putAll(exchange.getMessage().getHeaders());
        }
        copy.getMessage().setBody(payload.as(payload.contentType()));
        return copy;
    }

    /** The payload of {@code exchange} for as long as anybody needs it. */
    static Payload payload(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        return payload.isFrame() ? payload.detached() : payload;
    }

    /** Puts the message and the properties of {@code from} in the place of those of {@code to}. */
    static void takeOver(Exchange to, Exchange from) {
        MessageContext own = MessageContext.of(to);
        for (Map.Entry<String, Object> property : from.getProperties().entrySet()) {
            if (!(property.getValue() instanceof MessageContext)) {
                to.setProperty(property.getKey(), property.getValue());
            }
        }
        MessageContext.of(from).copyScopesTo(own);
        to.getMessage().setBody(from.getMessage().getBody());
    }
}
