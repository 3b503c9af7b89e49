package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.transport.tls.TlsSettings;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the handshake with a back-end asks for: subprotocols and headers. Thread-safe. */
final class BackendRequests {
    private static final Logger LOG = LoggerFactory.getLogger(BackendRequests.class);
    private static final int MAX_CACHED_TARGETS = 1024;
    private static final String CONTENT_TYPE = "websocket.accept.contenType";
    private static final String CONTENT_TYPE_SPELLED_RIGHT = "websocket.accept.contentType";

    private final SenderHeaders ws;
    private final SenderHeaders wss;
    private final BackendTls tls;
    private final Map<String, WsTarget> targets = new ConcurrentHashMap<>();

    /** Makes it with the parameters of the two senders. */
    BackendRequests(SenderHeaders ws, SenderHeaders wss, BackendTls tls) {
        this.ws = ws;
        this.wss = wss;
        this.tls = tls;
    }

    /** The content type that the sequence set for the back-end, in either of MI's spellings; empty for none. */
    static String acceptedContentType(Exchange exchange) {
        String type = MessageContext.text(exchange, Scope.AXIS2, CONTENT_TYPE);
        if (type == null) {
            type = MessageContext.text(exchange, Scope.AXIS2, CONTENT_TYPE_SPELLED_RIGHT);
        }
        return type == null ? "" : type;
    }

    /** Which of the legs of its session the message of {@code exchange} is for; throws a {@link Fault} when none can be. */
    LegIdentity identity(Exchange exchange, SendRequest request) {
        WsTarget target = target(request.address());
        Map<String, Object> axis2 = MessageContext.of(exchange).axis2();
        if (axis2.isEmpty()) {
            return new LegIdentity(request.address(), "", Map.of(), tlsOf(target, request));
        }
        return new LegIdentity(
                request.address(),
                axis2.getOrDefault(CONTENT_TYPE, axis2.getOrDefault(CONTENT_TYPE_SPELLED_RIGHT, ""))
                        .toString(),
                customHeaders(axis2, sender(target).prefix()),
                tlsOf(target, request));
    }

    private static Map<String, String> customHeaders(Map<String, Object> axis2, String prefix) {
        Map<String, String> headers = Map.of();
        for (Map.Entry<String, Object> property : axis2.entrySet()) {
            if (property.getKey().startsWith(prefix)) {
                headers = headers.isEmpty() ? new HashMap<>() : headers;
                headers.put(
                        property.getKey().substring(prefix.length()).toLowerCase(Locale.ROOT),
                        property.getValue().toString());
            }
        }
        return headers;
    }

    /** The request for a leg of {@code session}; what the sequence sets wins over what the client sent. */
    ConnectRequest ofSession(WsSession session, Exchange exchange, SendRequest request, String contentType) {
        WsTarget target = target(request.address());
        UpgradeRequest client = session.request();
        List<String> preserved = session.inbound().settings().protocol().preservedHeaders();
        HttpHeaders headers = HandshakeHeaders.preserved(
                client.headers(), preserved.isEmpty() ? sender(target).preserved() : preserved);
        Forwarding.set(headers, client, session.client().isSecure());
        setCustom(headers, exchange, sender(target).prefix());
        List<String> offers = Subprotocols.toOffer(session.client().offeredSubprotocols(), contentType);
        return ConnectRequest.of(target, offers, headers)
                .secured(tlsOf(target, request))
                .deflating(session.inbound().settings().deflates());
    }

    /** The request for a connection that serves HTTP callers. */
    ConnectRequest ofHttp(Exchange exchange, SendRequest request, String contentType, boolean deflate) {
        WsTarget target = target(request.address());
        HttpHeaders headers = new DefaultHttpHeaders();
        setCustom(headers, exchange, sender(target).prefix());
        return ConnectRequest.of(target, Subprotocols.toOffer(List.of(), contentType), headers)
                .secured(tlsOf(target, request))
                .deflating(deflate);
    }

    private Optional<TlsSettings> tlsOf(WsTarget target, SendRequest request) {
        return target.tls() ? Optional.of(tls.settings(request.properties())) : Optional.empty();
    }

    private SenderHeaders sender(WsTarget target) {
        return target.tls() ? wss : ws;
    }

    private static void setCustom(HttpHeaders headers, Exchange exchange, String prefix) {
        MessageContext.of(exchange).axis2().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                String header = name.substring(prefix.length());
                set(headers, header.startsWith(".") ? header.substring(1) : header, value.toString());
            }
        });
    }

    private static void set(HttpHeaders headers, String name, String value) {
        if (Handshake.isOfTheHop(name)) {
            LOG.warn("Custom header {} left out: the handshake has its own", name);
            return;
        }
        try {
            headers.set(name, value);
        } catch (IllegalArgumentException e) {
            throw Fault.of(
                    ErrorCode.CONNECTION_FAILED,
                    "custom header " + name + ": (expected: name and value of an HTTP header)",
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
