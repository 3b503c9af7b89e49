package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells a back-end who the client is: {@code Forwarded} (RFC 7239) and the older {@code X-Forwarded-*}. Proxies that the
 * client came through stay in {@code Forwarded} and {@code X-Forwarded-For}; the last entry is what this hop has seen, and
 * so are {@code X-Forwarded-Proto} and {@code -Host}, whatever the client said.
 */
final class Forwarding {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String PAIR = TOKEN + "=(?:" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
    private static final String ELEMENT = PAIR + "(?:[ \\t]*+;[ \\t]*+" + PAIR + ")*+";
    /** Anything else, such as a quote that never ends, would take our own entry in. */
    private static final Pattern WELL_FORMED = Pattern.compile(ELEMENT + "(?:[ \\t]*+,[ \\t]*+" + ELEMENT + ")*+");

    private static final Pattern IS_TOKEN = Pattern.compile(TOKEN);

    private Forwarding() {}

    /** Sets them for {@code client}, which came by TLS or not. */
    static void set(HttpHeaders headers, UpgradeRequest client, boolean tls) {
        String address = withoutZone(client.peerAddress());
        String host = client.headers().get(HttpHeaderNames.HOST, "");
        String scheme = tls ? "wss" : "ws";
        headers.set("X-Forwarded-For", forwardedFor(client));
        headers.set("X-Forwarded-Proto", scheme);
        headers.set("X-Forwarded-Host", host);
        List<String> elements = new ArrayList<>();
        for (String line : client.headers().getAll("Forwarded")) {
            if (WELL_FORMED.matcher(line.strip()).matches()) {
                elements.add(line.strip());
            }
        }
        elements.add(element(address, host, scheme));
        headers.set("Forwarded", String.join(", ", elements));
    }

    /** The addresses that {@code client} came through, as it says, and the one that this hop has seen. */
    static String forwardedFor(UpgradeRequest client) {
        List<String> before = new ArrayList<>(client.headers().getAll("X-Forwarded-For"));
        before.removeIf(String::isBlank);
        before.add(withoutZone(client.peerAddress()));
        return String.join(", ", before);
    }

    private static String element(String address, String host, String scheme) {
        String node = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
        StringBuilder text = new StringBuilder("for=").append(value(node.isEmpty() ? "unknown" : node));
        if (!host.isEmpty()) {
            text.append(";host=").append(value(host));
        }
        return text.append(";proto=").append(scheme).toString();
    }

    private static String value(String text) {
        return IS_TOKEN.matcher(text).matches()
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** An IPv6 address may name an interface of this machine, which is nobody else's business. */
    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
