package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code json-eval(path)}. */
final class JsonPathExpression extends CompiledExpression {
    /** Nothing found is null instead of an exception. */
    private static final Configuration JACKSON = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private final JsonPath path;
    private final @Nullable JsonSteps steps;
    private final boolean whole;

    private JsonPathExpression(String source, JsonPath path, String text) {
        super(source);
        this.path = path;
        this.steps = JsonSteps.of(text).orElse(null);
        this.whole = "$".equals(path.getPath());
    }

    static JsonPathExpression compile(String source, String path) {
        String plain = path.strip();
        if (plain.isEmpty()) {
            throw new ExpressionSyntaxException(source + ": no path (expected: json-eval($.name))");
        }
        int colon = plain.indexOf(':');
        if (plain.startsWith("$")
                && colon > 1
                && plain.substring(1, colon).chars().allMatch(Character::isLetterOrDigit)) {
            throw new ExpressionSyntaxException(
                    source + ": json-eval reads the payload only, not " + plain.substring(0, colon + 1));
        }
        // MI takes "$." for "$".
        String exact = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
        try {
            return new JsonPathExpression(source, JsonPath.compile(exact), exact);
        } catch (InvalidPathException | IllegalArgumentException broken) {
            throw new ExpressionSyntaxException(source + ": no JSONPath: " + broken.getMessage());
        }
    }

    @Override
    public String text(Exchange exchange) {
        if (whole) {
            Payload payload = Payload.of(exchange);
            return payload.isText() ? payload.text() : payload.json().toString();
        }
        JsonNode found = json(exchange);
        if (found == null) {
            return "";
        }
        return found.isContainerNode() ? found.toString() : found.asText();
    }

    @Override
    public boolean matches(Exchange exchange) {
        JsonNode found = json(exchange);
        if (found == null || found.isNull()) {
            return false;
        }
        if (found.isContainerNode()) {
            return !found.isEmpty();
        }
        String text = found.asText();
        return !text.isEmpty() && !"false".equalsIgnoreCase(text);
    }

    @Override
    @Nullable
    JsonNode json(Exchange exchange) {
        JsonNode root = Payload.of(exchange).json();
        if (root.isMissingNode()) {
            return null;
        }
        if (steps != null) {
            return steps.walk(root);
        }
        try {
            Object found = path.read(root, JACKSON);
            return found == null || found instanceof JsonNode ? (JsonNode) found : scalar(found);
        } catch (JsonPathException broken) {
            throw Fault.of(ErrorCode.MEDIATION, source() + ": " + broken.getMessage());
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
