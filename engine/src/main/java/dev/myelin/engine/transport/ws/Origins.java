package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins that browsers may connect from ({@code ws.allowed.origins}): their host names are compared, without scheme
 * and port. Without a list, the host of the request itself.
 */
final class Origins {
    private final boolean any;
    private final Set<String> hosts;

    Origins(List<String> allowed) {
        this.any = allowed.contains("*");
        this.hosts = allowed.stream().map(Origins::hostOf).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a request may connect: it has no origin, or one that is allowed. */
    boolean allow(HttpHeaders headers) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (any || origins.isEmpty()) {
            return true;
        }
        String host = hostOf(origins.get(0));
        if (host.isEmpty() || origins.size() > 1) {
            return false;
        }
        return hosts.isEmpty() ? host.equals(hostOf(headers.get(HttpHeaderNames.HOST, ""))) : hosts.contains(host);
    }

    /** The host in lower case, an IPv6 address in brackets; not by {@link java.net.URI}, which knows no underscore. */
    private static String hostOf(String origin) {
        int scheme = origin.indexOf("://");
        String rest = scheme < 0 ? origin : origin.substring(scheme + 3);
        String authority = rest.split("[/?#]", 2)[0];
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        // A bare IPv6 address, as somebody may write it into the list.
        boolean bare = !authority.startsWith("[") && end != authority.lastIndexOf(':');
        String host = bare ? "[" + authority + "]" : end > 0 ? authority.substring(0, end) : authority;
        return host.toLowerCase(Locale.ROOT);
    }
}
