package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a back-end's address.
 *
 * @param secure whether {@code https}
 * @param host without brackets
 * @param port with the scheme's default filled in
 * @param authority for {@code Host}
 * @param path raw, {@code /} at least
 * @param query raw, may be empty
 */
record Target(boolean secure, String host, int port, String authority, String path, String query) {
    /** A host and a port, behind a user that is left out; {@link URI#getHost()} knows no names with underscores. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:[^@]*@)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._~-]+)(?::(\\d{1,5}))?");

    /** Throws a {@link Fault} for what is no address of this transport. */
    static Target of(String address) {
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
            if ((scheme.equals("http") || scheme.equals("https"))
                    && uri.getRawAuthority() != null
                    && authority.matches()) {
                return of(uri, scheme.equals("https"), authority.group(1), authority.group(2));
            }
        } catch (IllegalArgumentException e) {
            throw Fault.of(ErrorCode.SENDER_IO_SENDING, wrong(address), String.valueOf(e.getMessage()));
        }
        throw Fault.of(ErrorCode.SENDER_IO_SENDING, wrong(address));
    }

    private static Target of(URI uri, boolean secure, String host, @Nullable String port) {
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new Target(
                secure,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port != null ? Integer.parseInt(port) : secure ? 443 : 80,
                port != null ? host + ":" + port : host,
                path == null || path.isEmpty() ? "/" : path,
                query == null ? "" : query);
    }

    private static String wrong(String address) {
        return "address: " + address + " (expected: an absolute http or https URI)";
    }

    /** The request target for what follows the address: {@code /more?x=1}, may be empty. */
    String withPostfix(String postfix) {
        int mark = postfix.indexOf('?');
        String morePath = mark < 0 ? postfix : postfix.substring(0, mark);
        String moreQuery = mark < 0 ? "" : postfix.substring(mark + 1);
        String wholePath = morePath.isEmpty() ? path : joined(path, morePath);
        if (query.isEmpty() && moreQuery.isEmpty()) {
            return wholePath;
        }
        String between = query.isEmpty() || moreQuery.isEmpty() ? "" : "&";
        return wholePath + "?" + query + between + moreQuery;
    }

    private static String joined(String path, String more) {
        String start = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return more.startsWith("/") ? start + more : start + "/" + more;
    }
}
