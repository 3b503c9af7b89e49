package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.relay.ReservedBits;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/** The extensions that a handshake speaks of (RFC 6455 section 9.1). */
final class Extensions {
    private Extensions() {}

    /** Those of a request or an answer, each with its parameters, in order. */
    static List<String> of(HttpHeaders headers) {
        return Handshake.list(headers, HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
    }

    /** Whether an answer has no extension that is not among those of the offer. */
    static boolean wereOffered(HttpHeaders answer, List<String> offer) {
        List<String> names = offer.stream().map(ReservedBits::nameOf).toList();
        return of(answer).stream().map(ReservedBits::nameOf).allMatch(names::contains);
    }
}
