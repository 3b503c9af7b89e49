package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * The client's opening handshake, valid as far as RFC 6455 section 4.2.1 goes.
 *
 * @param uri request target: path and query
 * @param headers as sent
 * @param peerAddress IP address of the client
 */
record UpgradeRequest(String uri, HttpHeaders headers, String peerAddress) {

    /** The path without query. */
    String path() {
        int mark = uri.indexOf('?');
        return mark < 0 ? uri : uri.substring(0, mark);
    }

    /** The query without question mark; empty when there is none. */
    String query() {
        int mark = uri.indexOf('?');
        return mark < 0 ? "" : uri.substring(mark + 1);
    }

    /** What the client offered, best first. */
    List<String> subprotocols() {
        return Handshake.list(headers, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    }

    String key() {
        return String.valueOf(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY)).strip();
    }
}
