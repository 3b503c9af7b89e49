package dev.myelin.engine.transport.ws.correlation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC message, or a batch: where its ids stand, and what kinds of messages there are. */
final class RpcMessage {
    private final byte[] content;
    private final List<JsonMembers.Span> ids = new ArrayList<>(1);
    private boolean batch;
    private int parts;
    private boolean wrongId;
    private boolean requests;
    private boolean replies;

    private RpcMessage(byte[] content) {
        this.content = content;
    }

    /**
     * Reads it.
     *
     * @throws IOException when it is not JSON, neither an object nor an array of objects, or says {@code id} twice
     */
    static RpcMessage of(byte[] content) throws IOException {
        RpcMessage message = new RpcMessage(content);
        message.batch = JsonMembers.walk(content, message.new Reader());
        return message;
    }

    private final class Reader implements JsonMembers.Objects {
        private JsonMembers.@Nullable Span id;
        private boolean method;
        private boolean result;

        @Override
        public void begin() {
            id = null;
            method = false;
            result = false;
        }

        @Override
        public void member(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "id" -> id(parser);
                case "method" -> method = true;
                case "result", "error" -> result = true;
                default -> {}
            }
        }

        private void id(JsonParser parser) throws IOException {
            if (id != null) {
                throw new IOException("two members id");
            }
            JsonToken token = parser.currentToken();
            boolean plain = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NULL || token.isNumeric();
            wrongId |= !plain;
            id = JsonMembers.span(parser);
        }

        @Override
        public void end() {
            parts++;
            boolean request = method || !result;
            requests |= request && id != null;
            replies |= !request;
            if (id != null) {
                ids.add(id);
            }
        }
    }

    byte[] content() {
        return content;
    }

    boolean isBatch() {
        return batch;
    }

    /** Whether it is a batch with nothing in it, which is no message (JSON-RPC 2.0 section 6). */
    boolean isEmptyBatch() {
        return batch && parts == 0;
    }

    /** Whether any of its ids is that of a request. */
    boolean isRequest() {
        return requests;
    }

    /** Whether a part of it is a reply. */
    boolean isReply() {
        return replies;
    }

    /** Whether an id is neither a text nor a number nor null. */
    boolean hasWrongId() {
        return wrongId;
    }

    int ids() {
        return ids.size();
    }

    /** How many bytes the longest id has. */
    int longestId() {
        int longest = 0;
        for (JsonMembers.Span each : ids) {
            longest = Math.max(longest, each.length());
        }
        return longest;
    }

    /** An id as it was written. */
    byte[] id(int index) {
        JsonMembers.Span span = ids.get(index);
        return Arrays.copyOfRange(content, span.start(), span.end());
    }

    /** The number that an id is, also one that is written as text; -1 for any other. */
    long number(int index) {
        return JsonMembers.number(content, ids.get(index));
    }

    /** The message with other ids; null leaves one as it is. */
    byte[] with(IntFunction<byte @Nullable []> others) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 16 * ids.size());
        int copied = 0;
        for (int i = 0; i < ids.size(); i++) {
            byte[] other = others.apply(i);
            if (other != null) {
                JsonMembers.Span span = ids.get(i);
                out.write(content, copied, span.start() - copied);
                out.writeBytes(other);
                copied = span.end();
            }
        }
        out.write(content, copied, content.length - copied);
        return out.toByteArray();
    }

    /** A number in place of an id: as text where that is one, for servers that expect texts. */
    byte[] numbered(int index, long number) {
        boolean quoted = content[ids.get(index).start()] == '"';
        String text = quoted ? "\"" + number + '"' : Long.toString(number);
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
