package dev.myelin.engine.transport.ws.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections there are to each back-end, that is to each scheme, host and port, open or being opened. Endpoints
 * may have limits of their own for the same back-end. Thread-safe.
 */
public final class BackendPlaces {
    private static final Logger LOG = LoggerFactory.getLogger(BackendPlaces.class);

    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Map<String, Episode> full = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    /** Without connections; {@code clock} as {@link System#nanoTime}. */
    public BackendPlaces(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes a place among {@code limit} of {@code backend}, to be given back by {@link #leave}; false when there is none. */
    public boolean enter(String backend, int limit) {
        boolean[] done = {false};
        taken.compute(backend, (key, count) -> {
            int before = count == null ? 0 : count;
            done[0] = limit == 0 || before < limit;
            return done[0] ? Integer.valueOf(before + 1) : count;
        });
        if (!done[0] && full.computeIfAbsent(backend, any -> new Episode()).begins(clock.getAsLong())) {
            LOG.warn("No further connection to {}: ws.backend.max.connections = {} is reached", backend, limit);
        }
        return done[0];
    }

    /** Gives a place back. */
    public void leave(String backend) {
        taken.computeIfPresent(backend, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        Episode episode = full.get(backend);
        if (episode != null) {
            episode.over();
        }
    }

    /** The connections to {@code backend}. */
    public int connections(String backend) {
        return taken.getOrDefault(backend, 0);
    }
}
