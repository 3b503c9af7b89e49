package dev.myelin.engine.transport.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests have come and have no answer yet. Thread-safe. */
final class InFlight {
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean awaited;

    /** A request has begun to come in. */
    void begins() {
        count.incrementAndGet();
    }

    /** Its answer has been written, or its connection is gone. */
    void ends() {
        if (count.decrementAndGet() == 0 && awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until there is none; whether that came in time. */
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        awaited = true;
        long end = System.nanoTime() + atMost.toNanos();
        while (count.get() > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
