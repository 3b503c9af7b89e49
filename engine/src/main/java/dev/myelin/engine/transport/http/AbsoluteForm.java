package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Request targets with scheme and host, as callers send them who take the engine for a proxy (RFC 9112, section 3.2.2). */
final class AbsoluteForm {
    private static final Pattern TARGET =
            Pattern.compile("https?://(?:[^/?#@]*@)?([^/?#]+)([^#]*)", Pattern.CASE_INSENSITIVE);

    private AbsoluteForm() {}

    /** Makes path and query of the target; the host in it counts, whatever {@code Host} says. */
    static void toOrigin(HttpRequest request) {
        String target = request.uri();
        if (target.isEmpty() || target.charAt(0) == '/') {
            return;
        }
        Matcher parts = TARGET.matcher(target);
        if (parts.matches()) {
            request.headers().set(HttpHeaderNames.HOST, parts.group(1));
            request.setUri(parts.group(2).startsWith("/") ? parts.group(2) : "/" + parts.group(2));
        }
    }
}
