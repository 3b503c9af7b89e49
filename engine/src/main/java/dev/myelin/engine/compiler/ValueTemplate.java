package dev.myelin.engine.compiler;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.TextSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/**
 * A text with <code>${...}</code> in it, each escaped as its place wants it.
 *
 * @param parts constants and expressions in order
 * @param isConstant whether there is no expression in it
 */
record ValueTemplate(List<TextSource> parts, boolean isConstant) implements TextSource {
    private static final String OPEN = "${";

    /** What becomes of the text of an expression, by what stands before it. */
    @FunctionalInterface
    interface Escaping {
        /** The text as it is. */
        Escaping NONE = before -> UnaryOperator.identity();

        /** For a place in JSON: within a string what is special there is escaped. */
        Escaping JSON = before -> isInString(before)
                ? text -> new String(JsonStringEncoder.getInstance().quoteAsString(text))
                : UnaryOperator.identity();

        /** For a place in XML: text is escaped, elements are not. */
        Escaping XML = before -> text -> text.startsWith("<") ? text : GeneratedEndpoint.escape(text);

        /** For a place behind {@code before}. */
        UnaryOperator<String> at(String before);

        private static boolean isInString(String before) {
            boolean inside = false;
            for (int i = 0; i < before.length(); i++) {
                char c = before.charAt(i);
                if (inside && c == '\\') {
                    i++;
                } else if (c == '"') {
                    inside = !inside;
                }
            }
            return inside;
        }
    }

    /** How to escape in a content whose kind is not said. */
    static Escaping escapingFor(String content) {
        String bare = content.strip();
        return bare.startsWith("{") || bare.startsWith("[") ? Escaping.JSON : Escaping.NONE;
    }

    /** Splits and compiles {@code text}; empty when an expression in it is wrong, which is reported. */
    static Optional<ValueTemplate> compile(String text, Escaping escaping, SynapseNode where, MediatorScope scope) {
        List<TextSource> parts = new ArrayList<>();
        int at = 0;
        boolean right = true;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            int end = end(text, open);
            if (end < 0) {
                break;
            }
            parts.add(constant(text.substring(at, open)));
            UnaryOperator<String> escape = escaping.at(text.substring(0, open));
            var expression = scope.expression(text.substring(open, end), where);
            expression.ifPresent(found -> parts.add(exchange -> escape.apply(found.text(exchange))));
            right &= expression.isPresent();
            at = end;
        }
        parts.add(constant(text.substring(at)));
        boolean constant = parts.size() == 1;
        return right ? Optional.of(new ValueTemplate(List.copyOf(parts), constant)) : Optional.empty();
    }

    private static TextSource constant(String text) {
        return exchange -> text;
    }

    /** Behind the brace that closes the one at {@code open}; braces in quotes do not count. */
    private static int end(String text, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    @Override
    public String text(Exchange exchange) {
        if (parts.size() == 1) {
            return parts.get(0).text(exchange);
        }
        StringBuilder out = new StringBuilder();
        parts.forEach(part -> out.append(part.text(exchange)));
        return out.toString();
    }
}
