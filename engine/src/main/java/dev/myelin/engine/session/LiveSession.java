package dev.myelin.engine.session;

import java.time.Instant;

/** A session as the registry and whoever lists connections sees it. Methods may be called from any thread. */
public interface LiveSession {
    /** Time-ordered (UUIDv7), never a secret. */
    String id();

    /** The inbound endpoint's name. */
    String inboundEndpoint();

    /** The path of the handshake request, without query. */
    String path();

    /** When the client got its 101. */
    Instant connectedAt();

    /** Where the session is in its life; may be out of date by the time it is read. */
    SessionState state();

    /** Begins to close the session. */
    void close(CloseCause cause, CloseStatus status);
}
