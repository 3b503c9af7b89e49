package dev.myelin.engine.transport.ws.correlation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.myelin.engine.message.JsonReason;
import dev.myelin.engine.message.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The {@code graphql-transport-ws} protocol: what a caller posts ({@code query}, {@code variables} ...) becomes the payload
 * of a {@code subscribe}, the payload of the first {@code next} is the answer, as that of GraphQL over HTTP.
 */
final class GraphQlDialect implements Dialect {
    private static final String NAME = "graphql-transport-ws";

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public Optional<String> subprotocol() {
        return Optional.of(NAME);
    }

    @Override
    public Optional<byte[]> greeting() {
        return Optional.of(utf8("{\"type\":\"connection_init\"}"));
    }

    @Override
    public Optional<byte[]> cancel(long number) {
        return Optional.of(utf8("{\"id\":\"" + number + "\",\"type\":\"complete\"}"));
    }

    @Override
    public Request request(Exchange exchange, byte[] content) {
        byte[] json = Request.utf8(content);
        Message message = new Message();
        try {
            if (JsonMembers.walk(json, message) || !message.query) {
                throw new IOException("no member query");
            }
        } catch (IOException broken) {
            throw Request.wrong("The request is not of GraphQL: (expected: a JSON object with query; "
                    + JsonReason.of(broken) + ")");
        }
        return new Request(
                null,
                List.of(new byte[0]),
                first -> joined("{\"id\":\"" + first + "\",\"type\":\"subscribe\",\"payload\":", json));
    }

    @Override
    public Incoming read(Exchange probe, byte[] content, boolean text, String contentType) {
        Message message = new Message();
        try {
            if (JsonMembers.walk(content, message)) {
                return Incoming.Sign.UNASKED;
            }
        } catch (IOException notJson) {
            return Incoming.Sign.UNASKED;
        }
        return switch (message.type) {
            case "connection_ack" -> Incoming.Sign.READY;
            case "pong" -> Incoming.Sign.NOTHING;
            case "ping" -> new Incoming.Ask(pong(content, message));
            case "complete" -> new Incoming.End(message.number(content));
            case "next" -> new Result(message.number(content), payload(content, message), true);
            case "error" ->
                new Result(message.number(content), joined("{\"errors\":", payload(content, message)), false);
            default -> Incoming.Sign.UNASKED;
        };
    }

    private static byte[] pong(byte[] content, Message message) {
        return message.payload == null
                ? utf8("{\"type\":\"pong\"}")
                : joined("{\"type\":\"pong\",\"payload\":", payload(content, message));
    }

    private static byte[] payload(byte[] content, Message message) {
        JsonMembers.Span span = message.payload;
        return span == null ? utf8("null") : Arrays.copyOfRange(content, span.start(), span.end());
    }

    /** An object whose last member's value is {@code value}. */
    private static byte[] joined(String start, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(start.length() + value.length + 1);
        out.writeBytes(utf8(start));
        out.writeBytes(value);
        out.write('}');
        return out.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private record Result(long number, byte[] content, boolean hasMore) implements Incoming.Reply {
        @Override
        public List<Long> keys() {
            return List.of(number);
        }

        @Override
        public Payload answer(List<byte[]> ids, long first) {
            return Incoming.frame(content, true, JSON);
        }
    }

    /** What counts of a message, or of what a caller posts. */
    private static final class Message implements JsonMembers.Objects {
        private String type = "";
        private boolean query;
        private JsonMembers.@Nullable Span id;
        private JsonMembers.@Nullable Span payload;

        @Override
        public void begin() {
            // Only one object counts.
        }

        @Override
        public void member(String name, JsonParser parser) throws IOException {
            switch (name) {
                case "type" -> type = parser.getText();
                case "id" -> id = JsonMembers.span(parser);
                case "payload" -> payload = JsonMembers.span(parser);
                case "query" -> query = parser.currentToken() == JsonToken.VALUE_STRING;
                default -> {}
            }
        }

        /** Its id, if that is one of ours; else -1. */
        private long number(byte[] content) {
            JsonMembers.Span span = id;
            return span == null ? -1 : JsonMembers.number(content, span);
        }

        @Override
        public void end() {
            // Only one object counts.
        }
    }
}
