package dev.myelin.engine.expression.tree;

import org.jspecify.annotations.Nullable;

/**
 * {@code a == b}, {@code a < b} and their like. Equal is what has the same text, numbers what have the same size;
 * nothing equals only nothing. Smaller and greater are of numbers, also of those that texts say.
 *
 * @param operator what is compared
 * @param left the first operand
 * @param right the second operand
 */
public record Comparison(Operator operator, Node left, Node right) implements Node {
    /** The operators. */
    public enum Operator {
        /** Equal. */
        EQ("=="),
        /** Not equal. */
        NE("!="),
        /** Less. */
        LT("<"),
        /** Less or equal. */
        LE("<="),
        /** Greater. */
        GT(">"),
        /** Greater or equal. */
        GE(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The one that is written so. */
        public static Operator of(String symbol) {
            for (Operator operator : values()) {
                if (operator.symbol.equals(symbol)) {
                    return operator;
                }
            }
            throw new IllegalArgumentException(symbol);
        }
    }

    @Override
    public @Nullable Object value(Frame frame) {
        Object first = left.value(frame);
        Object second = right.value(frame);
        if (operator == Operator.EQ) {
            return Values.equal(first, second);
        }
        if (operator == Operator.NE) {
            return !Values.equal(first, second);
        }
        if (Values.isNothing(first) || Values.isNothing(second)) {
            return null;
        }
        return frame.inFilter() ? orderInFilter(first, second) : holds(order(first, second));
    }

    private int order(@Nullable Object first, @Nullable Object second) {
        return Values.compare(Values.number(operator.symbol, first), Values.number(operator.symbol, second));
    }

    /** As JSONPath: texts by their characters, what does not fit together is no match. */
    private boolean orderInFilter(@Nullable Object first, @Nullable Object second) {
        Number one = Values.readable(first);
        Number other = Values.readable(second);
        if (one != null && other != null) {
            return holds(Values.compare(one, other));
        }
        return Values.isText(first)
                && Values.isText(second)
                && holds(Values.text(first).compareTo(Values.text(second)));
    }

    private boolean holds(int order) {
        return switch (operator) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GT -> order > 0;
            case GE -> order >= 0;
            case EQ, NE -> false;
        };
    }
}
