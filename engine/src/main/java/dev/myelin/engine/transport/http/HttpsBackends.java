package dev.myelin.engine.transport.http;

import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.tls.DeploymentTls;
import dev.myelin.engine.transport.tls.TlsContext;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsSettings;
import java.util.Optional;

/** The TLS side of {@code https} back-ends: host names are always verified. */
final class HttpsBackends {
    private final Optional<TlsSettings> settings;
    private final TlsContexts contexts;

    HttpsBackends(DeploymentConfig config, TlsContexts contexts) {
        this.contexts = contexts;
        this.settings = new DeploymentTls(config).withoutReading().httpsSender((setting, error, message, hint) -> {
            // Reported when the project was compiled.
        });
    }

    void prepare() {
        settings.ifPresent(contexts::sender);
    }

    /** Throws a {@link Fault} when there is none of use. */
    TlsContext context() {
        return settings.map(contexts::sender)
                .orElseThrow(() -> Fault.of(
                        ErrorCode.CONNECTION_FAILED, "TLS cannot be had as it is set; the start of the log says why"));
    }
}
