package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A path into a value, such as {@code payload.a[0].b}. One that can find several things gives an array of them. JSON
 * that a text holds is read; nothing is copied.
 *
 * @param root what the path starts at
 * @param steps the path
 */
public record Access(Node root, List<Step> steps) implements Node {
    /** As many things as a path may find on its way. */
    private static final int MAX_FOUND = 1_000_000;

    @Override
    public @Nullable Object value(Frame frame) {
        Object at = root.value(frame);
        int next = 0;
        while (at instanceof Map<?, ?> map && next < steps.size()) {
            String name = steps.get(next).name(frame);
            at = name == null ? null : map.get(name);
            next++;
        }
        if (next == steps.size()) {
            return at;
        }
        JsonNode json = json(at);
        return json == null ? null : walk(json, next, frame);
    }

    private static @Nullable JsonNode json(@Nullable Object value) {
        if (value instanceof Xml) {
            throw Fault.of(
                    ErrorCode.MEDIATION, "A path into XML (expected: JSON; for XML: xpath('//path', 'variable'))");
        }
        if (value instanceof JsonNode node) {
            return node.isTextual() ? Values.parsed(node.textValue()) : node;
        }
        return value instanceof String text ? Values.parsed(text) : null;
    }

    private @Nullable Object walk(JsonNode start, int from, Frame frame) {
        JsonNode at = start;
        for (int i = from; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (!step.isDefinite()) {
                return several(at, i, frame);
            }
            JsonNode next = step.one(at, frame);
            if (next == null) {
                return null;
            }
            at = next;
        }
        return at;
    }

    private @Nullable Object several(JsonNode start, int from, Frame frame) {
        List<JsonNode> found = new ArrayList<>();
        found.add(start);
        for (int i = from; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step instanceof Step.Function function) {
                JsonNode result = function.one(array(found), frame);
                return result == null || i == steps.size() - 1 ? result : walk(result, i + 1, frame);
            }
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                step.all(node, frame, next);
                if (next.size() > MAX_FOUND) {
                    throw Fault.of(ErrorCode.MEDIATION, "The path finds more than " + MAX_FOUND + " things on its way");
                }
            }
            found = next;
        }
        return array(found);
    }

    private static ArrayNode array(List<JsonNode> found) {
        return JsonNodeFactory.instance.arrayNode(found.size()).addAll(found);
    }
}
