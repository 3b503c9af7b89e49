package dev.myelin.engine.deploy;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.engine.compiler.CompileSettings;
import dev.myelin.engine.compiler.CompiledProject;
import dev.myelin.engine.compiler.LogLevels;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.SequenceTable;
import dev.myelin.engine.mediator.endpoint.CamelSender;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.mediator.endpoint.EndpointSettings;
import dev.myelin.engine.mediator.endpoint.EndpointTable;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.transport.EventLoops;
import dev.myelin.engine.transport.http.HttpTransport;
import dev.myelin.engine.transport.tls.TlsContexts;
import dev.myelin.engine.transport.tls.TlsException;
import dev.myelin.engine.transport.ws.RequestCounters;
import dev.myelin.engine.transport.ws.WsComponent;
import dev.myelin.engine.transport.ws.WsTransport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transports, tables and components of one engine, wired to each other. */
final class Transports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private final SequenceTable sequences = new SequenceTable();
    private final EndpointTable endpoints = new EndpointTable(Clock.systemUTC());
    private final MediationCounters counters = new MediationCounters();
    private final TlsContexts tls = new TlsContexts();
    private final WsTransport ws;
    private final HttpTransport http;
    private final InboundEndpoints inbounds;
    private final Duration drainTime;
    private final EventLoops loops;

    Transports(EventLoops loops, DeploymentConfig config, ClassLoader libraries) {
        this.ws = new WsTransport(loops, config, sequences, libraries, tls);
        this.http = new HttpTransport(loops, config, sequences, tls, ws);
        this.inbounds = new InboundEndpoints(ws);
        this.drainTime = config.server().drainTime();
        this.loops = loops;
    }

    /** Makes {@code context} know every component that compiled routes use. */
    void install(CamelContext context) throws Exception {
        CamelSender camel = new CamelSender(context, sequences);
        context.addService(camel);
        Map<String, Sender> senders = Map.of(
                "ws", ws.sender(),
                "wss", ws.sender(),
                "http", http.sender(),
                "https", http.sender(),
                "local", http.localSender(),
                "connection", ws.connectionSender(),
                "camel", camel);
        context.addComponent("sequence", new SequenceComponent(context, sequences));
        context.addComponent(
                "endpoint",
                new EndpointComponent(context, new EndpointComponent.Services(endpoints, senders, counters)));
        context.addComponent("ws", new WsComponent(ws));
        context.addComponent("wss", new WsComponent(ws));
        http.install(context);
    }

    CompileSettings compileSettings(CamelContext context, Map<String, String> environment) {
        return new CompileSettings(
                context, sequences, counters, environment, LogLevels.ofThisProcess(), loops::nearest);
    }

    /**
     * Takes over what the routes of {@code project} refer to.
     *
     * @return the ids of routes that must not be started, as their inbound endpoint cannot be
     */
    Set<String> deploy(CompiledProject project, DiagnosticSink findings) {
        project.endpoints().forEach(endpoints::put);
        project.endpoints().forEach(this::prepareTls);
        project.proxies().forEach(http::register);
        project.apis().forEach(http::register);
        Set<String> left = new HashSet<>();
        for (CompiledProject.Inbound inbound : project.inboundEndpoints()) {
            try {
                ws.add(inbound.settings(), !inbound.suspended());
                inbounds.add(inbound);
                if (inbound.suspended()) {
                    LOG.info("inbound endpoint {}: suspended, takes no clients", inbound.name());
                }
            } catch (TlsException e) {
                left.addAll(WsComponent.routesOf(inbound.name()));
                findings.report(Diagnostic.error(
                        "MYL-5006",
                        new SourceLocation("inbound endpoint " + inbound.name(), 0, 0),
                        String.valueOf(e.getMessage()),
                        e.hint()));
            } catch (IllegalArgumentException e) {
                left.addAll(WsComponent.routesOf(inbound.name()));
                findings.report(Diagnostic.error(
                        "MYL-5005",
                        new SourceLocation("inbound endpoint " + inbound.name(), 0, 0),
                        String.valueOf(e.getMessage()),
                        "Its jar belongs into lib/ of the conf directory"));
            }
        }
        return left;
    }

    private void prepareTls(EndpointSettings endpoint) {
        if (endpoint.target() instanceof EndpointSettings.Uri address) {
            switch (address.scheme()) {
                case "wss" -> ws.prepareTls(endpoint.properties());
                case "https" -> http.prepareTls();
                default -> {
                    // No TLS.
                }
            }
        }
    }

    /** Whose TLS is in use: {@code boringssl} or {@code jdk}; empty when none is. */
    Optional<String> tls() {
        return tls.inUse();
    }

    /** The route that listens for HTTP: to be started last. */
    RouteDefinition httpListener() {
        return http.listenerRoute();
    }

    /** Begins to read the WSDL documents that endpoints need. */
    void prepareEndpoints(CamelContext context) {
        endpoints.prepare(http.sender(), context);
    }

    /** Binds the WebSocket listeners. */
    void bind() {
        ws.bind(http::pipeline);
    }

    List<String> addresses() {
        List<String> all = new ArrayList<>(http.addresses());
        all.addAll(ws.addresses());
        return all;
    }

    /** The inbound endpoints that listen by themselves, and the switch of each. */
    InboundEndpoints inboundEndpoints() {
        return inbounds;
    }

    /** Takes a WebSocket inbound endpoint away. */
    void undeploy(String inboundEndpoint) {
        ws.undeploy(inboundEndpoint);
    }

    /** Whether clients are taken. */
    boolean isReady() {
        return ws.isReady();
    }

    /** Ends what is under way, then the ports, then the connections to back-ends. */
    @Override
    public void close() {
        http.drain();
        ws.drain();
        http.awaitAnswers(drainTime);
        http.close();
        ws.close();
        tls.close();
    }

    /** The live WebSocket sessions. */
    SessionRegistry sessions() {
        return ws.sessions();
    }

    RequestCounters requests() {
        return ws.requests();
    }
}
