package dev.myelin.engine.mediator.function;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code <functionAnswer/>}: the JSON that a function answers, {@code {"statusCode", "headers", "body", "isBase64Encoded"}},
 * becomes status, headers and payload of the message.
 */
public final class FunctionAnswerMediator implements Processor {
    private static final String JSON = "application/json";
    private static final String BINARY = "application/octet-stream";
    private static final String CONTENT_TYPE = "Content-Type";

    @Override
    public void process(Exchange exchange) {
        JsonNode answer = answer(exchange);
        boolean base64 = answer.path("isBase64Encoded").asBoolean();
        String type = base64 ? BINARY : JSON;
        for (Map.Entry<String, JsonNode> header : answer.path("headers").properties()) {
            String value = header.getValue().asText();
            if (header.getKey().equalsIgnoreCase(CONTENT_TYPE)) {
                type = value;
            } else {
                MessageContext.set(exchange, Scope.TRANSPORT, header.getKey(), value);
            }
        }
        exchange.getMessage().setBody(payload(answer.path("body"), base64, type));
        MessageContext.set(
                exchange,
                Scope.AXIS2,
                "HTTP_SC",
                String.valueOf(answer.path("statusCode").asInt()));
        MessageContext.set(exchange, Scope.TRANSPORT, CONTENT_TYPE, type);
        MessageContext.remove(exchange, Scope.AXIS2, "messageType");
        MessageContext.set(exchange, Scope.AXIS2, "ContentType", frameType(type));
    }

    private static JsonNode answer(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        JsonNode answer = payload.kind() == Payload.Kind.EMPTY ? null : parsed(payload);
        int status = answer == null ? 0 : answer.path("statusCode").asInt();
        if (answer == null || status < 100 || status > 599) {
            String sent = MessageContext.text(exchange, Scope.AXIS2, "HTTP_SC");
            throw Fault.of(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "answer of a function: status " + sent + " without {\"statusCode\": 200, \"body\": \"...\"}"
                            + " (expected: that)");
        }
        return answer;
    }

    private static JsonNode parsed(Payload payload) {
        try {
            return payload.as(JSON).json();
        } catch (Fault notJson) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
    }

    private static Payload payload(JsonNode body, boolean base64, String type) {
        if (body.isMissingNode()
                || body.isNull()
                || body.isTextual() && body.textValue().isEmpty()) {
            return Payload.empty();
        }
        if (!base64) {
            return Payload.ofText(body.isTextual() ? body.textValue() : body.toString(), type);
        }
        try {
            return Payload.ofBytes(Base64.getDecoder().decode(body.asText()), type);
        } catch (IllegalArgumentException e) {
            throw Fault.of(ErrorCode.PROTOCOL_VIOLATION, "answer of a function: a body that is not base64");
        }
    }

    /** Over WebSocket JSON and {@code text/*} are text, all else is binary. */
    private static String frameType(String type) {
        String essence = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return essence.equals(JSON) || essence.startsWith("text/") ? type : BINARY;
    }
}
