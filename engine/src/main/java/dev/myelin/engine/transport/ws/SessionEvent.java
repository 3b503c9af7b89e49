package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.WebSocketEvent;

/** What a message of a session is about. */
enum SessionEvent {
    /** The client asks to connect; it waits for the answer. */
    HANDSHAKE(WebSocketEvent.Type.CONNECT),
    /** A message of the client. */
    MESSAGE(WebSocketEvent.Type.MESSAGE),
    /** A back-end leg has opened (MI: {@code websocket.target.handshake.present}). */
    READY(WebSocketEvent.Type.MESSAGE),
    /** A message of a back-end leg. */
    REPLY(WebSocketEvent.Type.MESSAGE),
    /** The session has ended (MI: {@code connection.terminate}). */
    TERMINATE(WebSocketEvent.Type.DISCONNECT);

    private final WebSocketEvent.Type type;

    SessionEvent(WebSocketEvent.Type type) {
        this.type = type;
    }

    /** The value of {@code websocket.event.type}. */
    WebSocketEvent.Type type() {
        return type;
    }

    /** Whether it runs the in route; else the out route. */
    boolean isInbound() {
        return this == HANDSHAKE || this == MESSAGE || this == TERMINATE;
    }
}
