package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.expression.ExpressionSyntaxException;
import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the texts of an endpoint stand for: parameters of its template, environment variables, expressions, numbers. */
final class EndpointTexts {
    private static final Pattern PARAMETER = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_.-]*)");

    private final ArtefactBuild build;
    private final Map<String, String> parameters;

    /** For an endpoint made of a template with {@code parameters}; none for any other. */
    EndpointTexts(ArtefactBuild build, Map<String, String> parameters) {
        this.build = build;
        this.parameters = parameters;
    }

    /** The text with its parameters and variables filled in; empty, and reported, when one is missing. */
    Optional<String> filled(String text, String attribute, SynapseNode where) {
        String own = withParameters(text);
        return new Variables(build.compilation().settings().environment()).fill(own, name -> {
            String message = attribute + ": " + text + " (expected: an environment variable " + name + " that is set)";
            build.error(where, "MYL-2013", message, "Set the environment variable " + name);
        });
    }

    /** The text with the parameters of the template filled in. */
    String withParameters(String text) {
        if (parameters.isEmpty() || text.indexOf('$') < 0) {
            return text;
        }
        Matcher matcher = PARAMETER.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String value = parameters.get(matcher.group(1));
            matcher.appendReplacement(out, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return matcher.appendTail(out).toString();
    }

    /** A text that may be an expression; empty, and reported, when it is wrong. */
    Optional<TextSource> source(String text, String attribute, SynapseNode where) {
        return filled(text, attribute, where).flatMap(given -> {
            String value = given.strip();
            if (!Reference.isDynamic(value)) {
                return Optional.of(exchange -> value);
            }
            return expression(value, where).map(found -> found::text);
        });
    }

    private Optional<SynapseExpression> expression(String text, SynapseNode where) {
        String inner =
                text.startsWith("{") ? text.substring(1, text.length() - 1).strip() : text;
        try {
            return Optional.of(build.compilation().expressions().compile(inner, where.namespaces()));
        } catch (ExpressionSyntaxException e) {
            String message = "expression: " + text + " (expected: an expression; " + e.getMessage() + ")";
            build.error(where, "MYL-2020", message, e.hint());
            return Optional.empty();
        }
    }

    /** A whole number of at least {@code least}. */
    Optional<Long> number(String name, Optional<String> text, SynapseNode where, long least) {
        return value(name, text, where, given -> {
            long value = Long.parseLong(given);
            if (value < least) {
                throw new NumberFormatException(given);
            }
            return value;
        });
    }

    /** What {@code parse} makes of a text; empty, and reported, when it is no number of its range. */
    <T> Optional<T> value(String name, Optional<String> text, SynapseNode where, Function<String, T> parse) {
        String given = text.map(this::withParameters).map(String::strip).orElse("");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(given));
        } catch (NumberFormatException e) {
            build.error(where, "MYL-2015", name + ": " + given + " (expected: a number of its range)", "");
            return Optional.empty();
        }
    }

    /** Error codes with commas. */
    Set<Integer> codes(String name, Optional<String> list, SynapseNode where) {
        Set<Integer> codes = new HashSet<>();
        for (String text : list.map(this::withParameters).orElse("").split(",")) {
            value(name, Optional.of(text), where, Integer::valueOf).ifPresent(codes::add);
        }
        return Set.copyOf(codes);
    }
}
