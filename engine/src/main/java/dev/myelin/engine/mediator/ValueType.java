package dev.myelin.engine.mediator;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import java.util.Locale;

/** The types that a {@code property} converts its value to. */
public enum ValueType {
    /** Text. */
    STRING,
    /** {@code true}, {@code yes} or {@code 1}; {@code false}, {@code no} or {@code 0}. */
    BOOLEAN,
    /** 32 bits. */
    INTEGER,
    /** 64 bits. */
    LONG,
    /** 16 bits. */
    SHORT,
    /** Floating point, 64 bits. */
    DOUBLE,
    /** Floating point, 32 bits. */
    FLOAT,
    /** An XML element. */
    OM,
    /** A JSON value. */
    JSON;

    /** The type that the attribute {@code type} names; {@link #STRING} for other words, which the reader has reported. */
    public static ValueType of(String name) {
        for (ValueType type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return STRING;
    }

    /**
     * Converts a text.
     *
     * @throws IllegalArgumentException when the text is not of the type; the message says what was expected
     */
    public Object convert(String text) {
        String bare = text.strip();
        try {
            return switch (this) {
                case STRING -> text;
                case BOOLEAN -> bool(bare);
                case INTEGER -> Integer.valueOf(bare);
                case LONG -> Long.valueOf(bare);
                case SHORT -> Short.valueOf(bare);
                case DOUBLE -> Double.valueOf(bare);
                case FLOAT -> Float.valueOf(bare);
                case OM -> Payload.ofText(bare, "application/xml").xml();
                case JSON -> Payload.ofText(bare, "application/json").json();
            };
        } catch (NumberFormatException | Fault e) {
            throw new IllegalArgumentException(text + " (expected: " + name() + ")", e);
        }
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Boolean.TRUE;
            case "false", "no", "0" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException(text + " (expected: BOOLEAN)");
        };
    }
}
