package dev.myelin.engine.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.myelin.engine.message.JsonReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A message for clients, as a request holds it.
 *
 * @param text whether it is a text message: {@code text/*} and {@code application/json}
 * @param body borrowed from the request, text in UTF-8
 */
record Content(boolean text, ByteBuf body) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The body of a request; a problem when it is not what its content type says. */
    static Content of(Call call) {
        String type = call.mediaType();
        boolean text = type.startsWith("text/") || type.equals("application/json");
        ByteBuf body = text ? inUtf8(call) : call.body();
        if (text && !ByteBufUtil.isText(body, StandardCharsets.UTF_8)) {
            throw Problem.badRequest("body: no UTF-8 (expected: UTF-8, or the charset that Content-Type names)");
        }
        if (type.equals("application/json")) {
            checkJson(body);
        }
        return new Content(text, body);
    }

    private static ByteBuf inUtf8(Call call) {
        Charset charset = call.charset();
        return charset.equals(StandardCharsets.UTF_8)
                ? call.body()
                : Unpooled.wrappedBuffer(call.body().toString(charset).getBytes(StandardCharsets.UTF_8));
    }

    private static void checkJson(ByteBuf body) {
        try (JsonParser parser = JSON.createParser((InputStream) new ByteBufInputStream(body.duplicate()))) {
            if (parser.nextToken() == null) {
                throw Problem.badRequest("body: empty (expected: JSON, as the content type says)");
            }
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw Problem.badRequest("body: more follows the JSON (expected: one JSON value)");
            }
        } catch (IOException broken) {
            throw Problem.badRequest("body: " + JsonReason.of(broken) + " (expected: JSON, as the content type says)");
        }
    }
}
