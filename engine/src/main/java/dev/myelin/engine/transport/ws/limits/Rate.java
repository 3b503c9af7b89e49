package dev.myelin.engine.transport.ws.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket that holds the tokens of one second: so many may come at once, and so many a second for long. Kept as the
 * time at which it would be full again, which one compare-and-set moves. Thread-safe.
 */
final class Rate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int limit;
    private final long interval;
    private final AtomicLong full;

    /** With {@code limit} tokens a second; 0 for any number. */
    Rate(int limit, long now) {
        this.limit = limit;
        this.interval = limit == 0 ? 0 : SECOND / limit;
        this.full = new AtomicLong(now);
    }

    /** Takes a token; false when there is none. */
    boolean take(long now) {
        if (limit == 0) {
            return true;
        }
        long before;
        long after;
        do {
            before = full.get();
            after = Math.max(0, before - now) + now + interval;
            if (after - now > interval * limit) {
                return false;
            }
        } while (!full.compareAndSet(before, after));
        return true;
    }

    /** Whether all tokens are there. */
    boolean isFull(long now) {
        return limit == 0 || full.get() - now <= 0;
    }

    int limit() {
        return limit;
    }
}
