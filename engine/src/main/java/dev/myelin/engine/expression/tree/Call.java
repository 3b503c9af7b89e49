package dev.myelin.engine.expression.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments; an argument that is nothing makes the whole nothing, but for a {@link Question}.
 *
 * @param name as it is written
 * @param function what it does
 * @param arguments its operands
 */
public record Call(String name, Function function, List<Node> arguments) implements Node {
    /** What a function does with its arguments, none of which is nothing. */
    public interface Function {
        /** The result; null for nothing. Throws a fault for arguments that do not fit. */
        @Nullable
        Object apply(Arguments arguments);

        /** Whether it is asked about what is nothing, too. */
        default boolean takesNothing() {
            return false;
        }
    }

    /**
     * A question about what a value is, to which nothing is an answer.
     *
     * @param answer the answer
     */
    record Question(Function answer) implements Function {
        @Override
        public @Nullable Object apply(Arguments arguments) {
            return answer.apply(arguments);
        }

        @Override
        public boolean takesNothing() {
            return true;
        }
    }

    @Override
    public @Nullable Object value(Frame frame) {
        @Nullable Object[] values = new Object[arguments.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = arguments.get(i).value(frame);
            if (Values.isNothing(values[i]) && !function.takesNothing()) {
                return null;
            }
        }
        return function.apply(new Arguments(name, values));
    }
}
