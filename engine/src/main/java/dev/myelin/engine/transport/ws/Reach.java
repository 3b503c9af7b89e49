package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.SendRequest;
import java.time.Duration;

/**
 * How far to go for a connection to a back-end.
 *
 * @param timeout from the look-up of its name to its answer
 * @param maxConnections {@code ws.backend.max.connections} of the endpoint; 0 for any number
 */
record Reach(Duration timeout, int maxConnections) {
    /** What {@code request} allows, and at most {@code timeout}. */
    static Reach of(SendRequest request, Duration timeout) {
        String limit = request.properties().getOrDefault(SendRequest.MAX_CONNECTIONS, "0");
        Duration shorter = request.timeout().compareTo(timeout) < 0 ? request.timeout() : timeout;
        return new Reach(shorter, limit.matches("\\d{1,9}") ? Integer.parseInt(limit) : 0);
    }
}
