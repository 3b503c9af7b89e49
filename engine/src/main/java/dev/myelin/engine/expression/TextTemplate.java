package dev.myelin.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/** A text with Synapse expressions in it, such as <code>Order ${payload.id}</code>; split and compiled once. */
public final class TextTemplate {
    private static final String OPEN = "${";

    private final List<Part> parts;

    /** A piece of the text. */
    public sealed interface Part {}

    /**
     * Text as it stands.
     *
     * @param text the characters
     */
    public record Literal(String text) implements Part {}

    /**
     * The place of an expression.
     *
     * @param expression what yields the text
     */
    public record Slot(SynapseExpression expression) implements Part {}

    private TextTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /** Whether there may be an expression in {@code text}. */
    public static boolean mayHaveSlots(String text) {
        return text.contains(OPEN);
    }

    /** Splits {@code text}; {@code compile} is given each expression with its braces, and the place that it stands at. */
    static TextTemplate parse(String text, BiFunction<String, Integer, SynapseExpression> compile) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int end = slotEnd(text, open);
            if (open > at) {
                parts.add(new Literal(text.substring(at, open)));
            }
            parts.add(new Slot(compile.apply(text.substring(open, end), open)));
            at = end;
        }
        if (at < text.length()) {
            parts.add(new Literal(text.substring(at)));
        }
        return new TextTemplate(List.copyOf(parts));
    }

    /** The end of the <code>${...}</code> that begins at {@code at}; {@code at} itself where none does. */
    public static int slotEnd(String text, int at) {
        if (!text.startsWith(OPEN, at)) {
            return at;
        }
        int close = end(text, at + OPEN.length());
        if (close < 0) {
            throw unclosed(text, at);
        }
        return close + 1;
    }

    private static ExpressionSyntaxException unclosed(String text, int at) {
        return new ExpressionSyntaxException("${ at " + place(text, at) + " has no closing brace (expected: ${...})");
    }

    /** Where the brace closes that was opened before {@code from}; braces in quotes do not count; -1 for nowhere. */
    static int end(String text, int from) {
        int depth = 1;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The line and column of a place in a text, both from 1. */
    static String place(String text, int at) {
        String before = text.substring(0, at);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return "line " + line + ", column " + (at - before.lastIndexOf('\n'));
    }

    /** The pieces in order. */
    public List<Part> parts() {
        return parts;
    }

    /** The text for a message. */
    public String text(Exchange exchange) {
        if (parts.size() == 1) {
            return text(parts.get(0), exchange);
        }
        StringBuilder out = new StringBuilder(128);
        for (Part part : parts) {
            out.append(text(part, exchange));
        }
        return out.toString();
    }

    private static String text(Part part, Exchange exchange) {
        return part instanceof Slot slot ? slot.expression().text(exchange) : ((Literal) part).text();
    }
}
