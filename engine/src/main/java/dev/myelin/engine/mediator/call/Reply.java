package dev.myelin.engine.mediator.call;

import dev.myelin.engine.mediator.enrich.Content;
import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/**
 * What came back.
 *
 * @param payload the content
 * @param headers the transport headers
 * @param status the HTTP status; 0 for none
 */
public record Reply(Payload payload, Map<String, Object> headers, int status) {
    /** The message, as the reply that it is. */
    public static Reply of(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        Object status = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
        return new Reply(
                payload.isFrame() ? payload.detached() : payload,
                new HashMap<>(exchange.getMessage().getHeaders()),
                status instanceof Number number ? number.intValue() : 0);
    }

    /** The JSON, the first element of the body, or the text. */
    public Content content() {
        if (payload.kind() == Payload.Kind.EMPTY) {
            return new Content.Text("");
        }
        return switch (MediaTypes.familyOf(payload.contentType())) {
            case JSON -> new Content.Json(payload.json());
            case XML -> element();
            default -> new Content.Text(payload.text());
        };
    }

    /** The first element of the body. */
    public Content element() {
        List<XdmNode> elements = Envelopes.elements(Envelopes.body(payload.envelope()));
        return elements.isEmpty() ? new Content.Text("") : new Content.Nodes(elements.subList(0, 1));
    }

    /** As MI's connectors give it to a variable: {@code payload}, {@code headers} and {@code attributes}. */
    public Map<String, Object> asVariable() {
        return Map.of(
                "payload", content().asProperty(), "headers", headers, "attributes", Map.of("statusCode", status));
    }
}
