package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client's handshake left to be read by every message of its session: headers by their name (as MI has it), path
 * variables as {@code uri.var.NAME}, query parameters as {@code query.param.NAME}, and what a plug-in set.
 */
final class HandshakeProperties {
    /** Names that the engine itself acts on: a client must not be able to set them with a header. */
    private static final List<String> OF_THE_ENGINE = List.of(
            "ERROR_",
            "HTTP_",
            "FORCE_",
            "NO_",
            "OUT_ONLY",
            "RESPONSE",
            "websocket.",
            "source.handshake.present",
            "connection.terminate",
            "ws.",
            "myelin.",
            "errorCode",
            "messageType",
            "ContentType",
            "REST_",
            "TRANSPORT_",
            "uri.var.",
            "query.param.",
            "Camel");

    private final UpgradeRequest request;
    private final Map<String, String> variables;
    private final Map<String, String> ofPlugins = new ConcurrentHashMap<>(0);

    HandshakeProperties(UpgradeRequest request, Map<String, String> variables) {
        this.request = request;
        this.variables = variables;
    }

    void put(String name, String value) {
        ofPlugins.put(name, value);
    }

    @Nullable
    String get(String name) {
        String set = ofPlugins.get(name);
        if (set != null) {
            return set;
        }
        if (name.startsWith("uri.var.")) {
            return variables.get(name.substring("uri.var.".length()));
        }
        if (name.startsWith("query.param.")) {
            List<String> values = new QueryStringDecoder(request.uri())
                    .parameters()
                    .getOrDefault(name.substring("query.param.".length()), List.of());
            return values.isEmpty() ? null : values.get(0);
        }
        return isOfTheEngine(name) ? null : request.headers().get(name);
    }

    private static boolean isOfTheEngine(String name) {
        for (String prefix : OF_THE_ENGINE) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
