package dev.myelin.engine.mediator.throttle;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The messages that are under way between the throttles of one id. Thread-safe. */
public final class ThrottleGroup {
    private final AtomicInteger underWay = new AtomicInteger();

    /** What a message holds while it is under way; gives its place back once, however often it is told to. */
    final class Place {
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Place() {}

        void leave() {
            if (held.compareAndSet(true, false)) {
                underWay.decrementAndGet();
            }
        }
    }

    /** Whether there was room for one more. */
    boolean enter(int atOnce) {
        int now = underWay.get();
        while (now < atOnce) {
            if (underWay.compareAndSet(now, now + 1)) {
                return true;
            }
            now = underWay.get();
        }
        return false;
    }

    /** The place of a message that has entered. */
    Place place() {
        return new Place();
    }
}
