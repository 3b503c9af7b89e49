package dev.myelin.engine.transport.ws;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.tls.DeploymentTls;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The TLS side of {@code wss://} back-ends: what an endpoint's properties and the sender say. Thread-safe. */
final class BackendTls {
    private final DeploymentTls deployment;
    private final TlsContexts contexts;
    private final Optional<TlsSettings> byDefault;
    private final Map<Map<String, String>, Optional<TlsSettings>> ofEndpoints = new ConcurrentHashMap<>();

    BackendTls(DeploymentConfig config, TlsContexts contexts) {
        this.deployment = new DeploymentTls(config).withoutReading();
        this.contexts = contexts;
        this.byDefault = read(Map.of());
    }

    /** The settings for an endpoint; throws a {@link Fault} when there are none of use. */
    TlsSettings settings(Map<String, String> properties) {
        return own(properties)
                .orElseThrow(() -> Fault.of(
                        ErrorCode.CONNECTION_FAILED, "TLS cannot be had as it is set; the start of the log says why"));
    }

    /** Begins to read the files for an endpoint, so that its first message need not wait for them. */
    void prepare(Map<String, String> properties) {
        own(properties).ifPresent(contexts::sender);
    }

    TlsContext context(TlsSettings settings) {
        return contexts.sender(settings);
    }

    private Optional<TlsSettings> own(Map<String, String> properties) {
        Map<String, String> about = Map.of();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (DeploymentTls.isAboutTls(property.getKey())) {
                about = about.isEmpty() ? new HashMap<>() : about;
                about.put(property.getKey(), property.getValue());
            }
        }
        return about.isEmpty() ? byDefault : ofEndpoints.computeIfAbsent(about, this::read);
    }

    private Optional<TlsSettings> read(Map<String, String> properties) {
        return deployment.wssSender(properties, (setting, error, message, hint) -> {
            // Reported when the endpoint was compiled.
        });
    }
}
