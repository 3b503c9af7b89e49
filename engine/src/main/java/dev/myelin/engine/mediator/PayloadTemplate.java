package dev.myelin.engine.mediator;

import dev.myelin.engine.expression.TextTemplate;
import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import dev.myelin.engine.message.MadeText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;

/**
 * A template of {@code payloadFactory}, split once into literal text and slots: {@code $1} is the first argument,
 * <code>${...}</code> an expression. In JSON a slot knows whether it stands inside a string.
 */
public final class PayloadTemplate implements PayloadFactoryMediator.Filled {
    private final Media media;
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
     * @param argument what is put there
     * @param quoted whether it stands inside a JSON string
     */
    record Slot(PayloadArgument argument, boolean quoted) implements Part {}

    private PayloadTemplate(Media media, List<Part> parts) {
        this.media = media;
        this.parts = parts;
    }

    /**
     * Splits a template.
     *
     * @param arguments what {@code $1} and so on stand for; a {@code $n} beyond them stays text
     * @param inline compiles a <code>${...}</code>, given with its braces and the place that it stands at
     */
    public static PayloadTemplate parse(
            String template,
            Media media,
            List<PayloadArgument> arguments,
            BiFunction<String, Integer, PayloadArgument> inline) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        boolean json = media == Media.JSON;
        boolean quoted = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            int end = c == '$' ? TextTemplate.slotEnd(template, i) : i;
            int argument = c == '$' ? argument(template, i, arguments.size()) : 0;
            if (end > i) {
                flush(literal, parts);
                parts.add(new Slot(inline.apply(template.substring(i, end), i), quoted));
                i = end - 1;
            } else if (argument > 0) {
                flush(literal, parts);
                parts.add(new Slot(arguments.get(argument - 1), quoted));
                i = digitsEnd(template, i + 1) - 1;
            } else if (json && quoted && c == '\\' && i + 1 < template.length()) {
                literal.append(c).append(template.charAt(++i));
            } else {
                quoted ^= json && c == '"';
                literal.append(c);
            }
        }
        flush(literal, parts);
        return new PayloadTemplate(media, List.copyOf(parts));
    }

    /** The number of the argument at a dollar sign; 0 when there is none of that number. */
    private static int argument(String template, int dollar, int count) {
        int end = digitsEnd(template, dollar + 1);
        int number = end > dollar + 1 ? number(template, dollar + 1, end) : 0;
        return number <= count ? number : 0;
    }

    @Override
    public String text(Exchange exchange) {
        StringBuilder out = new StringBuilder(256);
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                out.append(literal.text());
            } else if (part instanceof Slot slot) {
                slot.argument().insert(media, slot.quoted(), exchange, out);
                MadeText.checked(out, MadeText.PAYLOAD, "payloadFactory");
            }
        }
        return out.toString();
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
