package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.HashMap;
import java.util.Map;

/** Whether two inbound endpoints want the same port and path. */
final class PortCheck {
    private final Map<String, String> taken = new HashMap<>();

    void check(InboundSettings settings, InboundEndpoint inbound, ArtefactBuild build) {
        String place = "port " + settings.port() + ", "
                + (settings.path().isEmpty() ? "every path" : "path " + settings.path());
        String other = taken.putIfAbsent(place, inbound.name());
        if (other != null) {
            String message = "inboundEndpoint " + inbound.name() + ": " + place
                    + " (expected: a port and path of its own; inboundEndpoint " + other + " has these)";
            build.error(inbound, "MYL-2042", message, "Change inbound.ws.port or ws.path");
        }
    }
}
