package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.JsonNumbers;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.Payload;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What values are, and what they become. */
public final class Values {
    private static final int SHOWN = 60;

    private Values() {}

    /** Whether there is no value: it is missing, or {@code null}. */
    public static boolean isNothing(@Nullable Object value) {
        return value == null || value instanceof NullNode || value instanceof MissingNode;
    }

    /** The value as text: empty for nothing, compact JSON for a structure. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value == null || isNothing(value)) {
            return "";
        }
        if (value instanceof JsonNode json) {
            return json.isContainerNode() ? JsonOutput.text(json) : json.asText();
        }
        if (value instanceof Xml xml) {
            return xml.text();
        }
        if (value instanceof Double number) {
            return plain(number);
        }
        return value instanceof Map<?, ?> ? JsonOutput.text(json(value)) : value.toString();
    }

    /** Without an exponent. */
    private static String plain(Double number) {
        String text = number.toString();
        return text.indexOf('E') < 0 ? text : new BigDecimal(text).toPlainString();
    }

    /** The value as JSON; {@code null} for nothing, a JSON text for XML. */
    public static JsonNode json(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof JsonNode json) {
            return json;
        }
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((name, field) -> object.set(String.valueOf(name), json(field)));
            return object;
        }
        return nodes.textNode(text(value));
    }

    private static JsonNode number(Number number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (isWhole(number)) {
            return number instanceof BigInteger large ? nodes.numberNode(large) : nodes.numberNode(number.longValue());
        }
        return number instanceof BigDecimal exact ? nodes.numberNode(exact) : nodes.numberNode(number.doubleValue());
    }

    static boolean isWhole(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger;
    }

    /** Whether it is a text, a number or a truth value. */
    static boolean isScalar(@Nullable Object value) {
        return value != null
                && !(value instanceof Map)
                && !(value instanceof JsonNode json && (json.isContainerNode() || isNothing(json)));
    }

    static boolean isText(@Nullable Object value) {
        return value instanceof JsonNode json
                ? json.isTextual()
                : isScalar(value) && !(value instanceof Number) && !(value instanceof Boolean);
    }

    /** The number that a value is; null when it is something else, such as a text of digits. */
    static @Nullable Number numberOrNull(@Nullable Object value) {
        return value instanceof JsonNode json && json.isNumber()
                ? json.numberValue()
                : value instanceof Number number ? number : null;
    }

    /** The number that a value is, or that its text says; null when it is something else. */
    static @Nullable Number readable(@Nullable Object value) {
        Number number = numberOrNull(value);
        if (number != null || !isText(value)) {
            return number;
        }
        String text = text(value).strip();
        return JsonNumbers.isNumber(text) ? parse(text) : null;
    }

    static Number parse(String text) {
        boolean whole = text.length() < 19 && text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return whole ? (Number) Long.valueOf(text) : (Number) Double.valueOf(text);
    }

    /** A number; a fault when it is none. {@code where} is what needs it. */
    static Number number(String where, @Nullable Object value) {
        Number number = readable(value);
        if (number == null) {
            throw fault(where, value, "a number");
        }
        return number;
    }

    /** A truth value; null for nothing, or for anything else inside a filter; else a fault. */
    static @Nullable Boolean truth(@Nullable Object value, Frame frame) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (isNothing(value)) {
            return null;
        }
        if (value instanceof JsonNode json && json.isBoolean()) {
            return json.booleanValue();
        }
        String text = isText(value) ? text(value) : "";
        if ("true".equalsIgnoreCase(text)) {
            return true;
        }
        if ("false".equalsIgnoreCase(text)) {
            return false;
        }
        if (frame.inFilter()) {
            return null;
        }
        throw fault("condition", value, "true or false");
    }

    /** Whether two values are the same: numbers by size, everything else by its text. */
    static boolean equal(@Nullable Object left, @Nullable Object right) {
        if (isNothing(left) || isNothing(right)) {
            return isNothing(left) && isNothing(right);
        }
        Number first = numberOrNull(left);
        Number second = numberOrNull(right);
        if (first != null && second != null) {
            return compare(first, second) == 0;
        }
        if (isScalar(left) != isScalar(right)) {
            return false;
        }
        return isScalar(left) ? text(left).equals(text(right)) : json(left).equals(json(right));
    }

    static int compare(Number left, Number right) {
        boolean exact =
                isWhole(left) && isWhole(right) && !(left instanceof BigInteger) && !(right instanceof BigInteger);
        return exact
                ? Long.compare(left.longValue(), right.longValue())
                : Double.compare(left.doubleValue(), right.doubleValue());
    }

    /** An array, or a text that is one as JSON; null for anything else. */
    static @Nullable ArrayNode array(@Nullable Object value) {
        return structure(value) instanceof ArrayNode array ? array : null;
    }

    /** An object, or a text that is one as JSON; null for anything else. */
    static @Nullable ObjectNode object(@Nullable Object value) {
        return structure(value) instanceof ObjectNode object ? object : null;
    }

    private static @Nullable JsonNode structure(@Nullable Object value) {
        if (value instanceof JsonNode json && json.isContainerNode()) {
            return json;
        }
        return value instanceof String || value instanceof TextNode ? parsed(text(value)) : json(value);
    }

    /** What a text is as JSON, when it is an object or an array; else null. */
    public static @Nullable JsonNode parsed(String text) {
        String bare = text.strip();
        if (!bare.startsWith("{") && !bare.startsWith("[")) {
            return null;
        }
        try {
            return Payload.ofText(bare, "application/json").json();
        } catch (Fault noJson) {
            return null;
        }
    }

    /** Says that {@code value} does not fit. */
    static Fault fault(String where, @Nullable Object value, String expected) {
        String text = text(value);
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return Fault.of(ErrorCode.MEDIATION, where + ": " + shown + " (expected: " + expected + ")");
    }
}
