package dev.myelin.engine.deploy;

import dev.myelin.engine.config.DeploymentConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How an engine is to start.
 *
 * @param confDirectory where {@code deployment.toml} and {@code synapse-configs} are
 * @param portOffset in place of {@code [server] offset}
 * @param strict whether an artefact with errors keeps the engine from starting
 * @param environment for {@code $env{NAME}}, and variables that are settings
 * @param httpPort in place of {@code [transport.http] listener.port}, before the offset
 */
public record EngineOptions(
        Path confDirectory,
        OptionalInt portOffset,
        boolean strict,
        Map<String, String> environment,
        OptionalInt httpPort) {

    /** The defaults, with the environment of this process. */
    public static EngineOptions of(Path confDirectory) {
        return new EngineOptions(confDirectory, OptionalInt.empty(), false, System.getenv(), OptionalInt.empty());
    }

    /** The same with another offset. */
    public EngineOptions withPortOffset(int offset) {
        return new EngineOptions(confDirectory, OptionalInt.of(offset), strict, environment, httpPort);
    }

    /** The same, refusing artefacts with errors. */
    public EngineOptions withStrict(boolean refuse) {
        return new EngineOptions(confDirectory, portOffset, refuse, environment, httpPort);
    }

    /** The same with another HTTP port. */
    public EngineOptions withHttpPort(int port) {
        return new EngineOptions(confDirectory, portOffset, strict, environment, OptionalInt.of(port));
    }

    /** The same with another environment. */
    public EngineOptions withEnvironment(Map<String, String> variables) {
        return new EngineOptions(confDirectory, portOffset, strict, Map.copyOf(variables), httpPort);
    }

    /** {@code config} with what is given here in place of what it says. */
    DeploymentConfig applyTo(DeploymentConfig config) {
        DeploymentConfig.Server server = config.server();
        DeploymentConfig.Http http = config.http();
        return new DeploymentConfig(
                config.directory(),
                new DeploymentConfig.Server(server.hostname(), portOffset.orElse(server.offset()), server.drainTime()),
                new DeploymentConfig.Http(
                        httpPort.orElse(http.port()),
                        http.host(),
                        http.senderTimeout(),
                        http.maxBody(),
                        http.callers(),
                        http.secure()),
                config.ws(),
                config.wss(),
                config.websocket(),
                config.misc());
    }
}
