package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.Fault;
import org.jspecify.annotations.Nullable;

/** The arguments of one call. */
public final class Arguments {
    private final String function;
    private final @Nullable Object[] values;

    Arguments(String function, @Nullable Object[] values) {
        this.function = function;
        this.values = values;
    }

    int count() {
        return values.length;
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }

    /** A text, or what a number or truth value is as text. */
    public String text(int index) {
        if (!Values.isScalar(values[index])) {
            throw wrong(index, "a text");
        }
        return Values.text(values[index]);
    }

    Number number(int index) {
        return Values.number(function, values[index]);
    }

    /** A number that can be a place in a text. */
    int place(int index, int highest) {
        Number number = number(index);
        if (!Values.isWhole(number) || number.longValue() < 0 || number.longValue() > highest) {
            throw wrong(index, "a whole number from 0 to " + highest);
        }
        return number.intValue();
    }

    JsonNode json(int index) {
        return Values.json(values[index]);
    }

    /** Says that an argument does not fit. */
    public Fault wrong(int index, String expected) {
        return Values.fault(function, values[index], expected);
    }
}
