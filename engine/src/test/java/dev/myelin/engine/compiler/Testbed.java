package dev.myelin.engine.compiler;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.read.ProjectReader;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.SequenceTable;
import dev.myelin.engine.mediator.endpoint.CamelSender;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.mediator.endpoint.EndpointTable;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;

/**
 * A Camel context that runs what the compiler makes of XML. The back-ends are Camel routes behind {@code camel:direct:}
 * addresses; proxies and inbound endpoints are started by {@link #send}.
 */
final class Testbed implements AutoCloseable {
    static final String NS = "xmlns=\"http://ws.apache.org/ns/synapse\"";

    final DefaultCamelContext camel = new DefaultCamelContext();
    final SequenceTable sequences = new SequenceTable();
    final MediationCounters counters = new MediationCounters();
    final Caller caller = new Caller();
    final Map<String, Sender> senders = new ConcurrentHashMap<>();
    final SettableClock clock = new SettableClock();
    final EndpointTable endpoints = new EndpointTable(clock);

    /** A clock that a test sets. */
    static final class SettableClock implements InstantSource {
        private volatile Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        void advance(Duration time) {
            now = now.plus(time);
        }
    }

    /** Whoever waits at the source of the test's messages. */
    static final class Caller implements Source {
        final List<String> answers = new ArrayList<>();
        Optional<String> replySequence = Optional.empty();

        @Override
        public Object property(Exchange exchange, Scope scope, String name) {
            return null;
        }

        @Override
        public void respond(Exchange exchange) {
            answers.add(Payload.of(exchange).text());
        }

        @Override
        public Optional<String> replySequence() {
            return replySequence;
        }
    }

    /** Compiles without running. */
    static CompiledProject compile(DeploymentConfig config, String... artefacts) {
        return new ProjectCompiler(CompileSettings.offline(new DefaultCamelContext(), LogLevels.ofThisProcess()))
                .compile(read(artefacts), config);
    }

    static CompiledProject compile(String... artefacts) {
        return compile(config(true), artefacts);
    }

    static List<String> codes(CompiledProject project) {
        return project.diagnostics().stream().map(Diagnostic::code).toList();
    }

    static Project read(String... artefacts) {
        String xml = "<definitions " + NS + ">\n" + String.join("\n", artefacts) + "\n</definitions>";
        return new ProjectReader().read(List.of(new SourceFile("test.xml", xml.getBytes(StandardCharsets.UTF_8))));
    }

    static String sequence(String name, String mediators) {
        return "<sequence name=\"" + name + "\">" + mediators + "</sequence>";
    }

    static DeploymentConfig config(boolean wsEnabled) {
        return config(sender(wsEnabled, Optional.empty()), sender(false, Optional.empty()));
    }

    static DeploymentConfig config(DeploymentConfig.WsSender ws, DeploymentConfig.WsSender wss) {
        DeploymentConfig all = DeploymentConfig.defaults(Path.of("conf"));
        return new DeploymentConfig(all.directory(), all.server(), all.http(), ws, wss, all.websocket(), all.misc());
    }

    static DeploymentConfig.WsSender sender(boolean enabled, Optional<String> outSequence) {
        return new DeploymentConfig.WsSender(enabled, outSequence, Optional.empty(), Map.of(), Map.of());
    }

    /** Compiles and starts; fails on the first error. */
    static Testbed start(String... artefacts) throws Exception {
        return start(config(true), artefacts);
    }

    static Testbed start(DeploymentConfig config, String... artefacts) throws Exception {
        Testbed bed = new Testbed();
        bed.deploy(CamelTransports.shipped(), config, artefacts);
        return bed;
    }

    static Testbed start(CamelTransports transports, String... artefacts) throws Exception {
        Testbed bed = new Testbed();
        bed.deploy(transports, config(true), artefacts);
        return bed;
    }

    private void deploy(CamelTransports transports, DeploymentConfig config, String... artefacts) throws Exception {
        CamelSender sender = new CamelSender(camel, sequences);
        camel.addService(sender);
        senders.put("camel", sender);
        camel.addComponent("sequence", new SequenceComponent(camel, sequences));
        camel.addComponent(
                "endpoint", new EndpointComponent(camel, new EndpointComponent.Services(endpoints, senders, counters)));
        camel.addComponent("proxy", new DirectComponent());
        camel.addComponent("api", new DirectComponent());
        camel.addComponent("ws", new DirectComponent());
        CompiledProject project = new ProjectCompiler(
                        new CompileSettings(camel, sequences, counters, Map.of()), transports)
                .compile(read(artefacts), config);
        for (Diagnostic diagnostic : project.diagnostics()) {
            if (diagnostic.isError()) {
                throw new AssertionError(diagnostic.toString());
            }
        }
        project.endpoints().forEach(endpoints::put);
        for (RouteDefinition route : project.routes()) {
            camel.addRouteDefinition(route);
        }
        camel.start();
    }

    Testbed with(RoutesBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    /** Sends a message to a route such as {@code sequence:NAME} and waits for its end. */
    Exchange send(String uri, String body, String contentType) {
        return send(uri, message(body, contentType));
    }

    Exchange send(String uri, Exchange exchange) {
        return camel.createProducerTemplate().send(uri, exchange);
    }

    Exchange run(String sequence, String json) {
        return send("sequence:" + sequence, json, "application/json");
    }

    Exchange message(String body, String contentType) {
        Exchange exchange = new DefaultExchange(camel);
        MessageContext.attach(exchange, caller);
        exchange.getMessage().setBody(Payload.ofText(body, contentType));
        return exchange;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
