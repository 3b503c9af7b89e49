package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.transport.tls.TlsSettings;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/** Says what the handshake with a back-end asks for: subprotocols, and headers by MI's prefix. Thread-safe. */
final class BackendRequests {
    private static final int MAX_CACHED_TARGETS = 1024;

    private final String headerPrefix;
    private final BackendTls tls;
    private final Map<String, WsTarget> targets = new ConcurrentHashMap<>();

    /** Makes it for a prefix of axis2 properties that become headers ({@code ws.custom.header}). */
    BackendRequests(String headerPrefix, BackendTls tls) {
        this.headerPrefix = headerPrefix;
        this.tls = tls;
    }

    /** The content type that the sequence set for the back-end, in either of MI's spellings; empty for none. */
    static String acceptedContentType(Exchange exchange) {
        String type = MessageContext.text(exchange, Scope.AXIS2, "websocket.accept.contenType");
        if (type == null) {
            type = MessageContext.text(exchange, Scope.AXIS2, "websocket.accept.contentType");
        }
        return type == null ? "" : type;
    }

    /** The request for a leg of {@code session}. */
    ConnectRequest ofSession(WsSession session, Exchange exchange, SendRequest request, String contentType) {
        HttpHeaders headers = customHeaders(exchange);
        UpgradeRequest client = session.request();
        String before = client.headers().get("X-Forwarded-For");
        headers.set("X-Forwarded-For", before == null ? client.peerAddress() : before + ", " + client.peerAddress());
        headers.set("X-Forwarded-Proto", session.isSecure() ? "wss" : "ws");
        headers.set("X-Forwarded-Host", client.headers().get(HttpHeaderNames.HOST, ""));
        List<String> offers = Subprotocols.toOffer(client.subprotocols(), contentType);
        return connectRequest(request, offers, headers);
    }

    /** The request for a connection that serves HTTP callers. */
    ConnectRequest ofHttp(Exchange exchange, SendRequest request, String contentType) {
        return connectRequest(request, Subprotocols.toOffer(List.of(), contentType), customHeaders(exchange));
    }

    private ConnectRequest connectRequest(SendRequest request, List<String> offers, HttpHeaders headers) {
        WsTarget target = target(request.address());
        Optional<TlsSettings> secure =
                target.tls() ? Optional.of(tls.settings(request.properties())) : Optional.empty();
        return new ConnectRequest(target, offers, headers, secure);
    }

    private HttpHeaders customHeaders(Exchange exchange) {
        HttpHeaders headers = new DefaultHttpHeaders();
        MessageContext.of(exchange).axis2().forEach((name, value) -> {
            if (name.startsWith(headerPrefix) && name.length() > headerPrefix.length()) {
                set(headers, name.substring(headerPrefix.length()), value.toString());
            }
        });
        return headers;
    }

    private static void set(HttpHeaders headers, String name, String value) {
        try {
            headers.set(name, value);
        } catch (IllegalArgumentException e) {
            throw Fault.of(
                    ErrorCode.CONNECTION_FAILED,
                    name + ": (expected: a header of HTTP)",
                    String.valueOf(e.getMessage()));
        }
    }

    private WsTarget target(String address) {
        WsTarget known = targets.get(address);
        if (known == null) {
            known = WsTarget.parse(address);
            if (targets.size() < MAX_CACHED_TARGETS) {
                targets.put(address, known);
            }
        }
        return known;
    }
}
