package dev.myelin.engine.transport.ws;

/** What a message of a session is about. */
enum SessionEvent {
    /** The client asks to connect; it waits for the answer. */
    HANDSHAKE("CONNECT"),
    /** A message of the client. */
    MESSAGE("MESSAGE"),
    /** A back-end leg has opened (MI: {@code websocket.target.handshake.present}). */
    READY("MESSAGE"),
    /** A message of a back-end leg. */
    REPLY("MESSAGE"),
    /** The session has ended (MI: {@code connection.terminate}). */
    TERMINATE("DISCONNECT");

    private final String type;

    SessionEvent(String type) {
        this.type = type;
    }

    /** The value of {@code websocket.event.type}. */
    String type() {
        return type;
    }

    /** Whether it runs the in route; else the out route. */
    boolean isInbound() {
        return this == HANDSHAKE || this == MESSAGE || this == TERMINATE;
    }
}
