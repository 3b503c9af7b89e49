package dev.myelin.engine.mediator.custom;

import dev.myelin.engine.mediator.spi.MediationMessage;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.Optional;
import org.apache.camel.Exchange;

/** The message of an exchange, for a user's class. */
record ExchangeMessage(Exchange exchange) implements MediationMessage {
    @Override
    public String text() {
        return Payload.of(exchange).text();
    }

    @Override
    public byte[] bytes() {
        return Payload.of(exchange).bytes();
    }

    @Override
    public String contentType() {
        return Payload.of(exchange).contentType();
    }

    @Override
    public void setText(String text, String contentType) {
        exchange.getMessage().setBody(Payload.ofText(text, contentType));
    }

    @Override
    public void setBytes(byte[] bytes, String contentType) {
        exchange.getMessage().setBody(Payload.ofBytes(bytes, contentType));
    }

    @Override
    public Optional<Object> property(String scope, String name) {
        return Optional.ofNullable(MessageContext.get(exchange, scope(scope), name));
    }

    @Override
    public void setProperty(String scope, String name, Object value) {
        MessageContext.set(exchange, scope(scope), name, value);
    }

    @Override
    public void removeProperty(String scope, String name) {
        MessageContext.remove(exchange, scope(scope), name);
    }

    @Override
    public boolean isResponse() {
        return MessageContext.of(exchange).isResponse();
    }

    private static Scope scope(String name) {
        return Scope.of(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "scope: " + name + " (expected: default, axis2, axis2-client, transport or operation)"));
    }
}
