package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.HashMap;
import java.util.Map;

/** Whether an inbound endpoint wants a port, or a path of it, that is somebody else's. */
final class PortCheck {
    private final DeploymentConfig config;
    private final Map<String, String> taken = new HashMap<>();
    private final Map<Integer, InboundSettings> ports = new HashMap<>();

    PortCheck(DeploymentConfig config) {
        this.config = config;
    }

    void check(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        String place = where(settings) + ", " + (settings.path().isEmpty() ? "every path" : "path " + settings.path());
        String other = taken.putIfAbsent(place, inbound.name());
        if (other != null) {
            String message = "inboundEndpoint " + inbound.name() + ": " + place
                    + " (expected: a port and path of its own; inboundEndpoint " + other + " has these)";
            build.error(inbound, "MYL-2042", message, "Change inbound.ws.port or ws.path");
        }
        if (settings.address().binding().isPort() && settings.port() != 0) {
            checkPort(settings, inbound, build);
        }
    }

    private static String where(InboundSettings settings) {
        return switch (settings.address().binding()) {
            case WEBSOCKET_PORT, HTTP_PORT -> "port " + settings.port();
            case HTTP_LISTENER -> "ws.listener http";
            case HTTPS_LISTENER -> "ws.listener https";
        };
    }

    private void checkPort(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        int offset = config.server().offset();
        int port = settings.port() + (settings.address().usePortOffset() ? offset : 0);
        InboundSettings first = ports.putIfAbsent(port, settings);
        boolean mixes =
                first != null && first.address().binding() != settings.address().binding();
        if (mixes) {
            String rule = first.address().binding() == Binding.HTTP_PORT ? "httpws" : "ws";
            error(
                    settings,
                    inbound,
                    build,
                    "a port of its own; inboundEndpoint " + first.name() + " serves " + rule + " there");
        }
        if (port == config.http().port() + offset) {
            error(
                    settings,
                    inbound,
                    build,
                    "another port; it is that of the HTTP listener, which ws.listener binds to");
        }
    }

    private static void error(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build, String rule) {
        String message =
                "inboundEndpoint " + inbound.name() + ": port " + settings.port() + " (expected: " + rule + ")";
        build.error(inbound, "MYL-2042", message, "Change the port");
    }
}
