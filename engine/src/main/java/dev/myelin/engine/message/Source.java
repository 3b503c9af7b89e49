package dev.myelin.engine.message;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Where a message came from, and what can be read of it: a WebSocket session, an HTTP request, a frame of a back-end
 * connection that nobody waits for. One object a session or a request, shared by its messages.
 */
public interface Source {
    /**
     * A property that every message of this source has in {@link Scope#DEFAULT} or {@link Scope#AXIS2} without its
     * being copied: {@code websocket.subscriber.path}, a handshake header, {@code inbound.endpoint.name}. Looked up
     * after the message's own properties.
     */
    @Nullable
    Object property(Exchange exchange, Scope scope, String name);

    /**
     * Gives the message back to whoever waits at this source: a frame to the client, the answer to an HTTP caller.
     * Where nobody waits: nothing, counted, one DEBUG line.
     *
     * @param exchange the message as it is now
     */
    void respond(Exchange exchange);

    /** The sequence that replies of back-ends run: {@code outSequence}, {@code ws.outflow.dispatch.sequence}. */
    Optional<String> replySequence();

    /** The headers of the client's handshake; none for sources that have no session. */
    default Iterable<Map.Entry<String, String>> requestHeaders() {
        return List.of();
    }

    /**
     * The event of a WebSocket session that {@code exchange} is about; null for sources that are no sessions. Made anew
     * for each call to an HTTP back-end.
     */
    default @Nullable WebSocketEvent event(Exchange exchange) {
        return null;
    }

    /** Whether only the first answer counts, as that to an HTTP request. */
    default boolean answersOnce() {
        return false;
    }

    /** The longest time one message may take, unless its route waits longer for a back-end. */
    default Duration messageTimeout() {
        return Duration.ofSeconds(120);
    }

    /** That somebody waits here, for whoever wants to know when that is in vain. */
    @FunctionalInterface
    interface Waiting {
        /** It does not matter any more. */
        void forget();
    }

    /** Has {@code task} run, on any thread, when whoever waits here has gone. */
    default Waiting whenGone(Runnable task) {
        return () -> {};
    }

    /** A source nobody waits at, without properties: messages of plain Camel routes. */
    Source NONE = new Source() {
        @Override
        public @Nullable Object property(Exchange exchange, Scope scope, String name) {
            return null;
        }

        @Override
        public void respond(Exchange exchange) {
            // Nobody waits.
        }

        @Override
        public Optional<String> replySequence() {
            return Optional.empty();
        }
    };
}
