package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.JsonOutput;
import dev.myelin.engine.message.Payload;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the {@code $} of a JSONPath stands for. */
interface JsonRoot {
    /** The payload of the message. */
    JsonRoot PAYLOAD = new JsonRoot() {
        @Override
        public @Nullable JsonNode json(Exchange exchange) {
            JsonNode root = Payload.of(exchange).json();
            return root.isMissingNode() ? null : root;
        }

        @Override
        public String text(Exchange exchange) {
            Payload payload = Payload.of(exchange);
            return payload.isText() ? payload.text() : JsonOutput.text(payload.json());
        }
    };

    /** The tree; null when there is none. Throws {@link dev.myelin.engine.message.Fault} for what is not JSON. */
    @Nullable
    JsonNode json(Exchange exchange);

    /** All of it as it came. */
    String text(Exchange exchange);
}
