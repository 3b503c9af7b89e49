package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Makes the request to a back-end of the message as it is now. */
final class OutgoingRequest {
    private OutgoingRequest() {}

    static FullHttpRequest of(Exchange exchange, Target target, @Nullable String endpointsMethod) {
        Payload payload = Payload.of(exchange);
        boolean empty = payload.kind() == Payload.Kind.EMPTY;
        HttpMethod method = method(endpointsMethod == null ? axis2(exchange, "HTTP_METHOD") : endpointsMethod, empty);
        boolean bodyless = empty || method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        ByteBuf content = bodyless ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(payload.bytes());
        String postfix = axis2(exchange, "REST_URL_POSTFIX");
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, method, target.withPostfix(postfix == null ? "" : postfix), content);
        Message message = exchange.getMessage();
        if (message.hasHeaders()) {
            Headers.copy(message.getHeaders(), request.headers(), null);
        }
        request.headers().set(HttpHeaderNames.HOST, target.authority());
        if (!bodyless) {
            Headers.setContentType(exchange, payload, request.headers());
        }
        if (!bodyless || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
            request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
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
