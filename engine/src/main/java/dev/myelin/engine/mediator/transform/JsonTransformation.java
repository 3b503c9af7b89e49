package dev.myelin.engine.mediator.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.transform.TransformMediator.Change;
import dev.myelin.engine.mediator.transform.TransformMediator.Transformation;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.XmlRules;
import java.util.Optional;
import org.apache.camel.Exchange;

/** {@code <jsontransform/>}. */
public final class JsonTransformation implements Transformation {
    private final Optional<Keyed<JsonNode>> schema;
    private final XmlRules rules;

    /**
     * For one place of a route.
     *
     * @param schema what yields the schema for a message
     * @param rules by which XML becomes JSON
     */
    public JsonTransformation(Optional<Keyed<JsonNode>> schema, XmlRules rules) {
        this.schema = schema;
        this.rules = rules;
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException when it is not JSON
     */
    public static JsonNode read(String text) {
        try {
            return Payload.ofText(text, MessageFormat.JSON.contentType()).json();
        } catch (Fault wrong) {
            throw new IllegalArgumentException(wrong.message(), wrong);
        }
    }

    @Override
    public Change compute(Exchange exchange) {
        Payload payload = Payload.of(exchange);
        boolean xml = !MessageFormat.ofContentType(payload.contentType()).equals(MessageFormat.JSON);
        JsonNode json = xml ? payload.json(rules) : payload.json();
        JsonNode made = schema.isEmpty() ? json : new JsonTypes(schema.get().get(exchange)).apply(json);
        return message -> {
            String type = MessageFormat.JSON.contentType();
            message.getMessage().setBody(Payload.ofJson(made, type));
            MessageContext.set(message, Scope.AXIS2, "messageType", type);
            MessageContext.set(message, Scope.AXIS2, "ContentType", type);
        };
    }
}
