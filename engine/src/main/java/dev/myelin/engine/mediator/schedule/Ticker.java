package dev.myelin.engine.mediator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job when its schedule says so, and never while a run of it is under way. Can be started once. */
public final class Ticker {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final Schedule schedule;
    private final Supplier<? extends ScheduledExecutorService> timers;
    private final Job job;
    private long left;
    private boolean stopped;
    private Instant planned = Instant.EPOCH;
    private @Nullable Future<?> waiting;

    /** What is to be done. */
    @FunctionalInterface
    public interface Job {
        /** Begins; {@code ended} is called once when it is over, from any thread. */
        void run(Runnable ended);
    }

    /**
     * Makes it.
     *
     * @param runs how many there are to be; 0 for any number
     * @param timers the threads that wait, and on which runs begin
     */
    public Ticker(Schedule schedule, long runs, Supplier<? extends ScheduledExecutorService> timers, Job job) {
        this.schedule = schedule;
        this.left = runs == 0 ? Long.MAX_VALUE : runs;
        this.timers = timers;
        this.job = job;
    }

    /** Begins to wait for the first run. */
    public synchronized void start() {
        Instant now = Instant.now();
        await(schedule.first(now), now);
    }

    /** Begins no further run; one that is under way goes on to its end. */
    public synchronized void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.cancel(false);
            waiting = null;
        }
    }

    private void await(Optional<Duration> delay, Instant now) {
        if (stopped || delay.isEmpty()) {
            return;
        }
        planned = now.plus(delay.get());
        waiting = timers.get().schedule(this::run, delay.get().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        synchronized (this) {
            waiting = null;
            if (stopped) {
                return;
            }
        }
        long begin = System.nanoTime();
        try {
            job.run(() -> ended(begin));
        } catch (RuntimeException e) {
            LOG.error("A scheduled job failed", e);
            ended(begin);
        }
    }

    private synchronized void ended(long begin) {
        left--;
        if (left > 0) {
            Instant now = Instant.now();
            await(schedule.next(planned, Duration.ofNanos(System.nanoTime() - begin), now), now);
        }
    }
}
