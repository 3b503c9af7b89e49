package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a sender's parameters say of the headers of handshakes with back-ends.
 *
 * @param prefix {@code ws.custom.header}: axis2 properties whose names begin so become headers
 * @param preserved {@code ws.headers.preserve}: headers of clients that go on, where the inbound endpoint names none
 */
record SenderHeaders(String prefix, List<String> preserved) {
    /** Those of {@code [transport.ws]}. */
    static SenderHeaders of(DeploymentConfig.WsSender ws) {
        return new SenderHeaders(ws.headerPrefix(), preserved(ws.parameters()));
    }

    /** Those of {@code [transport.wss]}, and {@code ws} where it says nothing. */
    static SenderHeaders of(DeploymentConfig.WsSender wss, SenderHeaders ws) {
        Map<String, String> parameters = wss.parameters();
        return new SenderHeaders(
                parameters.containsKey("ws.custom.header") ? wss.headerPrefix() : ws.prefix(),
                parameters.containsKey("ws.headers.preserve") ? preserved(parameters) : ws.preserved());
    }

    private static List<String> preserved(Map<String, String> parameters) {
        return Stream.of(parameters.getOrDefault("ws.headers.preserve", "").split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
