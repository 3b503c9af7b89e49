package dev.myelin.engine.session;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts by cause. Thread-safe. */
final class SessionCounters {
    private final Map<CloseCause, LongAdder> counters = counters();

    private static Map<CloseCause, LongAdder> counters() {
        Map<CloseCause, LongAdder> counters = new EnumMap<>(CloseCause.class);
        for (CloseCause cause : CloseCause.values()) {
            counters.put(cause, new LongAdder());
        }
        return Collections.unmodifiableMap(counters);
    }

    void count(CloseCause cause) {
        LongAdder counter = counters.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }

    long sum(CloseCause cause) {
        LongAdder counter = counters.get(cause);
        return counter == null ? 0 : counter.sum();
    }
}
