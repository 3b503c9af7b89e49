package dev.myelin.samples;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a back-end may do with the events of WebSocket sessions: lets in who has the token {@code let-me-in}, answers messages
 * (all but {@code quiet}), and says who left. Knows the names of both formats that have headers.
 */
final class SessionEvents {
    private static final String TOKEN = "let-me-in";

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param json the body; empty for none
     */
    record Reply(HttpResponseStatus status, String json) {}

    private final Consumer<String> log;

    /** Makes one that tells {@code log} who comes and goes. */
    SessionEvents(Consumer<String> log) {
        this.log = log;
    }

    Reply answer(HttpHeaders headers, String body) {
        String id = header(headers, "Connection-Id");
        return switch (header(headers, "Event-Type")) {
            case "CONNECT" -> connect(headers, id);
            case "MESSAGE" -> message(headers, id, body);
            case "DISCONNECT" -> {
                log.accept("disconnected " + id + " " + header(headers, "Disconnect-Status-Code") + " "
                        + header(headers, "Disconnect-Reason"));
                yield new Reply(HttpResponseStatus.NO_CONTENT, "");
            }
            default -> new Reply(HttpResponseStatus.BAD_REQUEST, "{\"error\":\"no event\"}");
        };
    }

    private Reply connect(HttpHeaders headers, String id) {
        if (!TOKEN.equals(headers.get("X-Token"))) {
            return new Reply(HttpResponseStatus.UNAUTHORIZED, "{\"error\":\"token\"}");
        }
        log.accept("connected " + id);
        return new Reply(HttpResponseStatus.OK, "");
    }

    private static Reply message(HttpHeaders headers, String id, String body) {
        if (body.equals("quiet")) {
            return new Reply(HttpResponseStatus.NO_CONTENT, "");
        }
        String json = "{\"connection\":" + HttpBackend.quoted(id) + ",\"message\":"
                + HttpBackend.quoted(header(headers, "Message-Id")) + ",\"room\":"
                + HttpBackend.quoted(headers.get("X-Room", "")) + ",\"upper\":"
                + HttpBackend.quoted(body.toUpperCase(Locale.ROOT)) + "}";
        return new Reply(HttpResponseStatus.OK, json);
    }

    private static String header(HttpHeaders headers, String name) {
        return headers.get("X-Websocket-" + name, headers.get("X-Yc-Apigateway-Websocket-" + name, ""));
    }
}
