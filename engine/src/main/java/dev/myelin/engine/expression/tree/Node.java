package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.myelin.engine.message.BoundedText;
import dev.myelin.engine.message.Fault;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An expression, or a part of one. Immutable. */
public sealed interface Node permits Node.Simple, Access, Arithmetic, Comparison, Membership, Call {
    /**
     * Its value for a message: a text, number or truth value of Java, JSON, {@link Xml}, or a map; null for nothing, be
     * it missing or {@code null}. Nothing as an operand makes the whole nothing. Throws {@link Fault} for operands that
     * do not fit.
     */
    @Nullable
    Object value(Frame frame);

    /** The parts that need few lines. */
    sealed interface Simple extends Node {}

    /**
     * A literal.
     *
     * @param literal its value
     */
    record Constant(@Nullable Object literal) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            return literal;
        }
    }

    /**
     * {@code [a, b]}.
     *
     * @param items in order
     */
    record ListOf(List<Node> items) implements Simple {
        @Override
        public Object value(Frame frame) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
            items.forEach(item -> array.add(Values.json(item.value(frame))));
            return array;
        }
    }

    /**
     * A name, such as {@code vars.x}.
     *
     * @param source what it stands for
     */
    record Read(Source source) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            return source.read(frame.exchange());
        }
    }

    /** {@code @}. */
    record Item() implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            return frame.item();
        }
    }

    /**
     * {@code -a}.
     *
     * @param operand a number
     */
    record Negation(Node operand) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            Object value = operand.value(frame);
            return Values.isNothing(value) ? null : Arithmetic.negated(Values.number("-", value));
        }
    }

    /**
     * {@code !a} and {@code not(a)}.
     *
     * @param operand a truth value
     */
    record Not(Node operand) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            Boolean truth = Values.truth(operand.value(frame), frame);
            return truth == null ? null : !truth;
        }
    }

    /**
     * {@code a && b}; the second is looked at only when it matters.
     *
     * @param left the first
     * @param right the second
     */
    record Both(Node left, Node right) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            Boolean first = Values.truth(left.value(frame), frame);
            if (Boolean.FALSE.equals(first)) {
                return false;
            }
            Boolean second = Values.truth(right.value(frame), frame);
            return first == null && !Boolean.FALSE.equals(second) ? null : second;
        }
    }

    /**
     * {@code a || b}; the second is looked at only when it matters.
     *
     * @param left the first
     * @param right the second
     */
    record Either(Node left, Node right) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            Boolean first = Values.truth(left.value(frame), frame);
            if (Boolean.TRUE.equals(first)) {
                return true;
            }
            Boolean second = Values.truth(right.value(frame), frame);
            return first == null && !Boolean.TRUE.equals(second) ? null : second;
        }
    }

    /**
     * {@code a ? b : c}.
     *
     * @param condition decides
     * @param then its value where the condition holds
     * @param otherwise its value where it does not
     */
    record Conditional(Node condition, Node then, Node otherwise) implements Simple {
        @Override
        public @Nullable Object value(Frame frame) {
            Boolean holds = Values.truth(condition.value(frame), frame);
            return holds == null ? null : holds ? then.value(frame) : otherwise.value(frame);
        }
    }

    /**
     * {@code exists(a)}: whether it can be evaluated and is something.
     *
     * @param operand what may be there
     */
    record Exists(Node operand) implements Simple {
        @Override
        public Object value(Frame frame) {
            try {
                return !Values.isNothing(operand.value(frame));
            } catch (Fault wrong) {
                return false;
            }
        }
    }

    /**
     * A path alone in a filter, {@code [?(@.a)]}: whether it is there, whatever its value.
     *
     * @param path what may be there
     */
    record Present(Node path) implements Simple {
        @Override
        public Object value(Frame frame) {
            Object found = path.value(frame);
            return found instanceof JsonNode node ? !node.isMissingNode() : found != null;
        }
    }

    /**
     * {@code a =~ /pattern/i}.
     *
     * @param operand the text
     * @param pattern must match all of it
     */
    record Match(Node operand, Pattern pattern) implements Simple {
        @Override
        public Object value(Frame frame) {
            Object value = operand.value(frame);
            return !Values.isNothing(value)
                    && Values.isScalar(value)
                    && pattern.matcher(new BoundedText(Values.text(value))).matches();
        }
    }
}
