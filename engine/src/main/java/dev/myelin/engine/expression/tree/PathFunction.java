package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a path can end with, as in JSONPath: {@code payload.list.length()}. */
public enum PathFunction {
    /** How many items, fields or characters. */
    LENGTH("length"),
    /** The same. */
    SIZE("size"),
    /** The smallest number. */
    MIN("min"),
    /** The largest number. */
    MAX("max"),
    /** The mean. */
    AVG("avg"),
    /** The sum. */
    SUM("sum"),
    /** The standard deviation. */
    STDDEV("stddev"),
    /** The names of the fields. */
    KEYS("keys"),
    /** The first item. */
    FIRST("first"),
    /** The last item. */
    LAST("last");

    private final String word;

    PathFunction(String word) {
        this.word = word;
    }

    /** The one of that name. */
    public static Optional<PathFunction> of(String name) {
        for (PathFunction function : values()) {
            if (function.word.equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /** Its result; null when there is none. */
    @Nullable
    JsonNode of(JsonNode node) {
        return switch (this) {
            case LENGTH, SIZE -> length(node);
            case MIN, MAX -> extreme(node, this == MIN);
            case AVG, SUM, STDDEV -> statistics(node);
            case KEYS -> keys(node);
            case FIRST -> node.isArray() ? node.get(0) : null;
            case LAST -> node.isArray() ? node.get(node.size() - 1) : null;
        };
    }

    private static @Nullable JsonNode length(JsonNode node) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isTextual()) {
            return nodes.numberNode((long) node.textValue().length());
        }
        return node.isContainerNode() ? nodes.numberNode((long) node.size()) : null;
    }

    private static @Nullable JsonNode extreme(JsonNode node, boolean smallest) {
        JsonNode best = null;
        for (JsonNode item : node) {
            if (item.isNumber()) {
                int order = best == null ? 0 : Double.compare(item.doubleValue(), best.doubleValue());
                best = best == null || (smallest ? order < 0 : order > 0) ? item : best;
            }
        }
        return best;
    }

    private @Nullable JsonNode statistics(JsonNode node) {
        long count = 0;
        double sum = 0;
        double squares = 0;
        for (JsonNode item : node) {
            if (item.isNumber()) {
                count++;
                sum += item.doubleValue();
                squares += item.doubleValue() * item.doubleValue();
            }
        }
        if (count == 0) {
            return null;
        }
        double mean = sum / count;
        return JsonNodeFactory.instance.numberNode(
                switch (this) {
                    case SUM -> sum;
                    case AVG -> mean;
                    default -> Math.sqrt(Math.max(0, squares / count - mean * mean));
                });
    }

    private static @Nullable JsonNode keys(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        ArrayNode names = JsonNodeFactory.instance.arrayNode(node.size());
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
