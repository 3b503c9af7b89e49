package dev.myelin.engine.message;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code send} or {@code call} mediator asks of a sender. Made once at deploy time for constant addresses.
 *
 * @param address the absolute URI, such as {@code ws://localhost:8082/websocket}
 * @param mode what becomes of a reply
 * @param timeout the longest wait for a reply
 * @param receive the sequence that a reply runs instead of the source's ({@link Mode#SEND} only)
 * @param format the message format to send ({@code soap11}, {@code pox} ...), else the message's own
 * @param properties the endpoint's properties, such as {@code ws.pool.size}
 */
public record SendRequest(
        String address,
        Mode mode,
        Duration timeout,
        Optional<String> receive,
        Optional<String> format,
        Map<String, String> properties) {
    /** The endpoint property that limits the connections to its WebSocket back-end. */
    public static final String MAX_CONNECTIONS = "ws.backend.max.connections";

    /** The endpoint property that says how many requests may await their replies at a time. */
    public static final String POOL_SIZE = "ws.pool.size";

    /** What becomes of a reply. */
    public enum Mode {
        /** It runs a sequence. */
        SEND,
        /** It takes the request's place. */
        CALL
    }
}
