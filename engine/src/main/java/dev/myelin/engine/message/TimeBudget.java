package dev.myelin.engine.message;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The processor time that one evaluation of an expression may take. What can take long ticks as it goes; beyond the limit a
 * tick is a fault. Processor time, not time of day: a machine that is busy elsewhere stops nothing. For one evaluation, by
 * one thread.
 */
public final class TimeBudget {
    /** For what runs on an event loop, which others wait for. */
    public static final Duration SHORT = Duration.ofMillis(500);

    /** For what runs on a worker. */
    public static final Duration LONG = Duration.ofSeconds(10);

    private static final int LOOKED_AT_EVERY = 64;

    private final String what;
    private final Duration limit;
    private long end = Long.MIN_VALUE;
    private int ticks;

    /** A budget from now on, for {@code what}, as a fault names it. */
    public TimeBudget(String what, Duration limit) {
        this.what = what;
        this.limit = limit;
    }

    private static final class Clock {
        static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    }

    /** Called for each step. */
    public void tick() {
        if (++ticks >= LOOKED_AT_EVERY) {
            ticks = 0;
            look();
        }
    }

    /** The clock starts here: most evaluations end before they are looked at, and reading it is a system call. */
    private void look() {
        long now = Clock.THREADS.getCurrentThreadCpuTime();
        if (end == Long.MIN_VALUE) {
            end = now + limit.toNanos();
        } else if (now > end) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    what + ": took more than " + limit.toMillis() + " ms of processor time and was stopped");
        }
    }
}
