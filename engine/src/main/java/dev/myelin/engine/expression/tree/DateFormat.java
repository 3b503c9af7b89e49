package dev.myelin.engine.expression.tree;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/**
 * {@code formatDateTime(now(), 'to')} and {@code formatDateTime(text, 'from', 'to')}; patterns that stand in the
 * expression are compiled once.
 *
 * @param from what the text is written with, where it is known
 * @param to what comes out, where it is known
 */
public record DateFormat(Optional<DateTimeFormatter> from, Optional<DateTimeFormatter> to) implements Call.Function {
    @Override
    public Object apply(Arguments arguments) {
        int last = arguments.count() - 1;
        DateTimeFormatter output = to.orElseGet(() -> formatter(arguments, last));
        try {
            return output.format(last == 1 ? instant(arguments) : parsed(arguments));
        } catch (DateTimeException impossible) {
            throw arguments.wrong(0, "what " + arguments.text(last) + " can show; " + impossible.getMessage());
        }
    }

    private static ZonedDateTime instant(Arguments arguments) {
        return Instant.ofEpochMilli(arguments.number(0).longValue()).atZone(ZoneId.systemDefault());
    }

    private TemporalAccessor parsed(Arguments arguments) {
        DateTimeFormatter input = from.orElseGet(() -> formatter(arguments, 1));
        try {
            return input.parseBest(
                    arguments.text(0), ZonedDateTime::from, LocalDateTime::from, LocalDate::from, LocalTime::from);
        } catch (DateTimeException wrong) {
            throw arguments.wrong(0, "a date or time like " + arguments.text(1));
        }
    }

    private static DateTimeFormatter formatter(Arguments arguments, int index) {
        try {
            return DateTimeFormatter.ofPattern(arguments.text(index));
        } catch (IllegalArgumentException wrong) {
            throw arguments.wrong(index, "a date pattern; " + wrong.getMessage());
        }
    }
}
