package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.message.WebSocketEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The headers by which an HTTP back-end learns which event of which WebSocket session a request is about. */
final class EventHeaders {
    private static final String MYELIN = "X-Websocket-";
    private static final String YANDEX = "X-Yc-Apigateway-Websocket-";
    private static final String CONNECTION_ID = "Connection-Id";
    private static final String EVENT_TYPE = "Event-Type";
    private static final String CONNECTED_AT = "Connected-At";
    private static final String MESSAGE_ID = "Message-Id";
    private static final String STATUS_CODE = "Disconnect-Status-Code";
    private static final String REASON = "Disconnect-Reason";
    private static final List<String> ALL =
            List.of(CONNECTION_ID, EVENT_TYPE, CONNECTED_AT, MESSAGE_ID, STATUS_CODE, REASON);
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private EventHeaders() {}

    /** Sets those of {@code event}; of the others none remains, wherever they came from. */
    static void set(WebSocketEvent event, EventFormat format, HttpHeaders headers) {
        remove(headers);
        if (!headers.contains(FORWARDED_FOR)) {
            headers.set(FORWARDED_FOR, event.forwardedFor());
        }
        if (format != EventFormat.AWS_JSON) {
            set(event, format == EventFormat.YANDEX ? YANDEX : MYELIN, headers);
        }
    }

    private static void set(WebSocketEvent event, String prefix, HttpHeaders headers) {
        headers.set(prefix + CONNECTION_ID, event.connectionId());
        headers.set(prefix + EVENT_TYPE, event.type().name());
        event.messageId().ifPresent(id -> headers.set(prefix + MESSAGE_ID, id));
        headers.set(prefix + CONNECTED_AT, event.connectedAt().toString());
        if (!event.subprotocols().isEmpty()) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, String.join(", ", event.subprotocols()));
        }
        event.end().ifPresent(end -> {
            headers.setInt(prefix + STATUS_CODE, end.code());
            headers.set(prefix + REASON, encoded(end.reason()));
        });
    }

    /** Removes them all, in every format. */
    static void remove(HttpHeaders headers) {
        if (headers.isEmpty()) {
            return;
        }
        for (String name : ALL) {
            headers.remove(MYELIN + name);
            headers.remove(YANDEX + name);
        }
        headers.remove(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
    }

    /** Text that somebody else wrote, as the value of a header: all but visible ASCII and spaces in UTF-8, as {@code %XX}. */
    static String encoded(String text) {
        if (text.chars().allMatch(EventHeaders::isPlain)) {
            return text;
        }
        StringBuilder value = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(each)) {
                value.append((char) each);
            } else {
                value.append(String.format(Locale.ROOT, "%%%02X", each & 0xFF));
            }
        }
        return value.toString();
    }

    private static boolean isPlain(int character) {
        return character >= ' ' && character < 0x7F && character != '%';
    }
}
