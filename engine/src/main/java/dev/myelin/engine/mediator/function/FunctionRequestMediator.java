package dev.myelin.engine.mediator.function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.WebSocketEvent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * {@code <functionRequest/>}: the message, and the event of the WebSocket session that it is about, as the JSON that Yandex
 * Cloud Functions and AWS Lambda are called with.
 */
public final class FunctionRequestMediator implements Processor {
    private static final String JSON = "application/json";
    private static final String BINARY = "application/octet-stream";
    private static final String CONNECT = "CONNECT";
    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    public void process(Exchange exchange) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String event = text(exchange, "websocket.event.type");
        Payload payload = Payload.of(exchange);
        boolean binary = payload.kind() == Payload.Kind.BINARY;
        String method = method(exchange, event);
        root.put("httpMethod", method);
        String uri = uri(exchange);
        if (uri != null) {
            QueryStringDecoder decoded = new QueryStringDecoder(uri);
            root.put("path", decoded.rawPath());
            if (event == null || event.equals(CONNECT)) {
                ObjectNode query = root.putObject("queryStringParameters");
                decoded.parameters().forEach((name, values) -> query.put(name, values.get(values.size() - 1)));
            }
        }
        headers(exchange, event, payload, binary, root.putObject("headers"));
        context(exchange, method, root.putObject("requestContext"));
        root.put("body", binary ? Base64.getEncoder().encodeToString(payload.bytes()) : payload.text());
        root.put("isBase64Encoded", binary);
        exchange.getMessage().setBody(Payload.ofJson(root, JSON));
        MessageContext.set(exchange, Scope.AXIS2, "messageType", JSON);
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", JSON);
        MessageContext.set(exchange, Scope.TRANSPORT, CONTENT_TYPE, JSON);
    }

    /** A handshake is a GET; what else happens to a session is told as a POST. */
    private static String method(Exchange exchange, @Nullable String event) {
        if (event != null) {
            return event.equals(CONNECT) ? "GET" : "POST";
        }
        String method = MessageContext.text(exchange, Scope.AXIS2, "HTTP_METHOD");
        return method == null ? "POST" : method;
    }

    private static @Nullable String uri(Exchange exchange) {
        String uri = text(exchange, "websocket.subscriber.path");
        return uri == null ? text(exchange, "REST_FULL_REQUEST_PATH") : uri;
    }

    /** Those of the handshake while it is under way, those of an HTTP request, and the type of the body. */
    private static void headers(
            Exchange exchange, @Nullable String event, Payload payload, boolean binary, ObjectNode headers) {
        if (event == null) {
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                if (!name.startsWith("Camel") && value != null) {
                    headers.put(name, value.toString());
                }
            });
            return;
        }
        if (event.equals(CONNECT)) {
            for (Map.Entry<String, String> header :
                    MessageContext.of(exchange).source().requestHeaders()) {
                if (!HandshakeHeadersMediator.isSaidByEngine(header.getKey().toLowerCase(Locale.ROOT))) {
                    headers.put(header.getKey(), header.getValue());
                }
            }
        }
        put(headers, "X-Yc-Apigateway-Websocket-Connection-Id", text(exchange, "websocket.connection.id"));
        put(headers, "X-Yc-Apigateway-Websocket-Event-Type", event);
        WebSocketEvent ofSession = MessageContext.of(exchange).source().event(exchange);
        put(headers, "X-Yc-Apigateway-Websocket-Connected-At", text(exchange, "websocket.connected.at"));
        put(headers, "X-Forwarded-For", ofSession == null ? null : ofSession.forwardedFor());
        if (payload.kind() != Payload.Kind.EMPTY) {
            headers.put(CONTENT_TYPE, binary ? BINARY : JSON);
        }
    }

    private static void context(Exchange exchange, String method, ObjectNode context) {
        put(context, "connectionId", text(exchange, "websocket.connection.id"));
        put(context, "eventType", text(exchange, "websocket.event.type"));
        if ("MESSAGE".equals(text(exchange, "websocket.event.type"))) {
            put(context, "messageId", text(exchange, "websocket.message.id"));
        }
        String connectedAt = text(exchange, "websocket.connected.at");
        if (connectedAt != null) {
            context.put("connectedAt", Instant.parse(connectedAt).toEpochMilli());
        }
        String code = text(exchange, "websocket.disconnect.code");
        if (code != null) {
            context.put("disconnectStatusCode", Integer.parseInt(code));
            context.put("disconnectReason", text(exchange, "websocket.disconnect.reason"));
        }
        context.put("httpMethod", method);
        ObjectNode identity = context.putObject("identity");
        put(identity, "sourceIp", MessageContext.text(exchange, Scope.AXIS2, "REMOTE_ADDR"));
        put(identity, "userAgent", text(exchange, "User-Agent"));
    }

    private static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) {
            object.put(name, value);
        }
    }

    private static @Nullable String text(Exchange exchange, String property) {
        return MessageContext.text(exchange, Scope.DEFAULT, property);
    }
}
