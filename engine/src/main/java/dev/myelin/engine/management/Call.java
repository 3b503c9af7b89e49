package dev.myelin.engine.management;

import dev.myelin.engine.message.MediaTypes;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A request with its path variables and query parameters. */
final class Call {
    private final FullHttpRequest request;
    private final Map<String, String> variables;
    private final Map<String, List<String>> query;

    Call(FullHttpRequest request, Map<String, String> variables, QueryStringDecoder uri) {
        this.request = request;
        this.variables = variables;
        this.query = parameters(uri);
    }

    private static Map<String, List<String>> parameters(QueryStringDecoder uri) {
        try {
            return uri.parameters();
        } catch (IllegalArgumentException badEscape) {
            throw Problem.badRequest("query: " + badEscape.getMessage());
        }
    }

    /** The value of a variable of the route's path. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** Refuses query parameters that nobody reads: a filter with a slip would find everything. */
    void allowQuery(String... names) {
        for (String given : query.keySet()) {
            if (!Set.of(names).contains(given)) {
                throw Problem.badRequest("query parameter: " + given + " (expected: "
                        + (names.length == 0 ? "none" : "one of " + new TreeSet<>(Set.of(names))) + ")");
            }
        }
    }

    Optional<String> query(String name) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.badRequest(name + ": " + values.size() + " values (expected: one)");
        }
        return values.stream().findFirst().filter(value -> !value.isEmpty());
    }

    /** A whole number of the query. */
    int number(String name, int least, int most, int unset) {
        String text = query(name).orElse("");
        if (text.isEmpty()) {
            return unset;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.badRequest(name + ": " + text + " (expected: a whole number from " + least + " to " + most + ")");
    }

    /** The media type of the body, in lower case, without parameters; empty when it is not said. */
    String mediaType() {
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** The charset of the body; UTF-8 when it is not said. */
    Charset charset() {
        return MediaTypes.charsetOf(request.headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
    }

    /** The body, borrowed. */
    ByteBuf body() {
        return request.content();
    }
}
