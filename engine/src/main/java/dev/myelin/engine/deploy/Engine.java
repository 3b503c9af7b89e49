package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.processor.MessageProcessors;
import dev.myelin.engine.mediator.store.StoreTable;
import dev.myelin.engine.mediator.task.Tasks;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.transport.ws.RequestCounters;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running engine: one conf directory, compiled and started. Several can run in one process on different ports.
 *
 * <p>{@link #start} reads, checks, compiles, starts the routes and binds the listeners, in this order; what is faulty is
 * reported and left out. {@link #close} undoes it: no new connections, open sessions closed, routes stopped.
 */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Transports transports;
    private final BackgroundWork background;
    private final DeploymentConfig config;
    private final Closing closing;
    private final List<Diagnostic> diagnostics;

    Engine(
            Transports transports,
            BackgroundWork background,
            DeploymentConfig config,
            Closing closing,
            List<Diagnostic> diagnostics) {
        this.transports = transports;
        this.background = background;
        this.config = config;
        this.closing = closing;
        this.diagnostics = diagnostics;
    }

    /**
     * Starts an engine. Returns once every listener is bound.
     *
     * @param errors where errors of artefacts are printed, beside the log
     * @throws StartFailedException when it cannot run at all: a port in use, or errors with {@code strict}
     */
    public static Engine start(EngineOptions options, PrintStream errors) {
        return new Startup(options, new Reporter(errors)).run();
    }

    /** What was found wrong at start. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The listeners, as the ready line shows them: {@code http://localhost:8290}, {@code ws://localhost:9092/}. */
    public List<String> addresses() {
        return transports.addresses();
    }

    /** The ready line, without its end. */
    public String readyLine(long milliseconds) {
        return "Myelin " + version() + " ready in " + milliseconds + " ms: " + String.join(" ", addresses())
                + transports.tls().map(provider -> " tls: " + provider).orElse("");
    }

    /** What {@code deployment.toml} says, with what replaces it. */
    public DeploymentConfig config() {
        return config;
    }

    /** The live WebSocket sessions. */
    public SessionRegistry sessions() {
        return transports.sessions();
    }

    /** The requests to WebSocket back-ends whose callers wait for replies, counted. */
    public RequestCounters requests() {
        return transports.requests();
    }

    /** The inbound endpoints that listen, to be switched off and on. */
    public InboundEndpoints inboundEndpoints() {
        return transports.inboundEndpoints();
    }

    /** The message stores. */
    public StoreTable messageStores() {
        return background.stores();
    }

    /** The message processors, with their states. */
    public MessageProcessors messageProcessors() {
        return background.processors();
    }

    /** The tasks. */
    public Tasks tasks() {
        return background.tasks();
    }

    /** Whether clients are taken; false as soon as {@link #close()} has begun. */
    public boolean ready() {
        return transports.isReady();
    }

    /** Takes a WebSocket inbound endpoint away: its clients get 503 or 1001 over the drain time, then its port is free. */
    public void undeployInboundEndpoint(String name) {
        transports.undeploy(name);
    }

    /** The version, from the jar; {@code dev} when run from classes. */
    public static String version() {
        String version = Engine.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    /**
     * Refuses handshakes with 503, ends sessions with 1001 over the drain time, answers the requests that have come, then
     * closes the ports, the back-end connections and the routes.
     */
    @Override
    public void close() {
        LOG.debug("stopping");
        closing.close();
        LOG.debug("stopped");
    }
}
