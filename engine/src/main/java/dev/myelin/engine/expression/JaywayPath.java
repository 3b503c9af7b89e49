package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import org.jspecify.annotations.Nullable;

/** Any JSONPath. Loading this class is what loads the library. */
final class JaywayPath implements JsonQuery {
    /** Nothing found is null instead of an exception. */
    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonPath path;

    private JaywayPath(JsonPath path) {
        this.path = path;
    }

    /** Throws {@link ExpressionSyntaxException} with what is wrong with the path. */
    static JaywayPath compile(String path) {
        RegexLimits.check(path);
        try {
            return new JaywayPath(JsonPath.compile(path));
        } catch (JsonPathException | IllegalArgumentException broken) {
            throw new ExpressionSyntaxException("no JSONPath: " + broken.getMessage());
        }
    }

    @Override
    public @Nullable JsonNode find(JsonNode root) {
        try {
            Object found = path.read(root, JACKSON.jsonProvider(new MeteredJson(path.getPath())));
            return found == null || found instanceof JsonNode ? (JsonNode) found : scalar(found);
        } catch (JsonPathException broken) {
            throw Fault.of(ErrorCode.MEDIATION, path.getPath() + ": " + broken.getMessage());
        }
    }

    /** Functions such as {@code length()} give numbers instead of nodes. */
    private static JsonNode scalar(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Integer || value instanceof Long) {
            return nodes.numberNode(((Number) value).longValue());
        }
        return value instanceof Number number
                ? nodes.numberNode(number.doubleValue())
                : nodes.textNode(value.toString());
    }
}
