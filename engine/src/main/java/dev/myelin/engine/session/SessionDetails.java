package dev.myelin.engine.session;

import java.time.Instant;
import java.util.List;

/**
 * What is known of a session at one moment.
 *
 * @param session the session itself
 * @param tier {@code relay} or {@code mediated}
 * @param userAgent what the client calls itself; empty when it does not say
 * @param subprotocol the one that was agreed on; empty for none
 * @param lastReceived when the client last sent anything
 * @param fromClient what has come from the client
 * @param toClient what has gone to the client
 * @param backends the addresses of the open back-end connections
 */
public record SessionDetails(
        LiveSession session,
        String tier,
        String userAgent,
        String subprotocol,
        Instant lastReceived,
        Traffic fromClient,
        Traffic toClient,
        List<String> backends) {

    /**
     * Messages of one direction.
     *
     * @param messages how many
     * @param bytes their payload
     */
    public record Traffic(long messages, long bytes) {}

    /** Copies the list. */
    public SessionDetails {
        backends = List.copyOf(backends);
    }
}
