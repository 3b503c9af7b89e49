package dev.myelin.engine.expression;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The XPaths that most files are made of (one property, one literal), compiled into something that needs no XPath
 * engine. What they give is what XPath would give.
 */
final class FastPaths {
    private static final String TEXT = "'([^']*)'|\"([^\"]*)\"";
    private static final Pattern LITERAL = Pattern.compile(TEXT);
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern TRUTH = Pattern.compile("(?:fn:)?(true|false)\\(\\s*\\)");
    private static final Pattern VARIABLE = Pattern.compile("\\$([a-z0-9]+):([A-Za-z_][A-Za-z0-9_.-]*)");
    private static final Pattern GET_PROPERTY = Pattern.compile(
            "(?:(?:fn|syn|synapse):)?get-property\\(\\s*(?:" + TEXT + ")\\s*(?:,\\s*(?:" + TEXT + ")\\s*)?\\)");

    private final PropertyReads reads;

    FastPaths(PropertyReads reads) {
        this.reads = reads;
    }

    /** The expression, when {@code source} (without white space around it) is one of these forms. */
    Optional<SynapseExpression> compile(String source) {
        Matcher property = GET_PROPERTY.matcher(source);
        if (property.matches()) {
            List<String> arguments = Stream.of(either(property, 1), either(property, 3))
                    .flatMap(Optional::stream)
                    .toList();
            return Optional.of(new PropertyExpression(source, reads.property(arguments)));
        }
        Matcher variable = VARIABLE.matcher(source);
        if (variable.matches() && PropertyReads.isVariablePrefix(variable.group(1))) {
            return Optional.of(new PropertyExpression(source, reads.variable(variable.group(1), variable.group(2))));
        }
        return constant(source);
    }

    private static Optional<SynapseExpression> constant(String source) {
        Matcher literal = LITERAL.matcher(source);
        if (literal.matches()) {
            String text = either(literal, 1).orElse("");
            return Optional.of(new ConstantExpression(source, text, !text.isEmpty()));
        }
        if (NUMBER.matcher(source).matches()) {
            return Optional.of(new ConstantExpression(source, source, !"0".equals(source)));
        }
        Matcher truth = TRUTH.matcher(source);
        return truth.matches()
                ? Optional.of(new ConstantExpression(source, truth.group(1), "true".equals(truth.group(1))))
                : Optional.empty();
    }

    private static Optional<String> either(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).or(() -> Optional.ofNullable(matcher.group(group + 1)));
    }
}
