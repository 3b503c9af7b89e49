package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Functions of texts, arrays and objects. */
final class TextFunctions {
    private TextFunctions() {}

    static Object length(Arguments arguments) {
        if (arguments.value(0) instanceof JsonNode json && json.isArray()) {
            return (long) json.size();
        }
        if (!Values.isText(arguments.value(0))) {
            throw arguments.wrong(0, "a text or an array");
        }
        return (long) arguments.text(0).length();
    }

    static Object toUpper(Arguments arguments) {
        return arguments.text(0).toUpperCase(Locale.ROOT);
    }

    static Object toLower(Arguments arguments) {
        return arguments.text(0).toLowerCase(Locale.ROOT);
    }

    static Object subString(Arguments arguments) {
        String text = arguments.text(0);
        int end = arguments.count() < 3 ? text.length() : arguments.place(2, text.length());
        return text.substring(arguments.place(1, end), end);
    }

    static Object indexOf(Arguments arguments) {
        int from = arguments.count() < 3 ? 0 : arguments.place(2, Integer.MAX_VALUE);
        return (long) arguments.text(0).indexOf(arguments.text(1), from);
    }

    static Object charAt(Arguments arguments) {
        String text = arguments.text(0);
        return String.valueOf(text.charAt(arguments.place(1, text.length() - 1)));
    }

    static Object object(Arguments arguments) {
        JsonNode object = Values.object(arguments.value(0));
        if (object == null) {
            throw arguments.wrong(0, "a JSON object");
        }
        return object;
    }

    static Object array(Arguments arguments) {
        JsonNode array = Values.array(arguments.value(0));
        if (array == null) {
            throw arguments.wrong(0, "a JSON array");
        }
        return array;
    }
}
