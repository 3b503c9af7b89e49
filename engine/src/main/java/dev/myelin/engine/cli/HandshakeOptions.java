package dev.myelin.engine.cli;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options about the request for a WebSocket connection. */
final class HandshakeOptions {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> OF_THE_HANDSHAKE =
            Set.of("host", "connection", "upgrade", "content-length", "expect");

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header of the handshake; can be given again.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-s", "--subprotocol"},
            paramLabel = "NAME",
            split = ",",
            description = "A subprotocol to offer, the best first; can be given again.")
    private List<String> subprotocols = new ArrayList<>();

    @Option(
            names = {"-o", "--origin"},
            paramLabel = "ORIGIN",
            description = "The header Origin, such as https://example.com.")
    private @Nullable String origin;

    @Option(names = "--auth", paramLabel = "USER:PASSWORD", description = "Basic authentication.")
    private @Nullable String credentials;

    @Option(names = "--proxy", paramLabel = "HOST:PORT", description = "An HTTP proxy to connect through.")
    private @Nullable String proxy;

    /** The proxy to connect through. */
    Optional<ProxySelector> proxy() {
        if (proxy == null) {
            return Optional.empty();
        }
        URI where = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        if (where.getHost() == null || where.getPort() < 0) {
            throw new IllegalArgumentException("--proxy: " + proxy + " (expected: HOST:PORT)");
        }
        return Optional.of(ProxySelector.of(new InetSocketAddress(where.getHost(), where.getPort())));
    }

    /** A request with all of this; what is wrong ends in an exception that does not show a header's value. */
    WebSocket.Builder request(HttpClient client, Target target) {
        WebSocket.Builder request = client.newWebSocketBuilder().connectTimeout(TIMEOUT);
        String user = credentials != null ? credentials : target.credentials().orElse(null);
        if (user != null) {
            if (!user.contains(":")) {
                throw new IllegalArgumentException("--auth: not shown (expected: USER:PASSWORD)");
            }
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        if (origin != null) {
            request.header("Origin", origin);
        }
        headers.forEach(header -> add(request, header));
        if (!subprotocols.isEmpty()) {
            request.subprotocols(
                    subprotocols.get(0),
                    subprotocols.subList(1, subprotocols.size()).toArray(String[]::new));
        }
        return request;
    }

    private static void add(WebSocket.Builder request, String header) {
        int colon = header.indexOf(':');
        String name = colon < 0 ? "" : header.substring(0, colon).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("--header: not shown (expected: NAME:VALUE)");
        }
        try {
            request.header(name, header.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "--header: " + name
                            + " (expected: a name and a value of HTTP; not Host, Connection or Upgrade, which"
                            + " the handshake has of its own)",
                    e);
        }
    }
}
