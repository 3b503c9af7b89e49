package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.tls.TlsSettings;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What the opening handshake with a back-end is to say.
 *
 * @param target where to
 * @param subprotocols what to offer, best first
 * @param headers further request headers
 * @param tls for a {@code wss} target
 */
record ConnectRequest(WsTarget target, List<String> subprotocols, HttpHeaders headers, Optional<TlsSettings> tls) {}
