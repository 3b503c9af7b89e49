package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.Payload;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What all kinds of expressions have in common: the result in the type that the caller asks for. */
abstract class CompiledExpression implements SynapseExpression {
    private final String source;

    CompiledExpression(String source) {
        this.source = source;
    }

    @Override
    public final String source() {
        return source;
    }

    @Override
    public final <T> @Nullable T evaluate(Exchange exchange, Class<T> type) {
        Object value;
        if (type == String.class) {
            value = text(exchange);
        } else if (type == Boolean.class) {
            value = matches(exchange);
        } else if (type == Object.class) {
            value = object(exchange);
        } else if (type == JsonNode.class) {
            value = json(exchange);
        } else if (type == XdmNode.class) {
            value = node(exchange);
        } else {
            return exchange.getContext().getTypeConverter().convertTo(type, exchange, object(exchange));
        }
        return type.cast(value);
    }

    /** The value where the caller does not care about its type. */
    Object object(Exchange exchange) {
        return text(exchange);
    }

    /** The value as JSON; text is read as JSON, as MI's {@code type="JSON"} does. Null when there is none. */
    @Nullable
    JsonNode json(Exchange exchange) {
        String text = text(exchange);
        return text.isBlank() ? null : Payload.ofText(text, "application/json").json();
    }

    /** The value as XML; text is read as XML, as MI's {@code type="OM"} does. Null when there is none. */
    @Nullable
    XdmNode node(Exchange exchange) {
        String text = text(exchange);
        return text.isBlank() ? null : Payload.ofText(text, "application/xml").xml();
    }

    @Override
    public final String toString() {
        return source;
    }
}
