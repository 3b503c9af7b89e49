package dev.myelin.engine.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The event of a WebSocket session that a message is about, as HTTP back-ends are told of it.
 *
 * @param format how they are told, unless their endpoint says otherwise
 * @param connectionId the session's
 * @param type what happened
 * @param connectedAt when the session began
 * @param messageId with {@link Type#MESSAGE}
 * @param subprotocols what the client offered, with {@link Type#CONNECT}
 * @param uri path and query that the client asked for, with {@link Type#CONNECT}
 * @param forwardedFor the addresses that the client came through, its own or that of the last proxy at the end
 * @param end with {@link Type#DISCONNECT}
 */
public record WebSocketEvent(
        EventFormat format,
        String connectionId,
        Type type,
        Instant connectedAt,
        Optional<String> messageId,
        List<String> subprotocols,
        Optional<String> uri,
        String forwardedFor,
        Optional<End> end) {
    /** What happened. */
    public enum Type {
        /** A client asks to connect. */
        CONNECT,
        /** A message came. */
        MESSAGE,
        /** The session has ended. */
        DISCONNECT
    }

    /**
     * How the session ended.
     *
     * @param code of RFC 6455 section 7.4, 1005 and 1006 among them
     * @param reason as it was sent
     */
    public record End(int code, String reason) {}
}
