package dev.myelin.engine.mediator.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.quartz.CronExpression;

/**
 * At the times of a Quartz cron expression, in the time zone of the process. Times that come while a run is under way are
 * left out.
 */
public final class Cron implements Schedule {
    private final CronExpression expression;

    private Cron(CronExpression expression) {
        this.expression = expression;
    }

    /** Reads an expression; throws {@link IllegalArgumentException}, which says what is wrong with it. */
    public static Cron of(String text) {
        try {
            return new Cron(new CronExpression(text.strip()));
        } catch (ParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<Duration> first(Instant now) {
        return next(now, Duration.ZERO, now);
    }

    /** Clocks differ by a little: a run that began before its time is not followed by another one at that time. */
    @Override
    public Optional<Duration> next(Instant planned, Duration took, Instant now) {
        Instant after = now.isAfter(planned) ? now : planned;
        Date time = expression.getNextValidTimeAfter(Date.from(after));
        return Optional.ofNullable(time).map(found -> Duration.between(now, found.toInstant()));
    }

    /** The expression. */
    @Override
    public String toString() {
        return expression.getCronExpression();
    }
}
