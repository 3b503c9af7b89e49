package dev.myelin.engine.transport.ws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses between attempts: from half a second, doubling to half a minute, each a fifth longer or shorter. */
final class Backoff {
    private static final long FIRST_MILLIS = 500;
    private static final long LONGEST_MILLIS = 30_000;

    private long next = FIRST_MILLIS;

    /** The pause before the next attempt. */
    Duration next() {
        long pause = next;
        next = Math.min(LONGEST_MILLIS, next * 2);
        double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) (pause * jitter));
    }

    /** An attempt has succeeded. */
    void reset() {
        next = FIRST_MILLIS;
    }
}
