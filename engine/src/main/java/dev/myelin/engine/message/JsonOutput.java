package dev.myelin.engine.message;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes JSON as text, without white space. As {@link JsonNode#toString()} does it, in half the time: most messages are
 * short, and most strings need no escaping.
 */
public final class JsonOutput {
    private static final int USUAL_LENGTH = 512;
    private static final char FIRST_PRINTABLE = ' ';

    private JsonOutput() {}

    /** The value as text. */
    public static String text(JsonNode value) {
        StringBuilder out = new StringBuilder(value.isContainerNode() ? USUAL_LENGTH : 16);
        append(value, out);
        return out.toString();
    }

    private static void append(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value, out);
            case ARRAY -> array(value, out);
            case STRING -> string(value.textValue(), out);
            case NUMBER, BOOLEAN, NULL -> out.append(value.asText());
            default -> out.append(value);
        }
    }

    private static void object(JsonNode object, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (!first) {
                out.append(',');
            }
            first = false;
            string(field.getKey(), out);
            out.append(':');
            append(field.getValue(), out);
        }
        out.append('}');
    }

    private static void array(JsonNode array, StringBuilder out) {
        out.append('[');
        for (Iterator<JsonNode> items = array.elements(); items.hasNext(); ) {
            append(items.next(), out);
            if (items.hasNext()) {
                out.append(',');
            }
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    /** Appends the text as it stands between the quotes of a JSON string. */
    public static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < FIRST_PRINTABLE || c == '"' || c == '\\') {
                JsonStringEncoder.getInstance().quoteAsString(text, out);
                return;
            }
        }
        out.append(text);
    }
}
