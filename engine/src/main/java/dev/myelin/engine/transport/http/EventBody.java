package dev.myelin.engine.transport.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.WebSocketEvent;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Base64;

/** An event of a WebSocket session with its payload as one JSON object, named as Amazon API Gateway names them. */
final class EventBody {
    static final String CONTENT_TYPE = "application/json";

    private EventBody() {}

    /** The event; {@code payload} is its {@code body}, in base64 unless it is text. */
    static Payload of(WebSocketEvent event, Payload payload) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        if (!event.subprotocols().isEmpty()) {
            root.putObject("headers").put("Sec-WebSocket-Protocol", String.join(", ", event.subprotocols()));
        }
        event.uri().ifPresent(uri -> {
            ObjectNode query = root.putObject("queryStringParameters");
            new QueryStringDecoder(uri)
                    .parameters()
                    .forEach((name, values) -> query.put(name, values.get(values.size() - 1)));
        });
        ObjectNode context = root.putObject("requestContext");
        context.put("connectionId", event.connectionId());
        context.put("eventType", event.type().name());
        event.messageId().ifPresent(id -> context.put("messageId", id));
        context.put("connectedAt", event.connectedAt().toEpochMilli());
        event.end().ifPresent(end -> {
            context.put("disconnectStatusCode", end.code());
            context.put("disconnectReason", end.reason());
        });
        String addresses = event.forwardedFor();
        context.putObject("identity").put("sourceIp", addresses.substring(addresses.lastIndexOf(' ') + 1));
        boolean binary = payload.kind() == Payload.Kind.BINARY;
        root.put("body", binary ? Base64.getEncoder().encodeToString(payload.bytes()) : payload.text());
        root.put("isBase64Encoded", binary);
        return Payload.ofJson(root, CONTENT_TYPE);
    }
}
