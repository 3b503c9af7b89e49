package dev.myelin.engine.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as configurations write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 2d}, or MI's bare number. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(ms|s|m|min|h|d)?");

    private Durations() {}

    /**
     * The time that {@code text} stands for, 0 or more.
     *
     * @param bareUnit what a number without a unit counts, such as milliseconds where MI counts those
     * @throws IllegalArgumentException for anything else; its message is {@code value (expected: rule)}, to put behind
     *     the setting's name and a colon
     */
    public static Duration parse(String text, ChronoUnit bareUnit) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text + " (expected: a time, such as 500ms, 30s or 1h, or a number of "
                    + bareUnit.toString().toLowerCase(Locale.ROOT) + ")");
        }
        String unit = matcher.group(2);
        try {
            Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit == null ? bareUnit : unit(unit));
            // Whoever reads it as a number of nanoseconds must not overflow.
            return Duration.ofNanos(duration.toNanos());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text + " (expected: less than 292 years)", e);
        }
    }

    private static ChronoUnit unit(String text) {
        return switch (text) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> ChronoUnit.MINUTES;
        };
    }
}
