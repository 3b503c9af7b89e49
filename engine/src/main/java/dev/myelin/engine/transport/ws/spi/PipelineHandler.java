package dev.myelin.engine.transport.ws.spi;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Stands between the connections of an inbound endpoint and its sequences ({@code ws.pipeline.handler.class}): admits or
 * refuses handshakes, sees every message of the client. Each connection gets an instance of its own through the public
 * constructor without arguments; its methods are called by one thread at a time, which must not be blocked.
 */
public interface PipelineHandler {
    /**
     * A handshake, before any sequence sees it.
     *
     * @return a refusal, or empty to go on
     */
    default Optional<Refusal> onHandshake(Connection connection) {
        return Optional.empty();
    }

    /**
     * A message of the client, before any sequence sees it.
     *
     * @param text whether it is text (UTF-8)
     * @param content read-only, valid during this call
     * @return true for mediation to go on with it, false when it has been dealt with
     */
    default boolean onMessage(Connection connection, boolean text, ByteBuffer content) {
        return true;
    }
}
