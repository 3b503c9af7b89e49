package dev.myelin.engine.transport.ws.relay;

/** Which of the two connections of a relay. */
public enum Side {
    /** Its frames are masked; the engine is the server of this connection. */
    CLIENT,
    /** Its frames are not; the engine is the client of this connection. */
    BACKEND
}
