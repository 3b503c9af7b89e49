package dev.myelin.engine.mediator.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.math.BigDecimal;
import java.util.Map;

/** Gives JSON values the types that a schema says, where a value can have it. */
final class JsonTypes {
    private static final int MAX_DEPTH = 500;
    private static final int MAX_DIGITS = 1_000;

    private final JsonNode root;

    JsonTypes(JsonNode schema) {
        this.root = schema;
    }

    JsonNode apply(JsonNode value) {
        return apply(value, root, "$", 0);
    }

    private JsonNode apply(JsonNode value, JsonNode declared, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw Fault.of(ErrorCode.MEDIATION, "jsontransform: nested deeper than " + MAX_DEPTH);
        }
        JsonNode schema = resolved(declared);
        String type = schema.path("type").asText("");
        if (type.isEmpty()) {
            type = schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
        }
        return switch (type) {
            case "object" -> object(value, schema, path, depth);
            case "array" -> array(value, schema, path, depth);
            case "number", "integer" -> number(value, type, path);
            case "boolean" -> bool(value, path);
            case "null" -> value.asText().isEmpty() || value.asText().equals("null") ? NullNode.getInstance() : value;
            case "string" -> value.isValueNode() && !value.isNull() ? TextNode.valueOf(value.asText()) : value;
            default -> value;
        };
    }

    /** What a reference inside the schema leads to. */
    private JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int i = 0; i < 32 && at.path("$ref").asText("").startsWith("#"); i++) {
            at = root.at(at.path("$ref").asText().substring(1));
        }
        return at;
    }

    private JsonNode object(JsonNode value, JsonNode schema, String path, int depth) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode inner = schema.path("properties").path(field.getKey());
            JsonNode wanted = inner.isMissingNode() ? schema.path("additionalProperties") : inner;
            made.set(field.getKey(), apply(field.getValue(), wanted, path + "." + field.getKey(), depth + 1));
        }
        return made;
    }

    private JsonNode array(JsonNode value, JsonNode schema, String path, int depth) {
        ArrayNode made = JsonNodeFactory.instance.arrayNode();
        JsonNode items = schema.path("items");
        if (!value.isArray()) {
            // XML cannot tell one of several from one.
            return value.isNull() || (value.isTextual() && value.asText().isEmpty())
                    ? made
                    : made.add(apply(value, items, path, depth + 1));
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode wanted = items.isArray() ? items.path(i) : items;
            made.add(apply(value.get(i), wanted, path + "[" + i + "]", depth + 1));
        }
        return made;
    }

    private static JsonNode number(JsonNode value, String type, String path) {
        if (!value.isTextual()) {
            return value;
        }
        String text = value.asText().strip();
        try {
            if (text.length() > MAX_DIGITS) {
                throw new NumberFormatException();
            }
            return DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException e) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    "jsontransform: " + path + ": " + shortened(text) + " (expected: " + type + ")");
        }
    }

    private static JsonNode bool(JsonNode value, String path) {
        if (!value.isTextual()) {
            return value;
        }
        return switch (value.asText().strip()) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default ->
                throw Fault.of(
                        ErrorCode.MEDIATION,
                        "jsontransform: " + path + ": " + shortened(value.asText()) + " (expected: boolean)");
        };
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
