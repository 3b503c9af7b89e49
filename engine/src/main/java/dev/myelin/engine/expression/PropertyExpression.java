package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** An expression that is one property and nothing else; gives what the same text in XPath would, without XPath. */
final class PropertyExpression extends CompiledExpression {
    private final PropertyRead property;

    PropertyExpression(String source, PropertyRead property) {
        super(source);
        this.property = property;
    }

    @Override
    public String text(Exchange exchange) {
        Object value = property.read(exchange);
        if (value instanceof String text) {
            return text;
        }
        return value instanceof XdmValue nodes ? XPathText.of(nodes, source()) : XPathValues.text(value);
    }

    @Override
    public boolean matches(Exchange exchange) {
        Object value = property.read(exchange);
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            double size = number.doubleValue();
            return size != 0 && !Double.isNaN(size);
        }
        return value != null
                && (value instanceof XdmValue || !XPathValues.text(value).isEmpty());
    }

    @Override
    public XdmValue nodes(Exchange exchange) {
        return property.read(exchange) instanceof XdmValue nodes ? nodes : XdmEmptySequence.getInstance();
    }

    @Override
    Object object(Exchange exchange) {
        Object value = property.read(exchange);
        return value == null ? "" : value;
    }

    @Override
    @Nullable
    JsonNode json(Exchange exchange) {
        return property.read(exchange) instanceof JsonNode json ? json : super.json(exchange);
    }

    @Override
    @Nullable
    XdmNode node(Exchange exchange) {
        return property.read(exchange) instanceof XdmNode node ? node : super.node(exchange);
    }
}
