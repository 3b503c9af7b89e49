package dev.myelin.engine.transport.ws.spi;

import java.util.List;
import java.util.Optional;

/** A client's connection as a plug-in sees it. */
public interface Connection {
    /** The session's id. */
    String id();

    /** Request target of the handshake: path and query. */
    String uri();

    /** The values of a handshake header. */
    List<String> header(String name);

    /** IP address of the client. */
    String peerAddress();

    /** The agreed subprotocol, once the handshake is over. */
    Optional<String> subprotocol();

    /** Sets a property that every message of this connection has in the default scope. */
    void property(String name, String value);

    /** Sends a text message to the client. */
    void sendText(String text);

    /** Sends a binary message to the client. */
    void sendBinary(byte[] content);

    /**
     * Closes the connection.
     *
     * @param code 1000 to 1014 or 3000 to 4999, as RFC 6455 section 7.4 allows them on the wire
     */
    void close(int code, String reason);
}
