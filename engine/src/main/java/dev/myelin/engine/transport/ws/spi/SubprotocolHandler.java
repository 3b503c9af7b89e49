package dev.myelin.engine.transport.ws.spi;

import java.nio.ByteBuffer;

/**
 * Handles one subprotocol of an inbound endpoint ({@code ws.subprotocol.handler.class}). Each connection gets an instance
 * of its own through the public constructor without arguments; its methods are called by one thread at a time, which
 * must not be blocked.
 */
public interface SubprotocolHandler {
    /** The token that a client offers in {@code Sec-WebSocket-Protocol} to get this handler. */
    String subprotocol();

    /**
     * A message of the client, before any sequence sees it.
     *
     * @param connection the client's
     * @param text whether it is text (UTF-8)
     * @param content read-only, valid during this call
     * @return true for mediation to go on with it, false when it has been dealt with
     */
    boolean onMessage(Connection connection, boolean text, ByteBuffer content);
}
