package dev.myelin.engine.compiler;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of message of a WebSocket session, for which a sequence can be specialised. */
enum Variant {
    /** The client asks to connect. */
    HANDSHAKE("CONNECT", "websocket.source.handshake.present", "source.handshake.present"),
    /** A message of the client. */
    MESSAGE("MESSAGE"),
    /** The session has ended. */
    TERMINATE("DISCONNECT", "connection.terminate"),
    /** A message of a back-end. */
    REPLY("MESSAGE");

    /** What is set, to true, for one event only. */
    private static final Set<String> FLAGS = Set.of(
            "websocket.source.handshake.present",
            "source.handshake.present",
            "connection.terminate",
            "websocket.target.handshake.present");

    private final String eventType;
    private final List<String> set;

    Variant(String eventType, String... set) {
        this.eventType = eventType;
        this.set = List.of(set);
    }

    /**
     * What a property of the default or the axis2 scope is for each message of this kind.
     *
     * @return empty when that differs from message to message
     */
    Optional<FoldedValue> property(String name) {
        if (FLAGS.contains(name)) {
            return Optional.of(set.contains(name) ? FoldedValue.TRUE : FoldedValue.ABSENT);
        }
        return name.equals("websocket.event.type") ? Optional.of(FoldedValue.text(eventType)) : Optional.empty();
    }
}
