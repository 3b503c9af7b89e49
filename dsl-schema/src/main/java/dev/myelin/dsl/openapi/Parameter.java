package dev.myelin.dsl.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A parameter that a document declares, or a header that every event has.
 *
 * @param name as placeholders have it
 * @param in {@code path}, {@code query} or {@code header}
 * @param byDefault its value where the client gives none
 */
record Parameter(String name, String in, Optional<String> byDefault) {
    private static final String EVENT = "x-yc-apigateway-websocket-";

    /** What follows {@code X-Yc-Apigateway-Websocket-} in the headers of events, and the property with it. */
    static final Map<String, String> OF_EVENTS = Map.of(
            "connection-id", "websocket.connection.id",
            "event-type", "websocket.event.type",
            "connected-at", "websocket.connected.at",
            "message-id", "websocket.message.id",
            "disconnect-status-code", "websocket.disconnect.code",
            "disconnect-reason", "websocket.disconnect.reason");

    /** The header of events with this name, in any case. */
    static Optional<Parameter> ofEvent(String name) {
        return eventProperty(name).map(property -> new Parameter(name, "header", Optional.empty()));
    }

    private static Optional<String> eventProperty(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(EVENT)
                ? Optional.ofNullable(OF_EVENTS.get(lower.substring(EVENT.length())))
                : Optional.empty();
    }

    /** The expression that yields its value for a message of a session. */
    String expression() {
        String value = "get-property(" + XPathText.literal(property()) + ")";
        return byDefault
                .map(text -> "if (string(" + value + ") != '') then " + value + " else " + XPathText.literal(text))
                .map(text -> "(" + text + ")")
                .orElse(value);
    }

    private String property() {
        return switch (in) {
            case "path" -> "uri.var." + name;
            case "query" -> "query.param." + name;
            default -> eventProperty(name).orElse(name);
        };
    }
}
