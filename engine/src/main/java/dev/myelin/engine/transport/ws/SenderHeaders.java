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
    private static final String DEFAULT_PREFIX = "websocket.custom.header.";

    /** Those of {@code [transport.ws]}. */
    static SenderHeaders of(DeploymentConfig.WsSender ws) {
        return of(ws.parameters(), new SenderHeaders(DEFAULT_PREFIX, List.of()));
    }

    /** Those of {@code [transport.wss]}, and {@code ws} where it says nothing. */
    static SenderHeaders of(DeploymentConfig.WsSender wss, SenderHeaders ws) {
        return of(wss.parameters(), ws);
    }

    private static SenderHeaders of(Map<String, String> parameters, SenderHeaders unset) {
        String prefix = parameters.getOrDefault("ws.custom.header", "");
        String preserved = parameters.get("ws.headers.preserve");
        return new SenderHeaders(
                prefix.isBlank() ? unset.prefix() : prefix,
                preserved == null
                        ? unset.preserved()
                        : Stream.of(preserved.split(","))
                                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                                .filter(name -> !name.isEmpty())
                                .toList());
    }
}
