package dev.myelin.engine.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a request is answered with.
 *
 * @param status the status code
 * @param contentType that of the body; empty for none
 * @param body the body, where it is JSON
 * @param text the body, where it was text already; else empty
 * @param header a header of its own, name and value; empty for none
 */
record Reply(HttpResponseStatus status, String contentType, ObjectNode body, String text, List<String> header) {
    private static final String JSON = "application/json";

    /** An answer with a JSON object, to be filled. */
    static Reply json(HttpResponseStatus status) {
        return new Reply(status, JSON, JsonNodeFactory.instance.objectNode(), "", List.of());
    }

    /** 200 with a JSON object, to be filled. */
    static Reply ok() {
        return json(HttpResponseStatus.OK);
    }

    /** 204. */
    static Reply done() {
        return new Reply(HttpResponseStatus.NO_CONTENT, "", JsonNodeFactory.instance.objectNode(), "", List.of());
    }

    /** 200 with text. */
    static Reply text(String contentType, String text) {
        return new Reply(HttpResponseStatus.OK, contentType, JsonNodeFactory.instance.objectNode(), text, List.of());
    }

    Reply as(String otherContentType) {
        return new Reply(status, otherContentType, body, text, header);
    }

    /** The same without a body. */
    Reply asEmpty() {
        return new Reply(status, "", body, text, header);
    }

    /** The same with a header. */
    Reply with(String name, String value) {
        return new Reply(status, contentType, body, text, List.of(name, value));
    }

    FullHttpResponse response() {
        ByteBuf content = contentType.isEmpty()
                ? Unpooled.EMPTY_BUFFER
                : Unpooled.copiedBuffer(text.isEmpty() ? body.toString() : text, StandardCharsets.UTF_8);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        if (!header.isEmpty()) {
            headers.set(header.get(0), header.get(1));
        }
        if (!contentType.isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        if (!status.equals(HttpResponseStatus.NO_CONTENT)) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Myelin\", charset=\"UTF-8\"");
        }
        return response;
    }
}
