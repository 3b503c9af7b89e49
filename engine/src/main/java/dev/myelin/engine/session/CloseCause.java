package dev.myelin.engine.session;

/** Why a session ended: the one word that log, counters, console and fault sequence use. */
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
    /** The client did not take what was pushed to it. */
    SLOW_CONSUMER,
    /** The handshake was refused. */
    HANDSHAKE_REFUSED,
    /** The handshake took too long. */
    HANDSHAKE_TIMEOUT,
    /** The engine stops. */
    SHUTDOWN,
    /** The engine failed. */
    INTERNAL_ERROR
}
