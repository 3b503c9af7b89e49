package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A property that holds JSON, as a tree or as text; text is parsed once for a message, until the property changes. */
final class PropertyJson implements JsonRoot {
    private final String name;
    private final PropertyRead property;
    /** The Exchange property that keeps the tree. */
    private final String key;

    private record Parsed(String text, JsonNode json) {}

    /** The property {@code name}, such as {@code $ctx:order}. */
    PropertyJson(String name, PropertyRead property) {
        this.name = name;
        this.property = property;
        this.key = "myelin.json." + name;
    }

    @Override
    public @Nullable JsonNode json(Exchange exchange) {
        Object value = property.read(exchange);
        if (value instanceof JsonNode tree) {
            return tree;
        }
        String text = XPathValues.text(value);
        if (text.isBlank()) {
            return null;
        }
        // Nobody changes a tree in place, so that all readers can have the same one.
        if (exchange.getProperty(key) instanceof Parsed known && known.text().equals(text)) {
            return known.json();
        }
        JsonNode made = parse(text);
        exchange.setProperty(key, new Parsed(text, made));
        return made;
    }

    private JsonNode parse(String text) {
        try {
            return Payload.ofText(text, "application/json").json();
        } catch (Fault broken) {
            throw Fault.of(
                    ErrorCode.PARSING,
                    name + " has no JSON in it: " + broken.message().replace("The payload is not JSON: ", ""));
        }
    }

    @Override
    public String text(Exchange exchange) {
        Object value = property.read(exchange);
        return value instanceof JsonNode tree && tree.isContainerNode()
                ? JsonOutput.text(tree)
                : XPathValues.text(value);
    }
}
