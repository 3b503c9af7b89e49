package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Parameter;
import java.util.HashMap;
import java.util.Map;

/** Whether two inbound endpoints want the same port and path. */
final class PortCheck {
    private final Map<String, String> taken = new HashMap<>();

    void check(InboundEndpoint inbound, ArtefactBuild build) {
        String port = value(inbound, "inbound.ws.port");
        String path = value(inbound, "ws.path");
        if (port.isEmpty() || !inbound.protocol().equals("ws")) {
            return;
        }
        String other = taken.putIfAbsent(port + path, inbound.name());
        if (other != null) {
            String place = path.isEmpty() ? "every path" : path;
            String message = "inboundEndpoint " + inbound.name() + ": port " + port + ", " + place
                    + " (expected: a port and path of its own; inboundEndpoint " + other + " has these)";
            build.error(inbound, "MYL-2042", message, "Change inbound.ws.port or ws.path");
        }
    }

    private static String value(InboundEndpoint inbound, String name) {
        return inbound.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::text)
                .reduce("", (first, last) -> last);
    }
}
