package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A step of a path. Immutable. */
public sealed interface Step {
    /** Whether it finds one thing at most. */
    default boolean isDefinite() {
        return true;
    }

    /** The name of the field that it goes to; null when it goes elsewhere. */
    default @Nullable String name(Frame frame) {
        return null;
    }

    /** The one thing that it finds; null when there is none. Only of a definite step. */
    default @Nullable JsonNode one(JsonNode node, Frame frame) {
        throw new IllegalStateException(toString());
    }

    /** Adds what it finds to {@code found}. */
    default void all(JsonNode node, Frame frame, List<JsonNode> found) {
        JsonNode one = one(node, frame);
        if (one != null) {
            found.add(one);
        }
    }

    /**
     * {@code .name}.
     *
     * @param field the name
     */
    record Field(String field) implements Step {
        @Override
        public String name(Frame frame) {
            return field;
        }

        @Override
        public @Nullable JsonNode one(JsonNode node, Frame frame) {
            return node.get(field);
        }
    }

    /**
     * {@code [1]}.
     *
     * @param index of the item; below 0 from the end
     */
    record Item(int index) implements Step {
        @Override
        public @Nullable JsonNode one(JsonNode node, Frame frame) {
            return node.isArray() ? node.get(index < 0 ? node.size() + index : index) : null;
        }
    }

    /**
     * {@code [vars.x]}: an item by a number, a field by a text. Inside, {@code @} is the node itself.
     *
     * @param place which one
     */
    record Computed(Node place) implements Step {
        @Override
        public @Nullable String name(Frame frame) {
            Object value = place.value(frame);
            return Values.isText(value) ? Values.text(value) : null;
        }

        @Override
        public @Nullable JsonNode one(JsonNode node, Frame frame) {
            return at(node, place, frame);
        }

        static @Nullable JsonNode at(JsonNode node, Node place, Frame frame) {
            Object value = place.value(frame.inFilter() ? frame : frame.with(node));
            if (node.isArray()) {
                Number index = Values.isNothing(value) ? null : Values.readable(value);
                return index == null ? null : new Item(index.intValue()).one(node, frame);
            }
            return Values.isScalar(value) ? node.get(Values.text(value)) : null;
        }
    }

    /**
     * {@code ['a', 'b']}, {@code [0, 2]}.
     *
     * @param places fields and items
     */
    record Several(List<Node> places) implements Step {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void all(JsonNode node, Frame frame, List<JsonNode> found) {
            for (Node place : places) {
                JsonNode one = Computed.at(node, place, frame);
                if (one != null) {
                    found.add(one);
                }
            }
        }
    }

    /** {@code .*} and {@code [*]}. */
    record Wildcard() implements Step {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void all(JsonNode node, Frame frame, List<JsonNode> found) {
            node.forEach(found::add);
        }
    }

    /**
     * {@code [from:to:by]}, each below 0 from the end.
     *
     * @param from the first; the beginning where there is none
     * @param to before which it ends; the end where there is none
     * @param by every how many; 1 where there is none
     */
    record Slice(Optional<Node> from, Optional<Node> to, Optional<Node> by) implements Step {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void all(JsonNode node, Frame frame, List<JsonNode> found) {
            if (!node.isArray()) {
                return;
            }
            int size = node.size();
            int step = bound(by, 1, frame);
            if (step < 1) {
                throw Values.fault("slice", (long) step, "a step of 1 or more");
            }
            int first = place(bound(from, 0, frame), size);
            int last = place(bound(to, size, frame), size);
            for (long i = first; i < last; i += step) {
                found.add(node.get((int) i));
            }
        }

        private static int place(int bound, int size) {
            return Math.max(0, Math.min(size, bound < 0 ? size + bound : bound));
        }

        private static int bound(Optional<Node> bound, int otherwise, Frame frame) {
            Object value = bound.map(node -> node.value(frame)).orElse(null);
            return Values.isNothing(value)
                    ? otherwise
                    : Values.number("slice", value).intValue();
        }
    }

    /**
     * {@code [?(condition)]}: the items, or fields, for which it holds.
     *
     * @param condition in which {@code @} is the item
     */
    record Filter(Node condition) implements Step {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void all(JsonNode node, Frame frame, List<JsonNode> found) {
            if (node.isArray()) {
                node.forEach(item -> add(item, frame, found));
            } else {
                add(node, frame, found);
            }
        }

        private void add(JsonNode item, Frame frame, List<JsonNode> found) {
            Frame inside = frame.with(item);
            if (Boolean.TRUE.equals(Values.truth(condition.value(inside), inside))) {
                found.add(item);
            }
        }
    }

    /**
     * {@code ..step}: the step at the node and at everything in it.
     *
     * @param step what is done everywhere
     */
    record Descend(Step step) implements Step {
        @Override
        public boolean isDefinite() {
            return false;
        }

        @Override
        public void all(JsonNode node, Frame frame, List<JsonNode> found) {
            // A filter looks at what is in a node, not at the node: the node itself was looked at one level above.
            boolean looksInside = step instanceof Filter || step instanceof Slice;
            if (node.isContainerNode() && (!looksInside || node.isArray())) {
                step.all(node, frame, found);
            }
            for (JsonNode child : node) {
                if (child.isContainerNode()) {
                    all(child, frame, found);
                }
            }
        }
    }

    /**
     * {@code .length()} and its like, at the end of a path.
     *
     * @param aggregate what is computed
     */
    record Function(PathFunction aggregate) implements Step {
        @Override
        public @Nullable JsonNode one(JsonNode node, Frame frame) {
            return aggregate.of(node);
        }
    }
}
