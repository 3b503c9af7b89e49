package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.Payload;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** {@code json-eval(path)}: a path in the payload, or in a property as in {@code json-eval($ctx:order.items[0])}. */
final class JsonPathExpression extends CompiledExpression {
    /** The name ends where the path begins. */
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z0-9]+):([^.\\[]*)(.*)", Pattern.DOTALL);

    private final JsonRoot root;
    private final JsonQuery query;
    private final boolean whole;

    private JsonPathExpression(String source, JsonRoot root, JsonQuery query, boolean whole) {
        super(source);
        this.root = root;
        this.query = query;
        this.whole = whole;
    }

    static JsonPathExpression compile(String source, String path, PropertyReads reads) {
        String plain = path.strip();
        if (plain.isEmpty()) {
            throw new ExpressionSyntaxException(source + ": no path (expected: json-eval($.name))");
        }
        Matcher variable = VARIABLE.matcher(plain);
        return variable.matches()
                ? compile(source, property(source, variable, reads), "$" + variable.group(3))
                : compile(source, JsonRoot.PAYLOAD, plain);
    }

    private static JsonRoot property(String source, Matcher variable, PropertyReads reads) {
        String prefix = variable.group(1);
        String name = variable.group(2).strip();
        if (!PropertyReads.isVariablePrefix(prefix) || name.isEmpty()) {
            throw new ExpressionSyntaxException(
                    source + ": $" + prefix + ":" + name
                            + " (expected: a path in the payload, $.name, or in a property: $ctx:NAME.path, $axis2:, $trp:, $func:)");
        }
        return new PropertyJson("$" + prefix + ":" + name, reads.variable(prefix, name));
    }

    private static JsonPathExpression compile(String source, JsonRoot root, String path) {
        // MI takes "$." for "$".
        String exact = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
        try {
            JsonSteps steps = JsonSteps.of(exact);
            JsonQuery query = steps != null ? steps : JaywayPath.compile(exact);
            return new JsonPathExpression(source, root, query, "$".equals(exact));
        } catch (ExpressionSyntaxException broken) {
            throw new ExpressionSyntaxException(source + ": " + broken.getMessage());
        }
    }

    @Override
    public boolean isJson() {
        return true;
    }

    @Override
    public String text(Exchange exchange) {
        if (whole) {
            return root.text(exchange);
        }
        JsonNode found = json(exchange);
        if (found == null) {
            return "";
        }
        return found.isContainerNode() ? JsonOutput.text(found) : found.asText();
    }

    @Override
    public String choice(Exchange exchange) {
        return root == JsonRoot.PAYLOAD && !whole && hasNoJson(Payload.of(exchange)) ? "" : text(exchange);
    }

    private static boolean hasNoJson(Payload payload) {
        return !payload.isForm() && payload.structure() == null;
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
        JsonNode tree = root.json(exchange);
        return tree == null ? null : query.find(tree);
    }
}
