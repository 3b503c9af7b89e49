package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/**
 * What the opening handshake with a back-end is to say.
 *
 * @param target where to
 * @param subprotocols what to offer, best first
 * @param headers further request headers
 * @param relayed of a connection that is to be relayed: the extensions that its client offers, which go to the back-end as
 *     they are; no frame codec is put up
 */
record ConnectRequest(WsTarget target, List<String> subprotocols, HttpHeaders headers, Optional<List<String>> relayed) {
    /** For a connection whose frames are read by the engine. */
    ConnectRequest(WsTarget target, List<String> subprotocols, HttpHeaders headers) {
        this(target, subprotocols, headers, Optional.empty());
    }

    /** The same for a connection that is to be relayed. */
    ConnectRequest relaying(List<String> extensions) {
        return new ConnectRequest(target, subprotocols, headers, Optional.of(extensions));
    }
}
