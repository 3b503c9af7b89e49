package dev.myelin.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The XPaths that most files are made of (a property, a literal, a property compared with a text), compiled into
 * something that needs no XPath engine. What they give is what XPath would give.
 */
final class FastPaths {
    private static final String TEXT = "(?:'([^']*)'|\"([^\"]*)\")";
    private static final Pattern LITERAL = Pattern.compile(TEXT);
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern TRUTH = Pattern.compile("(?:fn:)?(true|false)\\(\\s*\\)");
    /** {@code $prefix:name} or {@code get-property('a')} or {@code get-property('a', 'b')}: groups 1 to 6. */
    private static final String PROPERTY_TEXT = "(?:\\$([a-z0-9]+):([A-Za-z_][A-Za-z0-9_.-]*)"
            + "|(?:(?:fn|syn|synapse):)?get-property\\(\\s*" + TEXT + "\\s*(?:,\\s*" + TEXT + "\\s*)?\\))";

    private static final Pattern PROPERTY = Pattern.compile(PROPERTY_TEXT);
    private static final Pattern COMPARISON = Pattern.compile(PROPERTY_TEXT + "\\s*(!?=)\\s*" + TEXT);

    private final PropertyReads reads;

    FastPaths(PropertyReads reads) {
        this.reads = reads;
    }

    /** The expression, when {@code source} (without white space around it) is one of these forms; else null. */
    @Nullable
    SynapseExpression compile(String source) {
        Matcher property = PROPERTY.matcher(source);
        if (property.matches()) {
            PropertyRead read = read(property);
            return read == null ? null : new PropertyExpression(source, read);
        }
        Matcher comparison = COMPARISON.matcher(source);
        if (comparison.matches()) {
            PropertyRead read = read(comparison);
            String text = text(comparison, 8);
            boolean equal = "=".equals(comparison.group(7));
            return read == null || text == null ? null : new PropertyComparison(source, read, equal, text);
        }
        return constant(source);
    }

    private @Nullable PropertyRead read(Matcher matcher) {
        String prefix = matcher.group(1);
        if (prefix != null) {
            String name = matcher.group(2);
            return PropertyReads.isVariablePrefix(prefix) ? reads.variable(prefix, name) : null;
        }
        List<String> arguments = new ArrayList<>(2);
        for (int group = 3; group <= 5; group += 2) {
            String argument = text(matcher, group);
            if (argument != null) {
                arguments.add(argument);
            }
        }
        return reads.property(arguments);
    }

    private static @Nullable SynapseExpression constant(String source) {
        Matcher literal = LITERAL.matcher(source);
        if (literal.matches()) {
            String text = String.valueOf(text(literal, 1));
            return new ConstantExpression(source, text, !text.isEmpty());
        }
        if (NUMBER.matcher(source).matches()) {
            return new ConstantExpression(source, source, !"0".equals(source));
        }
        Matcher truth = TRUTH.matcher(source);
        return truth.matches() ? new ConstantExpression(source, truth.group(1), "true".equals(truth.group(1))) : null;
    }

    /** What stood between single or double quotes. */
    private static @Nullable String text(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text != null ? text : matcher.group(group + 1);
    }
}
