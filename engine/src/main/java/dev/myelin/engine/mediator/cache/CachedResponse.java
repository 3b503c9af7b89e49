package dev.myelin.engine.mediator.cache;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * A response as it is remembered.
 *
 * @param content its payload
 * @param contentType of the content
 * @param text whether the content is text, whatever its type says
 * @param status the HTTP status; empty for one that has none
 * @param headers the transport headers
 * @param stored when it was remembered ({@link System#nanoTime})
 * @param until when it no longer counts
 */
record CachedResponse(
        byte[] content,
        String contentType,
        boolean text,
        Optional<Object> status,
        Map<String, Object> headers,
        long stored,
        long until) {
    private static final int OVERHEAD = 512;

    /** Somebody's own: not for the next caller. */
    private static final String COOKIE = "Set-Cookie";

    private static final long SECOND = 1_000_000_000L;

    static CachedResponse of(Exchange exchange, Payload payload, long now, long until) {
        return new CachedResponse(
                payload.bytes(),
                payload.contentType(),
                payload.isText(),
                Optional.ofNullable(MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC")),
                texts(exchange.getMessage().getHeaders()),
                now,
                until);
    }

    private static Map<String, Object> texts(Map<String, Object> headers) {
        Map<String, Object> kept = new HashMap<>();
        headers.forEach((name, value) -> {
            boolean text = value instanceof String || value instanceof Number;
            if (text && !name.equalsIgnoreCase(COOKIE)) {
                kept.put(name, value);
            }
        });
        return Map.copyOf(kept);
    }

    /** What it takes of memory, roughly. */
    int weight() {
        int size = OVERHEAD + content.length;
        for (Map.Entry<String, Object> header : headers.entrySet()) {
            size += 2 * (header.getKey().length() + header.getValue().toString().length());
        }
        return size;
    }

    boolean countsAt(long now) {
        return until - now > 0;
    }

    /** Puts it into the place of the message, which is a response from then on. */
    void putInto(Exchange exchange, boolean withAge) {
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        if (withAge) {
            long age = Math.max(0, (System.nanoTime() - stored) / SECOND);
            exchange.getMessage().setHeader("Age", Long.toString(age));
        }
        exchange.getMessage()
                .setBody(
                        text
                                ? Payload.ofText(new String(content, StandardCharsets.UTF_8), contentType)
                                : Payload.ofBytes(content, contentType));
        status.ifPresent(found -> MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", found));
        for (String name : List.of("messageType", "ContentType")) {
            if (contentType.isEmpty()) {
                MessageContext.remove(exchange, Scope.AXIS2, name);
            } else {
                MessageContext.set(exchange, Scope.AXIS2, name, contentType);
            }
        }
        MessageContext.of(exchange).markResponse();
    }
}
