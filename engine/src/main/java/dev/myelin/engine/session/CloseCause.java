package dev.myelin.engine.session;

/** Why a session ended or a handshake was refused: the one word that log, counters, console and fault sequence use. */
public enum CloseCause {
    /** The client sent a close frame. */
    CLIENT_CLOSED,
    /** The client's connection was lost. */
    CLIENT_LOST,
    /** The client broke RFC 6455. */
    CLIENT_PROTOCOL_ERROR,
    /** The primary back-end sent a close frame. */
    BACKEND_CLOSED,
    /** The connection to the primary back-end was lost. */
    BACKEND_LOST,
    /** The primary back-end broke RFC 6455. */
    BACKEND_PROTOCOL_ERROR,
    /** A text message was not UTF-8. */
    INVALID_TEXT,
    /** A message was over the limit. */
    MESSAGE_TOO_BIG,
    /** A sequence closed the session. */
    SEQUENCE,
    /** A plug-in or the management API closed the session. */
    REQUESTED,
    /** Nothing was received for the idle timeout. */
    IDLE,
    /** The client did not answer a ping in time. */
    PONG_TIMEOUT,
    /** The session has reached its longest life. */
    LIFETIME,
    /** A side did not take what was sent to it. */
    SLOW_CONSUMER,
    /** The engine holds as many bytes as it may, and this session was about to hold more. */
    MAX_BUFFERED,
    /** The handshake was refused. */
    HANDSHAKE_REFUSED,
    /** The handshake took too long. */
    HANDSHAKE_TIMEOUT,
    /** The handshake came from an origin that is not allowed. */
    ORIGIN,
    /** The handshake came while the engine or its inbound endpoint was about to end. */
    DRAINING,
    /** The handshake came when the engine had all the connections it takes. */
    TOTAL_CONNECTIONS,
    /** The handshake came when the inbound endpoint had all the connections it takes. */
    ENDPOINT_CONNECTIONS,
    /** The handshake came when the client's address had all the connections it gets. */
    ADDRESS_CONNECTIONS,
    /** The handshake came too soon after others. */
    HANDSHAKE_RATE,
    /** The engine stops. */
    SHUTDOWN,
    /** The inbound endpoint was taken away. */
    UNDEPLOYED,
    /** The engine failed. */
    INTERNAL_ERROR;

    /** What a side has done that is closed with {@code status}. */
    public static CloseCause ofViolation(CloseStatus status, boolean ofClient) {
        return switch (status.code()) {
            case CloseStatus.TOO_BIG -> MESSAGE_TOO_BIG;
            case CloseStatus.INVALID_TEXT -> INVALID_TEXT;
            default -> ofClient ? CLIENT_PROTOCOL_ERROR : BACKEND_PROTOCOL_ERROR;
        };
    }
}
