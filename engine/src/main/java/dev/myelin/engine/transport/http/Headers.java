package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Which headers cross from one connection to the next (RFC 9110, section 7.6.1), and the content type. */
final class Headers {
    /** Those of one connection, and those that the engine sets by itself: what the bytes are is told by {@link Bodies}. */
    private static final Set<String> OF_ONE_HOP = Set.of(
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private Headers() {}

    /** Whether {@code name} steers Camel and must not cross the network. */
    static boolean isInternal(String name) {
        return name.regionMatches(true, 0, "Camel", 0, 5) || name.regionMatches(true, 0, "org.apache.camel", 0, 16);
    }

    /** Whether the header {@code name} goes on to the next connection. */
    static boolean crosses(String name) {
        return !OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT)) && !isInternal(name);
    }

    /** Copies what crosses, less the headers that {@code Connection} names and those that are as {@code except} has them. */
    static void copy(Map<String, Object> from, HttpHeaders to, @Nullable HttpHeaders except) {
        Set<String> named = namedByConnection(from.get("Connection"));
        for (Map.Entry<String, Object> header : from.entrySet()) {
            String name = header.getKey();
            if (!crosses(name) || named.contains(name.toLowerCase(Locale.ROOT))) {
                continue;
            }
            List<String> values = values(header.getValue());
            if (except == null || !except.getAll(name).equals(values)) {
                to.add(name, values);
            }
        }
    }

    private static Set<String> namedByConnection(@Nullable Object connection) {
        if (connection == null) {
            return Set.of();
        }
        return new HashSet<>(
                List.of(connection.toString().toLowerCase(Locale.ROOT).split("[\\s,\\[\\]]+")));
    }

    private static List<String> values(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>(list.size());
            list.forEach(entry -> texts.add(String.valueOf(entry)));
            return texts;
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    /**
     * Sets {@code Content-Type} for {@code payload}: what the sequence set as {@code messageType} or {@code ContentType},
     * else what the payload came or was made with.
     */
    static void setContentType(Exchange exchange, Payload payload, HttpHeaders headers) {
        String type = contentType(exchange, payload);
        if (MessageFormat.isMultipart(type) && MessageFormat.isMultipart(payload.contentType())) {
            type = payload.contentType(); // with the boundary that the content has
        }
        if (!type.isEmpty()) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, type);
        }
    }

    private static String contentType(Exchange exchange, Payload payload) {
        String own = payload.contentType();
        String messageType = set(exchange, "messageType");
        String contentType = set(exchange, "ContentType");
        if (messageType != null) {
            if (contentType != null && mediaType(contentType).equalsIgnoreCase(mediaType(messageType))) {
                return contentType;
            }
            return mediaType(own).equalsIgnoreCase(messageType) ? own : messageType;
        }
        if (contentType != null) {
            return contentType;
        }
        if (!own.isEmpty()) {
            return own;
        }
        return switch (payload.kind()) {
            case EMPTY -> "";
            case TEXT -> "text/plain; charset=UTF-8";
            case BINARY -> "application/octet-stream";
        };
    }

    /** What a sequence set, other than what the source says of the request; null when it set nothing. */
    private static @Nullable String set(Exchange exchange, String name) {
        Object value = MessageContext.get(exchange, Scope.AXIS2, name);
        if (value == null) {
            return null;
        }
        Source source = MessageContext.of(exchange).source();
        return value.equals(source.property(exchange, Scope.AXIS2, name)) ? null : value.toString();
    }

    /** The content type without its parameters. */
    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip();
    }
}
