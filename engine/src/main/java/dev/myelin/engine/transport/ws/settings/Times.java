package dev.myelin.engine.transport.ws.settings;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param handshake {@code ws.handshake.timeout}: from the accepted connection to the answer
 * @param backendHandshake {@code ws.backend.handshake.timeout}
 * @param close {@code ws.close.timeout}: for the peer's close frame
 * @param idle {@code ws.idle.timeout}: without anything received from either side; zero for none
 * @param ping of clients
 * @param lifetime of sessions
 */
public record Times(
        Duration handshake, Duration backendHandshake, Duration close, Duration idle, Ping ping, Lifetime lifetime) {

    /**
     * Pings to clients.
     *
     * @param interval {@code ws.ping.interval}: without anything received from the client; zero for none
     * @param timeout {@code ws.pong.timeout}: for the answer
     */
    public record Ping(Duration interval, Duration timeout) {}

    /**
     * The longest life of a session.
     *
     * @param max {@code ws.max.lifetime}; zero for none
     * @param jitterPercent {@code ws.max.lifetime.jitter}: by how much it may be shortened, at random, 0 to 100
     */
    public record Lifetime(Duration max, int jitterPercent) {}
}
