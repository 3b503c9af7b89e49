package dev.myelin.engine.mediator.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Makes the request of an operation of the HTTP connector. */
public final class HttpRequestSource implements CallMediator.Source {
    /** The property that holds the address, for the URI template of the connection. */
    public static final String ADDRESS = "uri.var.http_connector_address";

    private final String baseUrl;
    private final TextSource path;
    private final Headers headers;
    private final Optional<Body> body;
    private final boolean forceAccepted;

    /** The headers of a request. */
    @FunctionalInterface
    public interface Headers {
        /** By name. */
        Map<String, String> of(Exchange exchange);
    }

    /**
     * The body of a request.
     *
     * @param contentType its type; empty text for no body
     * @param text its content
     */
    public record Body(String contentType, TextSource text) {
        /** No body. */
        public static final Body NONE = new Body("", exchange -> "");
    }

    /**
     * For one operation.
     *
     * @param body empty: the message is sent
     */
    public HttpRequestSource(
            String baseUrl, TextSource path, Headers headers, Optional<Body> body, boolean forceAccepted) {
        this.baseUrl = baseUrl;
        this.path = path;
        this.headers = headers;
        this.body = body;
        this.forceAccepted = forceAccepted;
    }

    @Override
    public void prepare(Exchange exchange) {
        String address = address(baseUrl, path.text(exchange).strip());
        Map<String, String> values = headers.of(exchange);
        Optional<Payload> made = body.map(given -> payload(given, exchange));
        exchange.setProperty(ADDRESS, address);
        values.forEach((name, value) -> exchange.getMessage().setHeader(name, value));
        made.ifPresent(payload -> put(payload, exchange));
        if (forceAccepted) {
            MessageContext.set(exchange, Scope.AXIS2, "FORCE_SC_ACCEPTED", "true");
        }
    }

    private static Payload payload(Body given, Exchange exchange) {
        return given.contentType().isEmpty()
                ? Payload.empty()
                : Payload.ofText(given.text().text(exchange), given.contentType());
    }

    private static void put(Payload payload, Exchange exchange) {
        exchange.getMessage().setBody(payload);
        for (String name : List.of("messageType", "ContentType")) {
            if (payload.contentType().isEmpty()) {
                MessageContext.remove(exchange, Scope.AXIS2, name);
            } else {
                MessageContext.set(exchange, Scope.AXIS2, name, payload.contentType());
            }
        }
    }

    private static String address(String base, String path) {
        if (path.isEmpty() || path.startsWith("?")) {
            return base + path;
        }
        String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return start + (path.startsWith("/") ? path : "/" + path);
    }

    /**
     * The headers that JSON says: an object, or an array of objects, or of pairs of a name and a value.
     *
     * @throws Fault for other JSON
     */
    public static Map<String, String> headers(JsonNode json) {
        Map<String, String> found = new LinkedHashMap<>();
        if (json.isObject()) {
            json.properties()
                    .forEach(field -> found.put(field.getKey(), field.getValue().asText()));
        } else if (json.isArray()) {
            for (JsonNode each : json) {
                if (each.isArray() && each.size() == 2) {
                    found.put(each.get(0).asText(), each.get(1).asText());
                } else if (each.isObject()) {
                    found.putAll(headers(each));
                } else {
                    throw wrong();
                }
            }
        } else if (!json.isMissingNode()) {
            throw wrong();
        }
        return found;
    }

    private static Fault wrong() {
        return Fault.of(
                ErrorCode.MEDIATION, "headers: (expected: a JSON object, or an array of pairs [\"name\", \"value\"])");
    }
}
