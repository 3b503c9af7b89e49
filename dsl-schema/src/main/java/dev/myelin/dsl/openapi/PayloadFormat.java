package dev.myelin.dsl.openapi;

import dev.myelin.dsl.openapi.Template.Literal;
import dev.myelin.dsl.openapi.Template.Piece;
import dev.myelin.dsl.openapi.Template.Slot;
import java.util.ArrayList;
import java.util.List;

/**
 * A template as the format and the arguments of a {@code payloadFactory}. What would mean something in a format, or be
 * lost at its ends, is an argument too: dollar signs, digits behind a number, blanks at both ends.
 */
final class PayloadFormat {
    private final StringBuilder format = new StringBuilder();
    private final List<Argument> arguments = new ArrayList<>();

    private record Argument(String value, boolean expression) {}

    PayloadFormat(Template template) {
        for (Piece piece : template.pieces()) {
            if (piece instanceof Slot slot) {
                slot(new Argument(slot.parameter().expression(), true));
            } else if (piece instanceof Literal literal) {
                literal(literal.text());
            }
        }
        String text = format.toString();
        String inner = text.strip();
        int start = text.indexOf(inner);
        format.setLength(0);
        constant(text.substring(0, start));
        format.append(inner);
        constant(text.substring(start + inner.length()));
    }

    /** Adds format and arguments to {@code factory}. */
    void into(Blueprint factory) {
        factory.child("format").containing(format.toString());
        if (arguments.isEmpty()) {
            return;
        }
        Blueprint args = factory.child("args");
        for (Argument argument : arguments) {
            Blueprint arg = args.child("arg");
            if (argument.expression()) {
                arg.with("expression", argument.value());
            } else {
                arg.with("value", argument.value()).with("literal", "true");
            }
        }
    }

    private void literal(String text) {
        boolean behindSlot = !format.isEmpty();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '$' || behindSlot && c >= '0' && c <= '9') {
                constant(String.valueOf(c));
                behindSlot = true;
            } else {
                format.append(c);
                behindSlot = false;
            }
        }
    }

    private void constant(String text) {
        if (!text.isEmpty()) {
            slot(new Argument(text, false));
        }
    }

    private void slot(Argument argument) {
        int known = arguments.indexOf(argument);
        if (known < 0) {
            arguments.add(argument);
        }
        format.append('$').append(known < 0 ? arguments.size() : known + 1);
    }
}
