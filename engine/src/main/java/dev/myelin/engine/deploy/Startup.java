package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.ProjectCompiler;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.message.PayloadConverters;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.PortInUseException;
import dev.myelin.samples.EchoBackend;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps from a conf directory to a running engine; what was begun is undone when a later step fails. */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.deploy");
    /** In the words of the JDK. */
    private static final String OUT_OF_RANGE = "port out of range:";

    private static final String ECHO_HOST = "localhost";
    private static final int ECHO_PORT = 8082;
    private static final String ECHO_PATH = "/websocket";

    private final EngineOptions options;
    private final Reporter reporter;
    private final Deque<AutoCloseable> begun = new ArrayDeque<>();

    Startup(EngineOptions options, Reporter reporter) {
        this.options = options;
        this.reporter = reporter;
    }

    Engine run() {
        try {
            return start();
        } catch (StartFailedException e) {
            new Closing(begun).close();
            throw e;
        } catch (Exception e) {
            new Closing(begun).close();
            if (e instanceof PortInUseException) {
                throw new StartFailedException(String.valueOf(e.getMessage()), e);
            }
            throw new StartFailedException(reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        String root = Reasons.root(failure);
        return root.startsWith(OUT_OF_RANGE)
                ? "port: " + root.substring(OUT_OF_RANGE.length()) + " (expected: up to 65535, with the offset)"
                : "the engine does not start: " + root;
    }

    private Engine start() throws Exception {
        ConfDirectory directory = ConfDirectory.at(options.confDirectory());
        // Camel and Netty on one processor, the reading of XML on another: each is a good part of the time to start.
        FutureTask<LoadedProject> reading =
                new FutureTask<>(() -> new ProjectLoader(options.environment()).load(directory));
        new Thread(reading, "myelin-read").start();
        EventLoops loops = closeLater(new EventLoops());
        ClassLoader libraries = directory.libraries();
        DefaultCamelContext context = Contexts.create(libraries);
        closeLater(context::stop);
        context.start();
        PayloadConverters.register(context);
        LoadedProject loaded = result(reading);
        DeploymentConfig config = options.applyTo(loaded.config());
        if (config.misc().echoBackend()) {
            startEcho(loops); // before the transports, so that it outlives their sessions
        }
        Transports transports = closeLater(new Transports(loops, config, libraries));
        transports.install(context);

        CompileSettings settings = transports.compileSettings(context, options.environment());
        CompiledProject compiled = new ProjectCompiler(settings).compile(loaded.project(), config);
        Stream.concat(loaded.diagnostics().stream(), compiled.diagnostics().stream())
                .sorted(Diagnostic.BY_PLACE)
                .forEach(reporter::report);
        refuseErrors();

        BackgroundWork background = closeLater(new BackgroundWork(settings));
        background.prepare(compiled.background());
        Set<String> left = transports.deploy(compiled, reporter);
        compiled.routes().stream()
                .filter(route -> !left.contains(route.getRouteId()))
                .forEach(route -> add(context, route));
        CamelFiles.load(context, directory.camelRoutes(), reporter);
        if (directory.isEmpty()) {
            LOG.warn("{}: nothing to run (expected: files in synapse-configs/default or camel)", directory.root());
        }
        refuseErrors();
        listen(context, transports, config);
        background.begin(compiled.background());
        return new Engine(transports, background, config, new Closing(begun), reporter.all());
    }

    private void refuseErrors() {
        if (options.strict() && reporter.errors() > 0) {
            throw new StartFailedException("errors: " + reporter.errors() + " (expected with --strict: none)");
        }
    }

    /** A route that does not start is reported; the others run. */
    private void add(DefaultCamelContext context, RouteDefinition route) {
        try {
            route.errorHandler(new NoErrorHandlerDefinition());
            context.addRouteDefinition(route);
        } catch (Exception e) {
            String name = String.valueOf(route.getRouteId());
            LOG.debug("{}", name, e);
            reporter.report(Diagnostic.error(
                    "MYL-5004", new SourceLocation(name, 0, 0), "the route does not start: " + Reasons.root(e), ""));
        }
    }

    private void startEcho(EventLoops loops) {
        try {
            closeLater(EchoBackend.start(ECHO_HOST, ECHO_PORT, ECHO_PATH, loops.group(), loops.serverChannel()));
        } catch (UncheckedIOException e) {
            LOG.warn(
                    "the sample echo back-end ([samples] echo_backend) does not run: port: {} (expected: free; in use by"
                            + " another process)",
                    ECHO_PORT);
        }
    }

    /** Opens the ports, when everything behind them runs. */
    private static void listen(DefaultCamelContext context, Transports transports, DeploymentConfig config)
            throws Exception {
        RouteDefinition listener = transports.httpListener();
        try {
            listener.errorHandler(new NoErrorHandlerDefinition());
            context.addRouteDefinition(listener);
        } catch (Exception e) {
            throw PortInUseException.in(e).map(Exception.class::cast).orElse(e);
        }
        transports.bind();
    }

    private static LoadedProject result(FutureTask<LoadedProject> reading) throws InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T extends AutoCloseable> T closeLater(T part) {
        begun.push(part);
        return part;
    }
}
