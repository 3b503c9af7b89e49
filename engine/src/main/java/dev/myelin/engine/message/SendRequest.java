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
 * @param correlation how replies of a WebSocket back-end are told apart; empty for the default, which is a lease
 * @param check looks at the answer of an HTTP back-end before anything else does
 */
public record SendRequest(
        String address,
        Mode mode,
        Duration timeout,
        Optional<String> receive,
        Optional<String> format,
        Map<String, String> properties,
        Optional<Correlation> correlation,
        ReplyCheck check) {
    /** The property that holds the HTTP method of an endpoint that says it. */
    public static final String METHOD = "http.method";

    /** The endpoint property that limits the connections to its WebSocket back-end. */
    public static final String MAX_CONNECTIONS = "ws.backend.max.connections";

    /** The endpoint property that says how many connections the requests to a WebSocket back-end share. */
    public static final String POOL_SIZE = "ws.pool.size";

    /** The endpoint property that makes an address of {@code http} or {@code https} that of a WebSocket back-end. */
    public static final String UPGRADE = "ws.upgrade";

    /** A request whose answer nobody looks at first. */
    public SendRequest(
            String address,
            Mode mode,
            Duration timeout,
            Optional<String> receive,
            Optional<String> format,
            Map<String, String> properties) {
        this(address, mode, timeout, receive, format, properties, Optional.empty(), ReplyCheck.ANY);
    }

    /** The same with another limit. */
    public SendRequest withTimeout(Duration limit) {
        return new SendRequest(address, mode, limit, receive, format, properties, correlation, check);
    }

    /** The same with {@code more} looking at the answer, too. */
    public SendRequest checkedBy(ReplyCheck more) {
        return new SendRequest(address, mode, timeout, receive, format, properties, correlation, check.and(more));
    }

    /** What becomes of a reply. */
    public enum Mode {
        /** It runs a sequence. */
        SEND,
        /** It takes the request's place. */
        CALL
    }
}
