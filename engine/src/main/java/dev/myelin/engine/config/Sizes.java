package dev.myelin.engine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as configurations write them: {@code 1024}, {@code 64KiB}, {@code 16MiB}, {@code 1GiB}. */
public final class Sizes {
    private static final String EXPECTED = " (expected: a number of bytes, or one with KiB, MiB or GiB, such as 64KiB)";
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*([kmgKMG]i?[bB]?|[bB])?");

    private Sizes() {}

    /**
     * The bytes that {@code text} stands for, 0 or more. {@code KB} and {@code K} mean {@code KiB}; case does not matter.
     *
     * @throws IllegalArgumentException for anything else; its message is {@code value (expected: rule)}, to put behind
     *     the setting's name and a colon
     */
    public static long parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + EXPECTED);
        }
        String unit = matcher.group(2);
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor(unit == null ? "b" : unit));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text + " (expected: fewer than 8388608TiB)", e);
        }
    }

    private static long factor(String unit) {
        return switch (unit.charAt(0)) {
            case 'k', 'K' -> 1L << 10;
            case 'm', 'M' -> 1L << 20;
            case 'g', 'G' -> 1L << 30;
            default -> 1L;
        };
    }
}
