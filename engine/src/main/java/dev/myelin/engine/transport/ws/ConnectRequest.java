package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.tls.TlsSettings;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the handshake with a back-end asks for.
 *
 * @param target where to
 * @param subprotocols what to offer, best first
 * @param headers further request headers
 * @param extensions what to offer of those
 * @param tls for a {@code wss} target
 */
record ConnectRequest(
        WsTarget target,
        List<String> subprotocols,
        HttpHeaders headers,
        ExtensionOffer extensions,
        Optional<TlsSettings> tls) {
    /** The extensions that a back-end is offered (RFC 6455 section 9.1). */
    sealed interface ExtensionOffer {
        /** None at all. */
        record Nothing() implements ExtensionOffer {}

        /** permessage-deflate, which the engine itself speaks. */
        record Deflate() implements ExtensionOffer {}

        /**
         * Those of the client, as they are: the connection is relayed, no frame codec is put up.
         *
         * @param ofClient each with its parameters
         */
        record Relayed(List<String> ofClient) implements ExtensionOffer {}
    }

    /** Without extensions. */
    static ConnectRequest of(WsTarget target, List<String> subprotocols, HttpHeaders headers) {
        return new ConnectRequest(target, subprotocols, headers, new ExtensionOffer.Nothing(), Optional.empty());
    }

    /** Whether the connection's bytes go to another connection as they are. */
    boolean isRelayed() {
        return extensions instanceof ExtensionOffer.Relayed;
    }

    /** The same with one more subprotocol, which is the best. */
    ConnectRequest offering(String subprotocol) {
        List<String> all = Stream.concat(Stream.of(subprotocol), subprotocols.stream())
                .distinct()
                .toList();
        return new ConnectRequest(target, all, headers, extensions, tls);
    }

    /** The same with TLS. */
    ConnectRequest secured(Optional<TlsSettings> with) {
        return new ConnectRequest(target, subprotocols, headers, extensions, with);
    }

    /** The same for a connection that is to be relayed. */
    ConnectRequest relaying(List<String> ofClient) {
        return new ConnectRequest(target, subprotocols, headers, new ExtensionOffer.Relayed(ofClient), tls);
    }

    /** The same for a connection whose messages may be compressed, or not. */
    ConnectRequest deflating(boolean offered) {
        ExtensionOffer offer = offered ? new ExtensionOffer.Deflate() : new ExtensionOffer.Nothing();
        return new ConnectRequest(target, subprotocols, headers, offer, tls);
    }
}
