package dev.myelin.engine.mediator.rewrite;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address in parts; a part that is not there is empty. Not thread-safe. */
final class Address {
    /** The parts, as {@code fragment} and {@code source} name them. */
    public enum Fragment {
        /** {@code http} and so on. */
        PROTOCOL,
        /** Before the host. */
        USER,
        /** The host. */
        HOST,
        /** The port. */
        PORT,
        /** The path. */
        PATH,
        /** Behind the question mark. */
        QUERY,
        /** Behind the hash. */
        REF,
        /** All of it. */
        FULL
    }

    /** RFC 3986, appendix B. */
    private static final Pattern PARTS =
            Pattern.compile("(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

    private final Map<Fragment, String> parts = new EnumMap<>(Fragment.class);

    Address(String text) {
        parse(text);
    }

    /** The part of that name; {@code FULL} for another. */
    static Fragment fragment(String name) {
        for (Fragment each : Fragment.values()) {
            if (each.name().equalsIgnoreCase(name.strip())) {
                return each;
            }
        }
        return Fragment.FULL;
    }

    String get(Fragment fragment) {
        return fragment == Fragment.FULL ? toString() : parts.getOrDefault(fragment, "");
    }

    void set(Fragment fragment, String value) {
        if (fragment == Fragment.FULL) {
            parse(value);
        } else {
            parts.put(fragment, value);
        }
    }

    private void parse(String text) {
        parts.clear();
        Matcher matcher = PARTS.matcher(text);
        if (!matcher.matches()) {
            parts.put(Fragment.PATH, text);
            return;
        }
        put(Fragment.PROTOCOL, matcher.group(1));
        authority(matcher.group(2));
        put(Fragment.PATH, matcher.group(3));
        put(Fragment.QUERY, matcher.group(4));
        put(Fragment.REF, matcher.group(5));
    }

    private void put(Fragment fragment, @Nullable String value) {
        if (value != null) {
            parts.put(fragment, value);
        }
    }

    private void authority(@Nullable String authority) {
        if (authority == null) {
            return;
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            parts.put(Fragment.USER, authority.substring(0, at));
        }
        String rest = authority.substring(at + 1);
        int colon = rest.endsWith("]") ? -1 : rest.lastIndexOf(':');
        parts.put(Fragment.HOST, colon < 0 ? rest : rest.substring(0, colon));
        if (colon >= 0) {
            parts.put(Fragment.PORT, rest.substring(colon + 1));
        }
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        String host = get(Fragment.HOST);
        String protocol = get(Fragment.PROTOCOL);
        if (!protocol.isEmpty()) {
            out.append(protocol.toLowerCase(Locale.ROOT)).append(':');
        }
        if (!host.isEmpty()) {
            out.append("//");
            append(out, "", get(Fragment.USER), "@");
            out.append(host);
            String port = get(Fragment.PORT);
            append(out, ":", port.equals("-1") ? "" : port, "");
        }
        String path = get(Fragment.PATH);
        append(out, host.isEmpty() || path.startsWith("/") ? "" : "/", path, "");
        append(out, "?", get(Fragment.QUERY), "");
        append(out, "#", get(Fragment.REF), "");
        return out.toString();
    }

    private static void append(StringBuilder out, String before, String part, String after) {
        if (!part.isEmpty()) {
            out.append(before).append(part).append(after);
        }
    }
}
