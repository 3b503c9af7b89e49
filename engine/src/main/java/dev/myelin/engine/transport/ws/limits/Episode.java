package dev.myelin.engine.transport.ws.limits;

import java.util.concurrent.TimeUnit;

/**
 * A time during which a limit holds, so that its log line is written once and not for every refused client. A new one
 * begins when the limit is reached after it was not, but for a client that leaves and comes again and again not more often
 * than every ten seconds. Thread-safe.
 */
final class Episode {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private volatile boolean under;
    private boolean ever;
    private long began;

    /** The limit was reached; whether that is worth a line. */
    boolean begins(long now) {
        return !under && begin(now);
    }

    private synchronized boolean begin(long now) {
        if (under || ever && now - began < QUIET_NANOS) {
            return false;
        }
        under = true;
        ever = true;
        began = now;
        return true;
    }

    /** The limit is no longer reached. */
    void over() {
        if (under) {
            under = false;
        }
    }
}
