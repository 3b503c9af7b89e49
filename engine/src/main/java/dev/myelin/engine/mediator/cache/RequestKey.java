package dev.myelin.engine.mediator.cache;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What two equal requests have in common: method, address, the headers that count, the content. */
final class RequestKey {
    private RequestKey() {}

    /** A digest, so that nobody can make two requests that share it. */
    static String of(Exchange exchange, CacheSettings.HeaderChoice choice) {
        MessageDigest digest = sha256();
        add(digest, method(exchange));
        add(digest, MessageContext.get(exchange, Scope.DEFAULT, "To"));
        add(digest, MessageContext.get(exchange, Scope.AXIS2, "REST_URL_POSTFIX"));
        headers(exchange, choice).forEach((name, value) -> {
            add(digest, name);
            add(digest, value);
        });
        Payload payload = Payload.of(exchange);
        add(digest, payload.contentType());
        digest.update(payload.bytes());
        return HexFormat.of().formatHex(digest.digest());
    }

    static String method(Exchange exchange) {
        Object method = MessageContext.get(exchange, Scope.AXIS2, "HTTP_METHOD");
        return method == null ? "" : method.toString().toUpperCase(Locale.ROOT);
    }

    private static Map<String, Object> headers(Exchange exchange, CacheSettings.HeaderChoice choice) {
        Map<String, Object> counting = new TreeMap<>();
        if (exchange.getMessage().hasHeaders()) {
            exchange.getMessage().getHeaders().forEach((name, value) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (choice.counts(lower)) {
                    counting.put(lower, value);
                }
            });
        }
        return counting;
    }

    /** With its length before it, so that no two lists of parts look alike. */
    private static void add(MessageDigest digest, @Nullable Object part) {
        byte[] bytes = (part == null ? "" : part.toString()).getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
