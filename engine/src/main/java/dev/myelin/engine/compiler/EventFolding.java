package dev.myelin.engine.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out an expression for one {@link Variant} of messages, as far as that needs nothing but the variant: properties
 * that say which event a message is about, literals, {@code =}, {@code !=}, {@code and}, {@code or}, {@code not()},
 * {@code boolean()}, {@code string()}. Everything else is unknown; {@code and} and {@code or} may not need to know.
 */
final class EventFolding {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*('[^']*'|\"[^\"]*\"|\\$?[A-Za-z_][A-Za-z0-9_.:-]*|[0-9.]+|!=|<=|>=|[=<>(),]|$)");
    private static final String END = "";
    /** Nobody writes longer ones by hand; keeps the nesting within bounds. */
    private static final int LONGEST = 2000;

    private final Variant variant;
    private final List<String> tokens;
    private int next;

    private EventFolding(Variant variant, List<String> tokens) {
        this.variant = variant;
        this.tokens = tokens;
    }

    /** What {@code expression} gives for messages of {@code variant}; empty when that depends on the message. */
    static Optional<FoldedValue> fold(String expression, Variant variant) {
        List<String> tokens = tokens(expression);
        if (tokens.isEmpty()) {
            return Optional.empty();
        }
        EventFolding folding = new EventFolding(variant, tokens);
        FoldedValue value = folding.either();
        return folding.peek().equals(END) ? Optional.ofNullable(value) : Optional.empty();
    }

    /** Empty when there is something else in the expression. */
    private static List<String> tokens(String expression) {
        List<String> tokens = new ArrayList<>();
        if (expression.length() > LONGEST) {
            return tokens;
        }
        Matcher matcher = TOKEN.matcher(expression);
        while (matcher.lookingAt()) {
            tokens.add(matcher.group(1));
            if (matcher.group(1).equals(END)) {
                return tokens;
            }
            matcher.region(matcher.end(), expression.length());
        }
        return List.of();
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private boolean take(String token) {
        boolean found = peek().equals(token) && !token.equals(END);
        next += found ? 1 : 0;
        return found;
    }

    private @Nullable FoldedValue either() {
        FoldedValue left = both();
        while (take("or")) {
            FoldedValue right = both();
            left = isTrue(left) || isTrue(right)
                    ? FoldedValue.TRUE
                    : left == null || right == null ? null : FoldedValue.FALSE;
        }
        return left;
    }

    private @Nullable FoldedValue both() {
        FoldedValue left = comparison();
        while (take("and")) {
            FoldedValue right = comparison();
            left = isFalse(left) || isFalse(right)
                    ? FoldedValue.FALSE
                    : left == null || right == null ? null : FoldedValue.TRUE;
        }
        return left;
    }

    private static boolean isTrue(@Nullable FoldedValue value) {
        return value != null && value.holds();
    }

    private static boolean isFalse(@Nullable FoldedValue value) {
        return value != null && !value.holds();
    }

    private @Nullable FoldedValue comparison() {
        FoldedValue left = operand();
        if (peek().matches("!=|[<>]=?|=")) {
            String operator = tokens.get(next++);
            FoldedValue right = operand();
            boolean equal = operator.equals("=");
            left = left == null || right == null || !equal && !operator.equals("!=")
                    ? null
                    : FoldedValue.truth(left.compares(right, equal));
        }
        return left;
    }

    private @Nullable FoldedValue operand() {
        String token = peek();
        if (take("(")) {
            FoldedValue inner = either();
            return take(")") ? inner : fail();
        }
        if (token.equals(END) || token.matches("[=<>!),]+")) {
            return fail();
        }
        next++;
        if (isLiteral(token)) {
            return FoldedValue.text(unquoted(token));
        }
        if (token.startsWith("$")) {
            return variable(token);
        }
        return take("(") ? call(token) : null;
    }

    private @Nullable FoldedValue variable(String token) {
        int colon = token.indexOf(':');
        String prefix = token.substring(1, Math.max(colon, 1));
        boolean folds = prefix.equals("ctx") || prefix.equals("axis2");
        return folds ? variant.property(token.substring(colon + 1)).orElse(null) : null;
    }

    private @Nullable FoldedValue call(String name) {
        List<String> literals = new ArrayList<>();
        List<@Nullable FoldedValue> arguments = new ArrayList<>();
        while (!take(")")) {
            String first = peek();
            int from = next;
            arguments.add(either());
            literals.add(next == from + 1 && isLiteral(first) ? unquoted(first) : "");
            if (!take(",") && !peek().equals(")")) {
                return fail();
            }
        }
        return switch (name.replaceFirst("^(fn|syn|synapse):", "")) {
            case "get-property" -> property(literals);
            case "true" -> arguments.isEmpty() ? FoldedValue.TRUE : null;
            case "false" -> arguments.isEmpty() ? FoldedValue.FALSE : null;
            case "not" -> truth(arguments, false);
            case "boolean" -> truth(arguments, true);
            case "string" -> arguments.size() == 1 ? string(arguments.get(0)) : null;
            default -> null;
        };
    }

    private @Nullable FoldedValue property(List<String> arguments) {
        boolean folds = arguments.size() == 1
                || arguments.size() == 2 && arguments.get(0).matches("(?i)default|synapse|axis2");
        return folds ? variant.property(arguments.get(arguments.size() - 1)).orElse(null) : null;
    }

    private static @Nullable FoldedValue truth(List<@Nullable FoldedValue> arguments, boolean wanted) {
        FoldedValue value = arguments.size() == 1 ? arguments.get(0) : null;
        return value == null ? null : FoldedValue.truth(value.holds() == wanted);
    }

    private static @Nullable FoldedValue string(@Nullable FoldedValue value) {
        return value == null ? null : FoldedValue.text(value.text());
    }

    /** Not of the grammar: nothing is known, whatever follows. */
    private @Nullable FoldedValue fail() {
        tokens.add("?");
        next = tokens.size() - 1;
        return null;
    }

    private static boolean isLiteral(String token) {
        return token.startsWith("'") || token.startsWith("\"");
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1);
    }
}
