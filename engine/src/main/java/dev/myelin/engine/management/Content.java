package dev.myelin.engine.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A message for clients, as a request holds it.
 *
 * @param text whether it is a text message: {@code text/*} and {@code application/json}
 * @param body borrowed from the request
 */
record Content(boolean text, ByteBuf body) {
    private static final JsonFactory JSON = new JsonFactory();

    /** The body of a request; a problem when it is not what its content type says. */
    static Content of(Call call) {
        String type = call.mediaType();
        boolean text = type.startsWith("text/") || type.equals("application/json");
        ByteBuf body = call.body();
        if (text && !ByteBufUtil.isText(body, StandardCharsets.UTF_8)) {
            throw Problem.badRequest("body: (expected: UTF-8, as the content type " + type + " says)");
        }
        if (type.equals("application/json")) {
            checkJson(body);
        }
        return new Content(text, body);
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
            throw Problem.badRequest("body: " + firstLine(broken) + " (expected: JSON, as the content type says)");
        }
    }

    static String firstLine(IOException broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("not JSON");
    }
}
