package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.ArrayList;
import java.util.List;

/** Changes JSON at the places that a JSONPath finds; what it is given stays as it is. Thread-safe. */
public final class JsonPathEdit {
    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .build();

    private final String source;
    private final JsonPath path;

    private JsonPathEdit(String source, JsonPath path) {
        this.source = source;
        this.path = path;
    }

    /** Compiles a JSONPath, with or without {@code json-eval()} around it, or <code>${payload...}</code>; throws {@link ExpressionSyntaxException}. */
    public static JsonPathEdit compile(String text) {
        String plain = text.strip();
        if (plain.startsWith("json-eval(") && plain.endsWith(")")) {
            plain = plain.substring("json-eval(".length(), plain.length() - 1).strip();
        } else if (plain.startsWith("${") && plain.endsWith("}")) {
            plain = payloadPath(plain.substring(2, plain.length() - 1).strip());
        }
        String exact = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        RegexLimits.check(exact);
        try {
            return new JsonPathEdit(exact, JsonPath.compile(exact));
        } catch (JsonPathException | IllegalArgumentException broken) {
            throw new ExpressionSyntaxException(text + ": no JSONPath: " + broken.getMessage());
        }
    }

    /** Compiles JSONPaths with commas between them, as {@link #compile} does one. */
    public static List<JsonPathEdit> compileAll(String text) {
        String plain = text.strip();
        if (plain.startsWith("json-eval(") && plain.endsWith(")")) {
            plain = plain.substring("json-eval(".length(), plain.length() - 1);
        }
        List<JsonPathEdit> paths = new ArrayList<>();
        int from = 0;
        for (int comma = nextComma(plain, 0); comma >= 0; comma = nextComma(plain, from)) {
            paths.add(compile(plain.substring(from, comma)));
            from = comma + 1;
        }
        paths.add(compile(plain.substring(from)));
        return paths;
    }

    /** Where the next comma between paths stands: outside of brackets and quotes. -1: nowhere. */
    private static int nextComma(String text, int from) {
        int depth = 0;
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ("'\"".indexOf(c) >= 0) {
                quote = c;
            } else if ("[({".indexOf(c) >= 0) {
                depth++;
            } else if ("])}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static String payloadPath(String text) {
        if (!text.startsWith("payload") && !text.startsWith("$")) {
            throw new ExpressionSyntaxException(text + " is no place in the payload (expected: ${payload.name})");
        }
        return text.startsWith("$") ? text : "$" + text.substring("payload".length());
    }

    /** {@code value} in the place of what is there; a field that is not there is added to its object. */
    public JsonNode replace(JsonNode root, JsonNode value) {
        if (isRoot()) {
            return value;
        }
        return edit(root, document -> {
            int dot = source.lastIndexOf('.');
            boolean field = dot > 0 && source.indexOf('[', dot) < 0 && path.isDefinite();
            if (field) {
                document.put(source.substring(0, dot), source.substring(dot + 1), value);
            } else {
                document.set(path, value);
            }
        });
    }

    /** Without what is there; where nothing is, nothing is removed. */
    public JsonNode remove(JsonNode root) {
        return edit(root, document -> {
            try {
                document.delete(path);
            } catch (PathNotFoundException nothing) {
                // What is to be gone is not there.
            }
        });
    }

    /** {@code value} as last item of an array, or its fields among those of an object. */
    public JsonNode child(JsonNode root, JsonNode value) {
        if (isRoot()) {
            return into(root.deepCopy(), value);
        }
        return edit(root, document -> document.map(path, (found, configuration) -> into((JsonNode) found, value)));
    }

    /** The field under another name, at its place among the others. */
    public JsonNode rename(JsonNode root, String name) {
        int dot = source.lastIndexOf('.');
        if (dot <= 0) {
            throw Fault.of(ErrorCode.MEDIATION, source + " (expected: the path of a field, such as $.order.id)");
        }
        return edit(root, document -> document.renameKey(source.substring(0, dot), source.substring(dot + 1), name));
    }

    private JsonNode into(JsonNode target, JsonNode value) {
        if (target instanceof ArrayNode array) {
            array.add(value);
        } else if (target instanceof ObjectNode object && value instanceof ObjectNode fields) {
            object.setAll(fields);
        } else {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    source + ": no child can be added (expected: an array, or an object and fields to add)");
        }
        return target;
    }

    private interface Change {
        void on(DocumentContext document);
    }

    private JsonNode edit(JsonNode root, Change change) {
        DocumentContext document =
                JsonPath.using(JACKSON.jsonProvider(new MeteredJson(source))).parse((Object) root.deepCopy());
        try {
            change.on(document);
        } catch (JsonPathException broken) {
            throw Fault.of(ErrorCode.MEDIATION, source + ": " + broken.getMessage());
        }
        return document.json();
    }

    private boolean isRoot() {
        return source.equals("$");
    }
}
