package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.engine.config.ConfigReader;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.config.TlsText;
import dev.myelin.engine.transport.tls.DeploymentTls;
import dev.myelin.engine.transport.tls.TlsKey;
import dev.myelin.engine.transport.tls.TlsParameters;
import dev.myelin.engine.transport.tls.TlsParameters.Given;
import dev.myelin.engine.transport.tls.TlsParameters.Problems;
import dev.myelin.engine.transport.tls.TlsSettings;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What artefacts and {@code deployment.toml} say about TLS, checked down to the content of the files that they name. */
final class TlsCompiler {
    /** The beginning of an inbound endpoint's parameters about TLS. */
    static final String INBOUND_PREFIX = "wss.ssl.";

    private final DeploymentConfig config;
    private final Compilation compilation;

    TlsCompiler(Compilation compilation) {
        this.config = compilation.config();
        this.compilation = compilation;
    }

    /** Of an inbound endpoint that serves TLS; empty, and reported, when it cannot. */
    Optional<TlsSettings> inbound(Map<String, String> parameters, Problems problems) {
        Map<TlsKey, Given> given = TlsParameters.of(parameters, INBOUND_PREFIX);
        TlsParameters reader =
                new TlsParameters(given, key -> INBOUND_PREFIX + key.text(), config.directory(), problems);
        return (readsFiles() ? reader : reader.withoutReading()).listener();
    }

    /** Whether a parameter is one of those that {@link #inbound} reads. */
    static boolean isInboundParameter(String name) {
        return TlsKey.of(INBOUND_PREFIX, name).isPresent();
    }

    /** Of an endpoint that sends to {@code wss}; reported when it cannot. */
    void endpoint(Map<String, String> properties, Problems problems) {
        Map<String, String> own = new HashMap<>(properties);
        own.keySet().removeIf(name -> !DeploymentTls.isAboutTls(name));
        if (own.isEmpty() || !readsFiles()) {
            return;
        }
        new DeploymentTls(config).wssSender(own, (setting, error, message, hint) -> {
            // What is wrong in deployment.toml is not this endpoint's fault.
            if (own.containsKey(setting) || setting.startsWith(DeploymentTls.ENDPOINT_PREFIX)) {
                problems.report(setting, error, message, hint);
            }
        });
    }

    /** Of {@code deployment.toml}. What connections to back-ends need is a warning: perhaps there are none. */
    void deployment() {
        DeploymentTls tls = new DeploymentTls(config);
        tls.httpsListener((setting, error, message, hint) -> report(tls, setting, error, message, hint));
        Problems warnings = (setting, error, message, hint) ->
                report(tls, setting, false, message, error ? "No connection to a back-end with TLS can be made" : hint);
        if (!config.http().secure().sender().isEmpty()) {
            tls.httpsSender(warnings);
        }
        if (config.wss().enabled() && !config.wss().tls().isEmpty()) {
            tls.wssSender(Map.of(), warnings);
        }
    }

    private void report(DeploymentTls tls, String setting, boolean error, String message, String hint) {
        TlsText text = tls.find(setting);
        String file = config.directory().resolve(ConfigReader.FILE_NAME).toString();
        SourceLocation where = text == null ? new SourceLocation(file, 0, 0) : text.where();
        compilation.report(
                error
                        ? Diagnostic.error("MYL-4008", where, message, hint)
                        : Diagnostic.warning("MYL-4008", where, message, hint));
    }

    /** A lone file does not say which conf directory its paths will start at. */
    private boolean readsFiles() {
        return Files.exists(config.directory().resolve(ConfigReader.FILE_NAME))
                || Files.isDirectory(config.directory().resolve("synapse-configs"));
    }
}
