package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import net.sf.saxon.om.GroundedValue;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.str.StringView;
import net.sf.saxon.value.BigDecimalValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.DoubleValue;
import net.sf.saxon.value.EmptySequence;
import net.sf.saxon.value.Int64Value;
import net.sf.saxon.value.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Values of properties as XPath sees them. Text is untyped, so that {@code +}, {@code <} and {@code concat} take it as
 * XPath 1.0 does; what is not there is the empty sequence, which equals nothing, as null did in Synapse.
 */
final class XPathValues {
    private XPathValues() {}

    static GroundedValue of(@Nullable Object value) {
        if (value == null) {
            return EmptySequence.getInstance();
        }
        if (value instanceof XdmValue tree) {
            return tree.getUnderlyingValue();
        }
        if (value instanceof Boolean truth) {
            return BooleanValue.get(truth);
        }
        return value instanceof Number number ? ofNumber(number) : untyped(text(value));
    }

    static GroundedValue untyped(String text) {
        return StringValue.makeUntypedAtomic(StringView.of(text));
    }

    private static GroundedValue ofNumber(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            return Int64Value.makeIntegerValue(number.longValue());
        }
        double value = number.doubleValue();
        boolean finite = !Double.isNaN(value) && !Double.isInfinite(value);
        // A decimal becomes text without an exponent, as XPath 1.0 writes all numbers.
        return finite ? new BigDecimalValue(new BigDecimal(number.toString())) : new DoubleValue(value);
    }

    /** A property as text; empty when it is not there. */
    static String text(@Nullable Object value) {
        return value == null
                ? ""
                : value instanceof JsonNode json && json.isValueNode() ? json.asText() : value.toString();
    }
}
