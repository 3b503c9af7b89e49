package dev.myelin.engine.mediator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * At once, and then again and again; a run that takes longer than that is followed by the next one at once.
 *
 * @param interval from the beginning of one run to that of the next
 */
public record Every(Duration interval) implements Schedule {
    @Override
    public Optional<Duration> first(Instant now) {
        return Optional.of(Duration.ZERO);
    }

    @Override
    public Optional<Duration> next(Instant planned, Duration took, Instant now) {
        Duration rest = interval.minus(took);
        return Optional.of(rest.isNegative() ? Duration.ZERO : rest);
    }
}
