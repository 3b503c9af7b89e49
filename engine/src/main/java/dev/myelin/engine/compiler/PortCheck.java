package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.engine.transport.tls.TlsSettings;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Whether two inbound endpoints want the same port and path. */
final class PortCheck {
    private final Map<String, String> taken = new HashMap<>();
    private final Map<Integer, InboundSettings> first = new HashMap<>();

    void check(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        String place = "port " + settings.port() + ", "
                + (settings.path().isEmpty() ? "every path" : "path " + settings.path());
        String other = taken.putIfAbsent(place, inbound.name());
        if (other != null) {
            String message = "inboundEndpoint " + inbound.name() + ": " + place
                    + " (expected: a port and path of its own; inboundEndpoint " + other + " has these)";
            build.error(inbound, "MYL-2042", message, "Change inbound.ws.port or ws.path");
        }
        checkTls(settings, inbound, build);
    }

    /** A connection shows its path only after TLS: all endpoints of a port have the same. */
    private void checkTls(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        Optional<TlsSettings> tls = settings.address().tls();
        boolean incomplete = inbound.protocol().endsWith("wss") && tls.isEmpty();
        if (settings.port() == 0 || incomplete) {
            return;
        }
        InboundSettings earlier = first.putIfAbsent(settings.port(), settings);
        if (earlier == null || earlier.address().tls().equals(tls)) {
            return;
        }
        boolean secure = earlier.address().tls().isPresent();
        String other = "inboundEndpoint " + earlier.name();
        String rule = secure == tls.isPresent()
                ? "the wss.ssl parameters of " + other + ", which has this port too"
                : "a port of its own; " + other + " serves " + (secure ? "wss" : "ws") + " there";
        String message =
                "inboundEndpoint " + inbound.name() + ": port " + settings.port() + " (expected: " + rule + ")";
        build.error(inbound, "MYL-2042", message, "Change inbound.ws.port");
    }
}
