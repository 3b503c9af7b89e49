package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.expression.TextTemplate;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A URI with variables (RFC 6570), split once: {@code {uri.var.x}} is the property of that name, percent-encoded, {@code
 * {+uri.var.x}} with the characters that have a meaning in URIs as they are; in queries ({@code {?uri.var.x}}) the name is what
 * follows {@code uri.var.} or {@code query.param.}. A variable at the very start stands for scheme and host, and is taken as
 * it is. One that is not there is left out. What a <code>${...}</code> yields keeps those characters too, but in addresses of
 * connections, where a slash would make a group of what a message names.
 */
public final class UriTemplate {
    private static final String UNRESERVED = "-._~";
    private static final String RESERVED = ":/?#[]@!$&'()*+,;=%";
    private static final String LEGACY = "legacy-encoding:";
    private static final String CONNECTION = "connection";

    private final String source;
    private final List<Part> parts;

    private sealed interface Part {}

    private record Literal(String text) implements Part {}

    /** A list of variables with one operator before it. */
    private record Expansion(Operator operator, List<Variable> variables) implements Part {
        Expansion encoding() {
            return new Expansion(operator.encoding(), variables);
        }
    }

    /**
     * A variable.
     *
     * @param name of the property
     * @param label what stands for it in a query
     * @param length as many characters of it are taken
     */
    private record Variable(String name, String label, int length) {
        static Variable of(String text) {
            String plain = text.strip().replaceFirst("\\*$", "");
            int colon = plain.lastIndexOf(':');
            boolean cut = colon > 0 && plain.substring(colon + 1).matches("\\d{1,4}");
            String name = cut ? plain.substring(0, colon) : plain;
            String label = name.replaceFirst("^(uri\\.var|query\\.param|openapi/query)\\.", "");
            return new Variable(name, label, cut ? Integer.parseInt(plain.substring(colon + 1)) : Integer.MAX_VALUE);
        }

        String value(String whole) {
            return whole.length() <= length
                    ? whole
                    : whole.substring(0, whole.offsetByCodePoints(0, characters(whole)));
        }

        private int characters(String whole) {
            return Math.min(length, whole.codePointCount(0, whole.length()));
        }
    }

    /**
     * RFC 6570, appendix A.
     *
     * @param first what the expansion begins with
     * @param separator what stands between two variables
     * @param named whether their names are shown
     * @param equals whether so with {@code =} where there is no value
     * @param raw whether characters with a meaning in URIs stay as they are
     */
    private record Operator(String first, String separator, boolean named, boolean equals, boolean raw) {
        static final Operator PLAIN = new Operator("", ",", false, false, false);
        static final Operator RAW = new Operator("", ",", false, false, true);

        Operator encoding() {
            return new Operator(first, separator, named, equals, false);
        }

        static Operator of(char sign) {
            return switch (sign) {
                case '+' -> RAW;
                case '#' -> new Operator("#", ",", false, false, true);
                case '.' -> new Operator(".", ".", false, false, false);
                case '/' -> new Operator("/", "/", false, false, false);
                case ';' -> new Operator(";", ";", true, false, false);
                case '?' -> new Operator("?", "&", true, true, false);
                case '&' -> new Operator("&", "&", true, true, false);
                default -> PLAIN;
            };
        }
    }

    /**
     * An expression.
     *
     * @param raw as that of an {@link Operator}
     */
    private record Expression(SynapseExpression value, boolean raw) implements Part {}

    private UriTemplate(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /** Splits a template in which a dollar sign means nothing. */
    public static UriTemplate parse(String template) {
        return split(template, null);
    }

    /**
     * Splits a template.
     *
     * @param compile makes an expression of a <code>${...}</code> and the place that it stands at
     */
    public static UriTemplate parse(String template, BiFunction<String, Integer, SynapseExpression> compile) {
        return split(template, compile);
    }

    private static UriTemplate split(
            String template, @Nullable BiFunction<String, Integer, SynapseExpression> compile) {
        String source = template.strip();
        String text = source.startsWith(LEGACY) ? source.substring(LEGACY.length()) : source;
        boolean raw = !scheme(text).equals(CONNECTION);
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int dollar = open - 1;
            if (compile != null && dollar >= at && text.charAt(dollar) == '$') {
                int end = TextTemplate.slotEnd(text, dollar);
                literal(text, at, dollar, parts);
                parts.add(new Expression(compile.apply(text.substring(dollar, end), dollar), raw));
                at = end;
                continue;
            }
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            literal(text, at, open, parts);
            Expansion expansion = expansion(text.substring(open + 1, close).strip(), open == 0);
            parts.add(raw ? expansion : expansion.encoding());
            at = close + 1;
        }
        literal(text, at, text.length(), parts);
        return new UriTemplate(source, List.copyOf(parts));
    }

    private static Expansion expansion(String text, boolean start) {
        Operator operator = text.isEmpty() ? Operator.PLAIN : Operator.of(text.charAt(0));
        String names = operator == Operator.PLAIN ? text : text.substring(1);
        List<Variable> variables = new ArrayList<>();
        for (String name : names.split(",")) {
            variables.add(Variable.of(name));
        }
        return new Expansion(start && operator == Operator.PLAIN ? Operator.RAW : operator, List.copyOf(variables));
    }

    private static void literal(String text, int from, int to, List<Part> parts) {
        if (from < to) {
            parts.add(new Literal(text.substring(from, to)));
        }
    }

    /** The scheme in lower case; empty when a variable holds it. */
    public String scheme() {
        return !parts.isEmpty() && parts.get(0) instanceof Literal literal ? scheme(literal.text()) : "";
    }

    static String scheme(String uri) {
        int colon = uri.indexOf(':');
        return colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
    }

    /** The URI for a message. */
    String of(Exchange exchange) {
        if (parts.size() == 1 && parts.get(0) instanceof Literal whole) {
            return whole.text();
        }
        StringBuilder uri = new StringBuilder(source.length() + 32);
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                uri.append(literal.text());
            } else if (part instanceof Expansion expansion) {
                expand(expansion, exchange, uri);
            } else if (part instanceof Expression expression) {
                append(expression.value().text(exchange), expression.raw(), uri);
            }
        }
        return uri.toString();
    }

    private static void expand(Expansion expansion, Exchange exchange, StringBuilder uri) {
        Operator operator = expansion.operator();
        String before = operator.first();
        for (Variable variable : expansion.variables()) {
            String value = MessageContext.text(exchange, Scope.DEFAULT, variable.name());
            if (value == null) {
                continue;
            }
            uri.append(before);
            before = operator.separator();
            if (operator.named()) {
                append(variable.label(), false, uri);
                uri.append(value.isEmpty() && !operator.equals() ? "" : "=");
            }
            append(variable.value(value), operator.raw(), uri);
        }
    }

    private static void append(String value, boolean raw, StringBuilder uri) {
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            boolean plain = c < 128
                    && (Character.isLetterOrDigit(c)
                            || UNRESERVED.indexOf(c) >= 0
                            || (raw && RESERVED.indexOf(c) >= 0));
            if (plain) {
                uri.append(c);
            } else {
                uri.append('%').append(hex(octet >> 4)).append(hex(octet));
            }
        }
    }

    private static char hex(int value) {
        return Character.toUpperCase(Character.forDigit(value & 0xF, 16));
    }

    @Override
    public String toString() {
        return source;
    }
}
