package dev.myelin.engine.mediator.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import org.jspecify.annotations.Nullable;

/** Changes JSON at the place of a value that was found in it; what it is given stays as it is. */
final class JsonPlaces {
    private JsonPlaces() {}

    /** {@code root} with {@code value} in the place of {@code found}, which is a value of it. */
    static JsonNode replace(JsonNode root, JsonNode found, JsonNode value) {
        JsonNode made = copy(root, found, value);
        if (made == null) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    "foreach: the collection is no part of the payload (expected: one that is, or target-variable)");
        }
        return made;
    }

    /** Null when it is not in {@code node}. */
    @SuppressWarnings("ReferenceEquality") // The very value: there may be others like it.
    private static @Nullable JsonNode copy(JsonNode node, JsonNode found, JsonNode value) {
        if (node == found) {
            return value;
        }
        if (node instanceof ObjectNode object) {
            for (var field : object.properties()) {
                JsonNode made = copy(field.getValue(), found, value);
                if (made != null) {
                    ObjectNode changed = JsonNodeFactory.instance.objectNode().setAll(object);
                    return changed.set(field.getKey(), made);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode made = copy(array.get(i), found, value);
                if (made != null) {
                    ArrayNode changed = JsonNodeFactory.instance.arrayNode().addAll(array);
                    changed.set(i, made);
                    return changed;
                }
            }
        }
        return null;
    }
}
