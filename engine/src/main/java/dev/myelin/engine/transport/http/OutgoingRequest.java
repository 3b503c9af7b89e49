package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.WebSocketEvent;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Makes the request to a back-end of the message as it is now. */
final class OutgoingRequest {
    private OutgoingRequest() {}

    /**
     * The request.
     *
     * @param properties of the endpoint
     */
    static FullHttpRequest of(Exchange exchange, Target target, Map<String, String> properties) {
        WebSocketEvent event = MessageContext.of(exchange).source().event(exchange);
        return event == null
                ? of(exchange, target, properties, Payload.of(exchange), false)
                : ofEvent(event, exchange, target, properties);
    }

    /** What a message of a WebSocket session asks for, in words of HTTP. */
    private static FullHttpRequest ofEvent(
            WebSocketEvent event, Exchange exchange, Target target, Map<String, String> properties) {
        EventFormat format = Optional.ofNullable(properties.get(EventFormat.NAME))
                .flatMap(EventFormat::of)
                .orElse(event.format());
        Payload payload = Payload.of(exchange);
        boolean json = format == EventFormat.AWS_JSON;
        Payload content = json ? EventBody.of(event, payload) : payload.isFrame() ? typed(payload) : payload;
        FullHttpRequest request = of(exchange, target, properties, content, true);
        EventHeaders.set(event, format, request.headers());
        if (json && request.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, EventBody.CONTENT_TYPE);
        }
        return request;
    }

    /** A frame says of its content no more than whether it is text; what the inbound endpoint says may be of the other kind. */
    private static Payload typed(Payload frame) {
        String type = frame.contentType();
        if (frame.isText()) {
            return type.isEmpty() ? frame.as("application/json") : frame;
        }
        return MediaTypes.isText(type) ? frame.as("application/octet-stream") : frame;
    }

    private static FullHttpRequest of(
            Exchange exchange, Target target, Map<String, String> properties, Payload payload, boolean ofSession) {
        boolean empty = payload.kind() == Payload.Kind.EMPTY;
        String endpointsMethod = properties.get(SendRequest.METHOD);
        HttpMethod method =
                method(endpointsMethod == null ? axis2(exchange, "HTTP_METHOD") : endpointsMethod, empty && !ofSession);
        boolean bodyless = empty || method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        Bodies.Body body = bodyless ? Bodies.Body.NONE : Bodies.toBackend(payload);
        String postfix = axis2(exchange, "REST_URL_POSTFIX");
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, target.withPostfix(postfix == null ? "" : postfix), body.content());
        Message message = exchange.getMessage();
        if (message.hasHeaders()) {
            Headers.copy(message.getHeaders(), request.headers(), null);
            Bodies.acceptWhatIsKnown(request.headers());
        }
        body.describe(request.headers());
        request.headers().set(HttpHeaderNames.HOST, target.authority());
        if (!bodyless) {
            Headers.setContentType(exchange, payload, request.headers());
        }
        if (!bodyless || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
            request.headers()
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, body.content().readableBytes());
        }
        return request;
    }

    private static HttpMethod method(@Nullable String wanted, boolean empty) {
        if (wanted != null && !wanted.isBlank()) {
            return HttpMethod.valueOf(wanted.toUpperCase(Locale.ROOT));
        }
        return empty ? HttpMethod.GET : HttpMethod.POST;
    }

    private static @Nullable String axis2(Exchange exchange, String name) {
        return MessageContext.text(exchange, Scope.AXIS2, name);
    }
}
