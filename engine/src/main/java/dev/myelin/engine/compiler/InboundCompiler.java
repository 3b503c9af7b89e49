package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.PathSequenceMediator;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UnroutedReplyMediator;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** A WebSocket inbound endpoint: a route for messages of clients, one for messages of their back-ends. */
final class InboundCompiler {
    private static final String OUT_SEQUENCE = "ws.outflow.dispatch.sequence";
    private static final String FAULT_SEQUENCE = "ws.outflow.dispatch.fault.sequence";

    private final InboundEndpoint inbound;
    private final ArtefactBuild build;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    private InboundCompiler(InboundEndpoint inbound, ArtefactBuild build) {
        this.inbound = inbound;
        this.build = build;
    }

    /** The routes go into {@code build}; empty, and reported, when the endpoint cannot run. */
    static Optional<InboundSettings> compile(InboundEndpoint inbound, ArtefactBuild build) {
        if (inbound.className().isPresent() && inbound.protocol().isEmpty()) {
            String message = "class: " + inbound.className().get() + " (expected: protocol=\"ws\"; custom inbound"
                    + " endpoints are not supported in this version)";
            build.error(inbound, "MYL-2041", message, "");
            return Optional.empty();
        }
        if (!inbound.protocol().equals("ws") && !inbound.protocol().equals("wss")) {
            String message = "protocol: " + inbound.protocol()
                    + " (expected: ws or wss; others are not supported in this version)";
            build.error(inbound, "MYL-2041", message, "");
            return Optional.empty();
        }
        return Optional.of(new InboundCompiler(inbound, build).compile());
    }

    private InboundSettings compile() {
        for (Parameter parameter : inbound.parameters()) {
            parameters.put(parameter.name(), parameter);
            value(parameter).ifPresent(value -> values.put(parameter.name(), value));
        }
        InboundSettings settings = InboundSettings.parse(
                        inbound.name(), values, build.compilation().config().websocket(), this::report)
                .withOnError(build.compilation().faultSequence(inbound.onError()));
        settings = inbound.protocol().equals("wss") ? secured(settings) : plain(settings);
        warnIfMissing(OUT_SEQUENCE);
        warnIfMissing(FAULT_SEQUENCE);
        messages();
        replies();
        return settings;
    }

    private InboundSettings secured(InboundSettings settings) {
        return new TlsCompiler(build.compilation())
                .inbound(
                        values,
                        (parameter, error, message, hint) -> report(parameter, error, "MYL-3006", message, hint))
                .map(settings::withTls)
                .orElse(settings);
    }

    private InboundSettings plain(InboundSettings settings) {
        values.keySet().stream()
                .filter(TlsCompiler::isInboundParameter)
                .forEach(name -> report(
                        name, false, "MYL-3006", name + ": has no effect without TLS", "Write protocol=\"wss\""));
        return settings;
    }

    private void report(String parameter, boolean error, String code, String message, String hint) {
        Parameter given = parameters.get(parameter);
        SynapseNode where = given == null ? inbound : given;
        if (error) {
            build.error(where, code, message, hint);
        } else {
            build.warning(where, code, message, hint);
        }
    }

    private void warnIfMissing(String parameter) {
        String name = values.get(parameter);
        Parameter given = parameters.get(parameter);
        if (name != null
                && given != null
                && !build.compilation().project().sequences().containsKey(name)) {
            String message = parameter + ": " + name + " (expected: the name of a sequence)";
            build.warning(given, "MYL-2001", message, "It is looked up at run time");
        }
    }

    private Optional<String> value(Parameter parameter) {
        return text(parameter)
                .flatMap(text -> new Variables(build.compilation().settings().environment()).fill(text, name -> {
                    String message =
                            parameter.name() + ": " + name + " (expected: an environment variable that is set)";
                    build.error(parameter, "MYL-2013", message, "Set the environment variable " + name);
                }));
    }

    private Optional<String> text(Parameter parameter) {
        if (parameter.key().isEmpty()) {
            return Optional.of(parameter.text());
        }
        String key = parameter.key().get();
        LocalEntry entry = build.compilation().project().localEntries().get(key);
        if (entry == null) {
            String message = "parameter " + parameter.name() + ": " + key + " (expected: the key of a local entry)";
            build.error(parameter, "MYL-2003", message, "");
        }
        return Optional.ofNullable(entry).map(found -> found.content().strip());
    }

    private void messages() {
        String name = inbound.name();
        Optional<String> fault = build.compilation().faultSequence(inbound.onError());
        MediatorScope scope = new RouteBuild(build, inbound)
                .guarded("ws:inbound/" + name, "ws:inbound/" + UriNames.encode(name), fault);
        String sequence = inbound.sequence().orElse("main");
        if ("true".equalsIgnoreCase(values.get("dispatch.custom.sequence"))) {
            var byPath = new PathSequenceMediator(build.compilation().settings().sequences(), sequence);
            scope.process("sequence-by-path", byPath, "the sequence that the path names, else " + sequence, inbound);
            scope.add(new ToDefinition("sequence:" + SequenceComponent.DYNAMIC), scope.id("sequence"), inbound);
        } else {
            scope.add(new ToDefinition(SequenceComponent.uri(sequence)), scope.id("sequence"), inbound);
        }
    }

    private void replies() {
        String name = inbound.name();
        Optional<String> fault = build.compilation().faultSequence(Optional.ofNullable(values.get(FAULT_SEQUENCE)));
        MediatorScope scope = new RouteBuild(build, inbound)
                .guarded("ws:outflow/" + name, "ws:outflow/" + UriNames.encode(name), fault);
        Optional<String> sequence = Optional.ofNullable(values.get(OUT_SEQUENCE))
                .or(() ->
                        Optional.of("main").filter(build.compilation().project().sequences()::containsKey));
        if (sequence.isPresent()) {
            scope.add(new ToDefinition(SequenceComponent.uri(sequence.get())), scope.id("out-sequence"), inbound);
            return;
        }
        var unrouted = new UnroutedReplyMediator(
                name, OUT_SEQUENCE, build.compilation().settings().counters());
        scope.process("unrouted-reply", unrouted, "log and count: no " + OUT_SEQUENCE, inbound);
        DeploymentConfig config = build.compilation().config();
        if (config.ws().enabled() || config.wss().enabled()) { // else no client has a WebSocket back-end
            String message = OUT_SEQUENCE + ": none (expected: a sequence for messages of back-ends)";
            build.warning(inbound, "MYL-2011", message, "Without it they are logged and dropped");
        }
    }
}
