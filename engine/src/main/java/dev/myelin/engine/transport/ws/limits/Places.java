package dev.myelin.engine.transport.ws.limits;

import java.util.concurrent.atomic.AtomicInteger;

/** A number of places, some of them taken. Thread-safe. */
final class Places {
    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    /** With {@code limit} places; 0 for any number. */
    Places(int limit) {
        this.limit = limit;
    }

    /** Takes a place; false when there is none. */
    boolean take() {
        int before;
        do {
            before = taken.get();
            if (limit > 0 && before >= limit) {
                return false;
            }
        } while (!taken.compareAndSet(before, before + 1));
        return true;
    }

    /** Gives a place back. */
    void give() {
        taken.decrementAndGet();
    }

    int taken() {
        return taken.get();
    }

    int limit() {
        return limit;
    }
}
