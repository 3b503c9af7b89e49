package dev.myelin.engine.mediator.call;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A message before a call whose reply does not take its place.
 *
 * @param body its payload
 * @param headers its transport headers
 * @param steering the axis2 properties that say what the payload is and where it goes
 * @param response whether it was a reply
 */
record Original(@Nullable Object body, Map<String, Object> headers, Map<String, Object> steering, boolean response) {
    private static final List<String> STEERING =
            List.of("messageType", "ContentType", "HTTP_METHOD", "REST_URL_POSTFIX", "NO_ENTITY_BODY");

    static Original of(Exchange exchange) {
        MessageContext context = MessageContext.of(exchange);
        Map<String, Object> steering = new HashMap<>(context.axis2());
        steering.keySet().retainAll(STEERING);
        return new Original(
                exchange.getMessage().getBody(),
                new HashMap<>(exchange.getMessage().getHeaders()),
                steering,
                context.isResponse());
    }

    /** Puts it back; the status of the reply stays readable as {@code HTTP_SC}. */
    void restore(Exchange exchange) {
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(headers);
        for (String name : STEERING) {
            Object value = steering.get(name);
            if (value == null) {
                MessageContext.remove(exchange, Scope.AXIS2, name);
            } else {
                MessageContext.set(exchange, Scope.AXIS2, name, value);
            }
        }
        MessageContext.of(exchange).setResponse(response);
    }
}
