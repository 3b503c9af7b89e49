package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

/**
 * What JSONPath compares lists by: {@code @.a in ['x', 'y']} and its like.
 *
 * @param operator what is asked
 * @param left the first operand
 * @param right the second operand
 */
public record Membership(Operator operator, Node left, Node right) implements Node {
    /** The operators. */
    public enum Operator {
        /** The value is one of a list. */
        IN,
        /** The value is none of a list. */
        NIN,
        /** All of the one list are in the other. */
        SUBSETOF,
        /** Some of the one list are in the other. */
        ANYOF,
        /** None of the one list is in the other. */
        NONEOF,
        /** The list or text is as long as the value. */
        SIZE,
        /** Whether the list or text is empty is the value. */
        EMPTY,
        /** The list or text has the value in it. */
        CONTAINS
    }

    @Override
    public Object value(Frame frame) {
        Object first = left.value(frame);
        Object second = right.value(frame);
        return switch (operator) {
            case IN -> has(second, first);
            case NIN -> !has(second, first);
            case SUBSETOF ->
                Values.array(first) != null && Values.array(second) != null && common(first, second) == size(first);
            case ANYOF -> common(first, second) > 0;
            case NONEOF -> common(first, second) == 0;
            case SIZE -> Values.equal((long) size(first), second);
            case EMPTY -> !Values.isNothing(first) && Values.equal(size(first) == 0, second);
            case CONTAINS ->
                Values.isText(first) ? Values.text(first).contains(Values.text(second)) : has(first, second);
        };
    }

    private static boolean has(@Nullable Object list, @Nullable Object value) {
        ArrayNode array = Values.array(list);
        if (array != null) {
            for (JsonNode item : array) {
                if (Values.equal(item, value)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int common(@Nullable Object first, @Nullable Object second) {
        ArrayNode array = Values.array(first);
        int count = 0;
        if (array != null) {
            for (JsonNode item : array) {
                count += has(second, item) ? 1 : 0;
            }
        }
        return count;
    }

    private static int size(@Nullable Object value) {
        if (value instanceof JsonNode json && json.isContainerNode()) {
            return json.size();
        }
        return Values.isText(value) ? Values.text(value).length() : -1;
    }
}
