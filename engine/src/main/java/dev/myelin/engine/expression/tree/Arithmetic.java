package dev.myelin.engine.expression.tree;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code a + b} and its like. Whole numbers stay whole where they can; others are decimal fractions with the precision
 * of a double, as in MI, so that 0.1 + 0.2 is 0.3. Texts are put together by {@code +}.
 *
 * @param operator what is done
 * @param left the first operand
 * @param right the second operand
 */
public record Arithmetic(Operator operator, Node left, Node right) implements Node {
    /** The operators. */
    public enum Operator {
        /** Sum, or texts side by side. */
        ADD("+"),
        /** Difference. */
        SUBTRACT("-"),
        /** Product. */
        MULTIPLY("*"),
        /** Quotient; whole where nothing is left over. */
        DIVIDE("/"),
        /** What is left over. */
        MODULO("%");

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
        if (Values.isNothing(first) || Values.isNothing(second)) {
            return null;
        }
        if (operator == Operator.ADD) {
            boolean text = Values.isText(first);
            if (text && Values.isText(second)) {
                return Values.text(first).concat(Values.text(second));
            }
            if (text || Values.isText(second)) {
                throw Values.fault(
                        "+",
                        text ? first : second,
                        "two numbers or two texts: convert with string(), integer() or float()");
            }
        }
        return of(Values.number(operator.symbol, first), Values.number(operator.symbol, second));
    }

    static Number negated(Number number) {
        return Values.isWhole(number) && number.longValue() != Long.MIN_VALUE && !(number instanceof BigInteger)
                ? (Number) (-number.longValue())
                : (Number) (-number.doubleValue());
    }

    private Number of(Number first, Number second) {
        boolean small = !(first instanceof BigInteger) && !(second instanceof BigInteger);
        return small && Values.isWhole(first) && Values.isWhole(second)
                ? whole(first.longValue(), second.longValue())
                : decimal(first.doubleValue(), second.doubleValue());
    }

    private Number whole(long first, long second) {
        try {
            return switch (operator) {
                case ADD -> Math.addExact(first, second);
                case SUBTRACT -> Math.subtractExact(first, second);
                case MULTIPLY -> Math.multiplyExact(first, second);
                case DIVIDE -> divided(first, second);
                case MODULO -> first % nonZero(second);
            };
        } catch (ArithmeticException tooLarge) {
            return decimal(first, second);
        }
    }

    private Number divided(long first, long second) {
        return first % nonZero(second) == 0 ? (Number) (first / second) : decimal(first, second);
    }

    private Double decimal(double first, double second) {
        if (!Double.isFinite(first) || !Double.isFinite(second)) {
            throw Values.fault(
                    operator.symbol, Double.isFinite(first) ? second : first, "a number that can be counted with");
        }
        BigDecimal one = BigDecimal.valueOf(first);
        BigDecimal other = BigDecimal.valueOf(second);
        return switch (operator) {
            case ADD -> one.add(other).doubleValue();
            case SUBTRACT -> one.subtract(other).doubleValue();
            case MULTIPLY -> one.multiply(other).doubleValue();
            case DIVIDE -> one.divide(nonZero(other), MathContext.DECIMAL64).doubleValue();
            case MODULO -> one.remainder(nonZero(other)).doubleValue();
        };
    }

    private long nonZero(long divisor) {
        if (divisor == 0) {
            throw byZero();
        }
        return divisor;
    }

    private BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw byZero();
        }
        return divisor;
    }

    private Fault byZero() {
        return Fault.of(ErrorCode.MEDIATION, operator.symbol + ": by zero (expected: another divisor)");
    }
}
