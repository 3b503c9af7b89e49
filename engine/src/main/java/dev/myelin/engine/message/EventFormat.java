package dev.myelin.engine.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How calls to HTTP back-ends tell which event of a WebSocket session they are about: {@code ws.event.format}. */
public enum EventFormat {
    /** Headers {@code X-Websocket-...}. */
    MYELIN("myelin"),
    /** Headers {@code X-Yc-Apigateway-Websocket-...}, as Yandex API Gateway sends them. */
    YANDEX("yandex"),
    /** The payload in a JSON event, as Amazon API Gateway sends it. */
    AWS_JSON("aws-json");

    /** The name of the parameter, and of the endpoint property that overrides it. */
    public static final String NAME = "ws.event.format";

    private final String text;

    EventFormat(String text) {
        this.text = text;
    }

    /** As configurations have it. */
    public String text() {
        return text;
    }

    /** The format that {@code text} names; empty when it names none. */
    public static Optional<EventFormat> of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.text.equals(text.strip()))
                .findFirst();
    }

    /** All there are, as configurations have them. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(EventFormat::text).toList();
    }
}
