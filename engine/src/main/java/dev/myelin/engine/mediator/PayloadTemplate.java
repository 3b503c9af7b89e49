package dev.myelin.engine.mediator;

import java.util.ArrayList;
import java.util.List;

/**
 * A template of {@code payloadFactory}, split once into literal text and slots ({@code $1} is slot 0). In JSON a slot
 * knows whether it stands inside a string.
 */
public final class PayloadTemplate {
    private final List<Part> parts;

    /** A piece of a template. */
    sealed interface Part {}

    /**
     * Text that is put out as it stands.
     *
     * @param text of the template
     */
    record Literal(String text) implements Part {}

    /**
     * The place of an argument.
     *
     * @param argument which one, from 0
     * @param quoted whether it stands inside a JSON string
     */
    record Slot(int argument, boolean quoted) implements Part {}

    private PayloadTemplate(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Splits a template.
     *
     * @param json whether strings in double quotes matter
     * @param arguments how many there are; a {@code $n} beyond them stays text
     */
    public static PayloadTemplate parse(String template, boolean json, int arguments) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            int end = c == '$' ? digitsEnd(template, i + 1) : i;
            int argument = end > i + 1 ? number(template, i + 1, end) : 0;
            if (argument >= 1 && argument <= arguments) {
                flush(literal, parts);
                parts.add(new Slot(argument - 1, quoted));
                i = end - 1;
            } else if (json && quoted && c == '\\' && i + 1 < template.length()) {
                literal.append(c).append(template.charAt(++i));
            } else {
                quoted ^= json && c == '"';
                literal.append(c);
            }
        }
        flush(literal, parts);
        return new PayloadTemplate(List.copyOf(parts));
    }

    /** The largest {@code n} of the {@code $n} in a template; 0 without one. */
    public static int highestSlot(String template) {
        int highest = 0;
        for (int i = template.indexOf('$'); i >= 0; i = template.indexOf('$', i + 1)) {
            int end = digitsEnd(template, i + 1);
            highest = Math.max(highest, end > i + 1 ? number(template, i + 1, end) : 0);
        }
        return highest;
    }

    List<Part> parts() {
        return parts;
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int number(String text, int from, int to) {
        return to - from > 4 ? Integer.MAX_VALUE : Integer.parseInt(text.substring(from, to));
    }

    private static void flush(StringBuilder literal, List<Part> parts) {
        if (!literal.isEmpty()) {
            parts.add(new Literal(literal.toString()));
            literal.setLength(0);
        }
    }
}
