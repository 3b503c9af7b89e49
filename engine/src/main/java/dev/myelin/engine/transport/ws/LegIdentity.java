package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.tls.TlsSettings;
import java.util.Map;
import java.util.Optional;

/**
 * What tells the back-end legs of a session apart: what a message says of the connection that it wants.
 *
 * @param address as the endpoint gives it
 * @param contentType of {@code websocket.accept.contenType}; empty when the message says none
 * @param headers the custom headers of the handshake, names in lower case
 * @param tls of a {@code wss} address
 */
record LegIdentity(String address, String contentType, Map<String, String> headers, Optional<TlsSettings> tls) {
    /**
     * Whether a message that wants {@code other} may take a leg that was opened for this one, where none was opened for
     * it: it says nothing of the handshake, as where a sequence sets headers for the handshake message only.
     */
    boolean serves(LegIdentity other) {
        return other.contentType.isEmpty()
                && other.headers.isEmpty()
                && address.equals(other.address)
                && tls.equals(other.tls);
    }
}
