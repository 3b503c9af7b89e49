package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code json-eval(path)}. */
final class JsonPathExpression extends CompiledExpression {
    private final JsonQuery query;
    private final boolean whole;

    private JsonPathExpression(String source, JsonQuery query, boolean whole) {
        super(source);
        this.query = query;
        this.whole = whole;
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
            JsonSteps steps = JsonSteps.of(exact);
            return new JsonPathExpression(source, steps != null ? steps : JaywayPath.compile(exact), "$".equals(exact));
        } catch (ExpressionSyntaxException broken) {
            throw new ExpressionSyntaxException(source + ": " + broken.getMessage());
        }
    }

    @Override
    public String text(Exchange exchange) {
        if (whole) {
            Payload payload = Payload.of(exchange);
            return payload.isText() ? payload.text() : JsonOutput.text(payload.json());
        }
        JsonNode found = json(exchange);
        if (found == null) {
            return "";
        }
        return found.isContainerNode() ? JsonOutput.text(found) : found.asText();
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
        return root.isMissingNode() ? null : query.find(root);
    }
}
