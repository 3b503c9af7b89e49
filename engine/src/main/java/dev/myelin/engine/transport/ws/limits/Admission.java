package dev.myelin.engine.transport.ws.limits;

import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Who may connect: the limits of the engine as a whole, and whether it still takes anybody. Each inbound endpoint has its
 * own {@link Gate}. Thread-safe.
 */
public final class Admission {
    private final Places places;
    private final Episode full = new Episode();
    private final Duration drainTime;
    private final LongSupplier clock;
    private volatile boolean draining;

    /**
     * Opens the engine.
     *
     * @param maxConnections {@code [websocket] max_total_connections}; 0 for any number
     * @param drainTime {@code [server] drain_time}: after that it is worth while to come again
     * @param clock as {@link System#nanoTime}
     */
    public Admission(int maxConnections, Duration drainTime, LongSupplier clock) {
        this.places = new Places(maxConnections);
        this.drainTime = drainTime;
        this.clock = clock;
    }

    /** The gate of an inbound endpoint. */
    public Gate gate(String inboundEndpoint, InboundSettings.Admission limits) {
        return new Gate(this, inboundEndpoint, limits);
    }

    /** Takes nobody any more. */
    public void drain() {
        draining = true;
    }

    /** Whether the engine is about to end. */
    public boolean isDraining() {
        return draining;
    }

    /** Clients that have a place: those that are connected, and those that wait for the answer to their handshake. */
    public int connections() {
        return places.taken();
    }

    Places places() {
        return places;
    }

    Episode full() {
        return full;
    }

    /** Seconds after which somebody who is refused may come again. */
    long secondsToWait(Denial denial) {
        return switch (denial) {
            case DRAINING -> Math.max(1, drainTime.toSeconds());
            case RATE -> 1;
            default -> 10;
        };
    }

    long now() {
        return clock.getAsLong();
    }
}
