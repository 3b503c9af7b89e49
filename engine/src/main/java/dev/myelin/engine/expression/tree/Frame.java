package dev.myelin.engine.expression.tree;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What an expression is evaluated for.
 *
 * @param exchange the message
 * @param item what {@code @} stands for inside a filter; null outside of filters
 */
public record Frame(Exchange exchange, @Nullable JsonNode item) {
    /** For a message. */
    public static Frame of(Exchange exchange) {
        return new Frame(exchange, null);
    }

    Frame with(JsonNode element) {
        return new Frame(exchange, element);
    }

    /** Inside a filter what does not fit is no match; elsewhere it is a fault. */
    boolean inFilter() {
        return item != null;
    }
}
