package dev.myelin.engine.expression.tree;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Functions of numbers. */
final class NumberFunctions {
    private static final double LARGEST_WHOLE = 9e18;
    private static final int MOST_PLACES = 300;

    private NumberFunctions() {}

    static double of(Arguments arguments) {
        return arguments.number(0).doubleValue();
    }

    static Object abs(Arguments arguments) {
        Number number = arguments.number(0);
        return Values.isWhole(number) ? (Object) Math.abs(number.longValue()) : (Object) Math.abs(number.doubleValue());
    }

    /** A whole number, where it fits. */
    static Object rounded(Arguments arguments, double value) {
        Number number = arguments.number(0);
        if (Values.isWhole(number)) {
            return number;
        }
        return Math.abs(value) < LARGEST_WHOLE ? (Object) (long) value : (Object) value;
    }

    static Object round(Arguments arguments) {
        double value = of(arguments);
        if (arguments.count() < 2) {
            return rounded(arguments, Double.isFinite(value) ? Math.floor(value + 0.5) : value);
        }
        int places = arguments.place(1, MOST_PLACES);
        return Values.isWhole(arguments.number(0)) || !Double.isFinite(value)
                ? arguments.number(0)
                : (Object) BigDecimal.valueOf(value)
                        .setScale(places, RoundingMode.HALF_UP)
                        .doubleValue();
    }

    /** Natural, or to the base that the second argument says. */
    static Object log(Arguments arguments) {
        double natural = Math.log(of(arguments));
        return arguments.count() < 2
                ? natural
                : natural / Math.log(arguments.number(1).doubleValue());
    }

    static Object integer(Arguments arguments) {
        Number number = arguments.number(0);
        if (!Values.isWhole(number)) {
            throw arguments.wrong(0, "a whole number");
        }
        return number.longValue();
    }

    static Object decimal(Arguments arguments) {
        return of(arguments);
    }
}
