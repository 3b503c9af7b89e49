package dev.myelin.engine.session;

/** What became of a message that was pushed to a client. */
public enum PushResult {
    /** Written, or waiting for room in the client's queue. */
    TAKEN,
    /** The session is over, or about to be. */
    GONE,
    /** The client's queue was full, and the session is closed for that ({@code ws.push.slow.consumer}). */
    TOO_SLOW,
    /** Larger than a message to this client may be. */
    TOO_LARGE
}
