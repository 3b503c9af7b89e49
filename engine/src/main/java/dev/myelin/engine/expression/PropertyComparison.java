package dev.myelin.engine.expression;

import java.math.BigDecimal;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/** A property compared with a text, by the rules of XPath 1.0; a property that is not there compares as false. */
final class PropertyComparison extends CompiledExpression {
    private final PropertyRead property;
    private final boolean equal;
    private final String text;
    private final double number;

    PropertyComparison(String source, PropertyRead property, boolean equal, String text) {
        super(source);
        this.property = property;
        this.equal = equal;
        this.text = text;
        this.number = number(text);
    }

    @Override
    public boolean matches(Exchange exchange) {
        Object value = property.read(exchange);
        return value != null && isText(value) == equal;
    }

    @Override
    public String text(Exchange exchange) {
        return Boolean.toString(matches(exchange));
    }

    private boolean isText(Object value) {
        if (value instanceof String own) {
            return own.equals(text);
        }
        if (value instanceof Boolean truth) {
            return truth != text.isEmpty();
        }
        if (value instanceof Number own) {
            return own.doubleValue() == number;
        }
        return (value instanceof XdmNode node ? node.getStringValue() : XPathValues.text(value)).equals(text);
    }

    private static double number(String text) {
        try {
            return new BigDecimal(text.strip()).doubleValue();
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
