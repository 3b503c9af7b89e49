package dev.myelin.engine.expression;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The query parameters of the URL that a message came with ({@code $url:name}). */
final class UrlParameters {
    private UrlParameters() {}

    /** The parameter, its name compared without case; empty text when it is not there, both as in Synapse. */
    static String get(Exchange exchange, String name) {
        String query = query(exchange);
        for (int start = 0; start < query.length(); ) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (nameEnd - start == name.length() && query.regionMatches(true, start, name, 0, name.length())) {
                return nameEnd == end ? "" : decode(query.substring(nameEnd + 1, end));
            }
            start = end + 1;
        }
        return "";
    }

    private static String query(Exchange exchange) {
        Object url = MessageContext.get(exchange, Scope.AXIS2, "TransportInURL");
        if (url == null) {
            url = MessageContext.get(exchange, Scope.DEFAULT, "websocket.subscriber.path");
        }
        if (url == null) {
            return orEmpty(exchange.getMessage().getHeader(Exchange.HTTP_QUERY));
        }
        String text = url.toString();
        int at = text.indexOf('?');
        if (at < 0) {
            return "";
        }
        int fragment = text.indexOf('#', at);
        return fragment < 0 ? text.substring(at + 1) : text.substring(at + 1, fragment);
    }

    /** Percent escapes only: a plus stays a plus, as in MI; what cannot be decoded stays as it came. */
    private static String decode(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return value;
        }
    }

    private static String orEmpty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
