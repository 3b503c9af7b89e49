package dev.myelin.engine.mediator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.SynapseExpression;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The value of a {@code variable} without a type: what the expression yields. Objects, arrays, numbers and truth values stay
 * JSON; what is text anyway, or not there, is as with the type {@code STRING}.
 */
public final class JsonValue implements Expression {
    private final SynapseExpression source;
    private final PropertyValue text;
    private final boolean path;

    /** What {@code source} yields, or {@code text} when that is no JSON. */
    public JsonValue(SynapseExpression source, PropertyValue text) {
        this.source = source;
        this.text = text;
        this.path = source.source().startsWith("json-eval");
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> wanted) {
        Object found = value(exchange);
        return wanted.isInstance(found)
                ? wanted.cast(found)
                : exchange.getContext().getTypeConverter().convertTo(wanted, exchange, found);
    }

    private Object value(Exchange exchange) {
        @Nullable
        Object found = path ? source.evaluate(exchange, JsonNode.class) : source.evaluate(exchange, Object.class);
        boolean kept = found instanceof JsonNode json
                ? json.isContainerNode() || json.isNumber() || json.isBoolean()
                : found instanceof Number || found instanceof Boolean;
        return found != null && kept ? found : text.value(exchange);
    }

    @Override
    public void init(CamelContext context) {
        // Nothing to prepare.
    }
}
