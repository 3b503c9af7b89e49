package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages of other origins may call an API (CORS, as the Fetch standard has it).
 *
 * @param origins such as {@code https://app.example.org}; {@code *} for all
 * @param headers that a page may send
 * @param exposed headers of answers that a page may read
 * @param credentials whether a page may send cookies and the like
 */
public record Cors(List<String> origins, List<String> headers, List<String> exposed, boolean credentials) {
    private static final String ALL = "*";

    /** Whether a browser asks for permission to send a request. */
    static boolean isPreflight(String method, HttpHeaders request) {
        return method.equals("OPTIONS")
                && request.contains(HttpHeaderNames.ORIGIN)
                && request.contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** Says in {@code answer} what the page that sent {@code request} may do. */
    void apply(HttpHeaders request, HttpHeaders answer, Collection<String> methods) {
        String origin = request.get(HttpHeaderNames.ORIGIN);
        String allowed = allowed(origin);
        if (!(allowed == null ? "" : allowed).equals(ALL)) {
            answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        }
        if (allowed == null) {
            return;
        }
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        if (!methods.isEmpty()) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(",", methods));
        }
        if (!headers.isEmpty()) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, String.join(",", headers));
        }
        if (!exposed.isEmpty()) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, String.join(",", exposed));
        }
        if (credentials) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
    }

    /** A page that may send cookies is named: browsers take no {@code *} then. */
    private @Nullable String allowed(@Nullable String origin) {
        if (origins.contains(ALL) && !credentials) {
            return ALL;
        }
        return origin != null && (origins.contains(origin) || origins.contains(ALL)) ? origin : null;
    }
}
