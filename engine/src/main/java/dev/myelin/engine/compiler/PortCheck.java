package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.tls.TlsSettings;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether an inbound endpoint wants a port, or a path of it, that is somebody else's. */
final class PortCheck {
    private final DeploymentConfig config;
    private final Map<String, String> taken = new HashMap<>();
    private final Map<Integer, First> first = new HashMap<>();

    /** The first endpoint of a port. */
    private record First(String name, String protocol, Optional<TlsSettings> tls) {}

    PortCheck(DeploymentConfig config) {
        this.config = config;
    }

    void check(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        String place = where(settings) + ", " + (settings.path().isEmpty() ? "every path" : "path " + settings.path());
        String other = taken.putIfAbsent(place, inbound.name());
        if (other != null) {
            String message = "inboundEndpoint " + inbound.name() + ": " + place
                    + " (expected: a port and path of its own; inboundEndpoint " + other + " has these)";
            build.error(
                    inbound,
                    "MYL-2042",
                    message,
                    "Change the port" + (settings.address().binding() == Binding.REQUEST_PORT ? "" : " or ws.path"));
        }
        if (settings.address().binding().isPort() && settings.port() != 0) {
            wrong(settings, inbound).ifPresent(rule -> {
                String message =
                        "inboundEndpoint " + inbound.name() + ": port " + settings.port() + " (expected: " + rule + ")";
                build.error(inbound, "MYL-2042", message, "Change the port");
            });
        }
    }

    private static String where(InboundSettings settings) {
        return switch (settings.address().binding()) {
            case WEBSOCKET_PORT, HTTP_PORT, REQUEST_PORT -> "port " + settings.port();
            case HTTP_LISTENER -> "ws.listener http";
            case HTTPS_LISTENER -> "ws.listener https";
        };
    }

    private Optional<String> wrong(InboundSettings settings, InboundEndpoint inbound) {
        int offset = config.server().offset();
        int port = settings.port() + (settings.address().usePortOffset() ? offset : 0);
        if (port == config.http().port() + offset) {
            return Optional.of("another port; the HTTP listener has it, which ws.listener binds to");
        }
        DeploymentConfig.Secure secure = config.http().secure();
        if (secure.listens() && port == secure.port() + offset) {
            return Optional.of("another port; the HTTPS listener has it, which ws.listener binds to");
        }
        return differs(
                port,
                new First(inbound.name(), inbound.protocol(), settings.address().tls()));
    }

    /** A connection shows its path only after TLS, and by HTTP: all endpoints of a port have the same. */
    private Optional<String> differs(int port, First now) {
        boolean incomplete = now.protocol().endsWith("s")
                && !now.protocol().endsWith("ws")
                && now.tls().isEmpty();
        First earlier = incomplete ? null : first.putIfAbsent(port, now);
        if (earlier == null) {
            return Optional.empty();
        }
        String other = "inboundEndpoint " + earlier.name();
        if (!earlier.protocol().equals(now.protocol())) {
            return Optional.of("a port of its own; " + other + " serves " + earlier.protocol() + " there");
        }
        return earlier.tls().equals(now.tls())
                ? Optional.empty()
                : Optional.of("the wss.ssl parameters of " + other + ", which has this port too");
    }
}
