package dev.myelin.engine.mediator.store;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** A message as it was when it was stored. Never changed: whoever processes it gets a copy each time. */
public final class StoredMessage {
    private final Exchange kept;
    private final int size;

    private StoredMessage(Exchange kept, int size) {
        this.kept = kept;
        this.size = size;
    }

    /** The message of {@code exchange}, which goes on by itself. */
    public static StoredMessage of(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        return new StoredMessage(copy(exchange, payload.isFrame() ? payload.detached() : payload), payload.size());
    }

    /** How many bytes the payload has. */
    public int size() {
        return size;
    }

    /** A message to process. */
    public Exchange copy() {
        return copy(kept, Payload.of(kept));
    }

    private static Exchange copy(Exchange exchange, Payload payload) {
        Exchange copy = new DefaultExchange(exchange.getContext(), exchange.getPattern());
        copy.getExchangeExtension().setFromEndpoint(exchange.getFromEndpoint());
        exchange.getProperties().forEach(copy::setProperty);
        if (exchange.hasVariables()) {
            exchange.getVariables().forEach(copy::setVariable);
        }
        MessageContext context = MessageContext.of(exchange);
        context.detach(copy, StoredSource.of(context.source()));
        if (exchange.getMessage().hasHeaders()) {
            copy.getMessage().getHeaders().putAll(exchange.getMessage().getHeaders());
        }
        copy.getMessage().setBody(payload.as(payload.contentType()));
        return copy;
    }
}
