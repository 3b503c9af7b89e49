package dev.myelin.engine.mediator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a job runs. */
public sealed interface Schedule permits Every, Cron {
    /** How long to wait for the first run; empty when there is none. */
    Optional<Duration> first(Instant now);

    /**
     * How long to wait for the next run.
     *
     * @param planned when the one before was to begin
     * @param took how long it has taken
     * @param now when it has ended
     */
    Optional<Duration> next(Instant planned, Duration took, Instant now);
}
