package dev.myelin.engine.compiler;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.LocalEntry;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.config.DeploymentConfig;
import dev.myelin.engine.mediator.PathSequenceMediator;
import dev.myelin.engine.mediator.SequenceComponent;
import dev.myelin.engine.mediator.UnroutedReplyMediator;
import dev.myelin.engine.mediator.UriNames;
import dev.myelin.engine.transport.ws.WebSocketPaths;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.model.ToDefinition;

/**
 * An inbound endpoint: a route for messages of clients and, for WebSocket, one for messages of their back-ends.
 */
final class InboundCompiler {
    private static final Set<String> REQUESTS = Set.of("http", "https");
    private static final List<String> PROTOCOLS = List.of("ws", "wss", "httpws", "httpswss", "http", "https");
    private static final String PORT = "port";
    private static final String WEBSOCKET_PORT = "inbound.ws.port";
    private static final String LISTENER = "ws.listener";
    private static final String OUT_SEQUENCE = "ws.outflow.dispatch.sequence";
    private static final String CONNECT_SEQUENCE = "ws.connect.sequence";
    private static final String DISCONNECT_SEQUENCE = "ws.disconnect.sequence";
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
            String message = "class: " + inbound.className().get()
                    + " (expected: protocol; inbound endpoints of a class are not there in this version)";
            build.unsupported(
                    inbound, "MYL-2041", message, new Unsupported(Unsupported.Kind.PROTOCOL, "class"), PROTOCOLS);
            return Optional.empty();
        }
        if (!PROTOCOLS.contains(inbound.protocol())) {
            String message = "protocol: " + inbound.protocol() + " (expected: " + String.join(", ", PROTOCOLS)
                    + "; inbound endpoints over brokers and files are not there in this version)";
            build.unsupported(
                    inbound,
                    "MYL-2041",
                    message,
                    new Unsupported(Unsupported.Kind.PROTOCOL, inbound.protocol()),
                    PROTOCOLS);
            return Optional.empty();
        }
        return Optional.of(new InboundCompiler(inbound, build).compile());
    }

    /** Whether it is the engine itself that listens for an inbound endpoint, and may be told to do so later. */
    static boolean listens(InboundEndpoint inbound) {
        return PROTOCOLS.contains(inbound.protocol());
    }

    private InboundSettings compile() {
        for (Parameter parameter : inbound.parameters()) {
            parameters.put(parameter.name(), parameter);
            value(parameter).ifPresent(value -> values.put(parameter.name(), value));
        }
        if (REQUESTS.contains(inbound.protocol())) {
            return requests();
        }
        boolean mixed = inbound.protocol().startsWith("http");
        Optional<Pattern> apis = Optional.empty();
        if (mixed) {
            takePort();
            apis = HttpInboundParameters.apis(values, this::report);
        }
        InboundSettings settings = InboundSettings.parse(
                        inbound.name(), values, build.compilation().config().websocket(), this::report)
                .withOnError(build.compilation().faultSequence(inbound.onError()));
        if (mixed) {
            settings = settings.withBinding(Binding.HTTP_PORT).withApis(apis);
            httpReplies(settings);
        }
        checkListener(settings);
        boolean secured = inbound.protocol().endsWith("wss")
                && settings.address().binding().isPort();
        settings = secured ? secured(settings) : plain(settings);
        warnIfMissing(OUT_SEQUENCE);
        warnIfMissing(FAULT_SEQUENCE);
        warnIfMissing(CONNECT_SEQUENCE);
        warnIfMissing(DISCONNECT_SEQUENCE);
        messages();
        settings.events().connectSequence().ifPresent(sequence -> event("connect", sequence));
        settings.events().disconnectSequence().ifPresent(sequence -> event("disconnect", sequence));
        replies();
        return settings;
    }

    /** Of {@code http} and {@code https}: each request runs the sequence, and nothing else comes in. */
    private InboundSettings requests() {
        boolean secure = inbound.protocol().equals("https");
        Optional<Pattern> apis = HttpInboundParameters.apis(values, this::report);
        var taken = new HttpInboundParameters(Map.copyOf(values), secure, this::report);
        taken.origins().forEach((setting, origin) -> Optional.ofNullable(parameters.get(origin))
                .ifPresent(parameter -> parameters.put(setting, parameter)));
        values.clear();
        values.putAll(taken.settings());
        InboundSettings settings = InboundSettings.parse(inbound.name(), values, Map.of(), this::report)
                .withOnError(build.compilation().faultSequence(inbound.onError()))
                .withBinding(Binding.REQUEST_PORT)
                .withApis(apis);
        messages();
        return secure ? secured(settings) : settings;
    }

    /** MI's name for the port of these endpoints is another one; and they have no listener but their own. */
    private void takePort() {
        if (values.containsKey(PORT) && !values.containsKey(WEBSOCKET_PORT)) {
            parameters.put(WEBSOCKET_PORT, parameters.get(PORT));
            values.put(WEBSOCKET_PORT, values.get(PORT));
        }
        values.remove(PORT);
        if (values.remove(LISTENER) != null) {
            String message = LISTENER + ": (expected: none with protocol " + inbound.protocol()
                    + ", which has a port of its own)";
            report(LISTENER, true, "MYL-3002", message, "Use protocol ws to bind to the HTTP listener");
        }
    }

    /** Replies of back-ends to HTTP requests: with the fault handling of those to messages around them. */
    private void httpReplies(InboundSettings settings) {
        settings.outSequence().ifPresent(out -> {
            String name = WebSocketPaths.replySequence(inbound.name());
            Optional<String> fault = build.compilation().faultSequence(settings.faultSequence());
            MediatorScope scope = new RouteBuild(build, inbound)
                    .guarded(SequenceCompiler.routeId(name), SequenceComponent.uri(name), fault);
            scope.add(new ToDefinition(SequenceComponent.uri(out)), scope.id("out-sequence"), inbound);
        });
    }

    private void checkListener(InboundSettings settings) {
        Binding binding = settings.address().binding();
        if (binding == Binding.HTTP_LISTENER && inbound.protocol().equals("wss")) {
            String message = LISTENER + ": http (expected: https with protocol wss)";
            report(LISTENER, true, "MYL-3002", message, "");
        }
        boolean listens = build.compilation().config().http().secure().listens();
        if (binding == Binding.HTTPS_LISTENER && !listens) {
            String message = LISTENER + ": https (expected: http; there is no HTTPS listener without [keystore.tls])";
            report(LISTENER, false, "MYL-2044", message, "Nothing reaches the endpoint");
        }
    }

    private InboundSettings secured(InboundSettings settings) {
        boolean unknown = parameters.keySet().stream()
                .anyMatch(name -> TlsCompiler.isInboundParameter(name) && !values.containsKey(name));
        if (unknown) {
            return settings; // and an error already; more would be about what is not there
        }
        return new TlsCompiler(build.compilation())
                .inbound(
                        values,
                        (parameter, error, message, hint) -> report(parameter, error, "MYL-3006", message, hint))
                .map(settings::withTls)
                .orElse(settings);
    }

    private InboundSettings plain(InboundSettings settings) {
        boolean listener = settings.address().binding() == Binding.HTTPS_LISTENER;
        String reason = listener ? "has no effect with " + LISTENER : "has no effect without TLS";
        String hint = listener ? "The HTTPS listener has the certificate of [keystore.tls]" : "Write protocol=\"wss\"";
        values.keySet().stream()
                .filter(TlsCompiler::isInboundParameter)
                .forEach(name -> report(name, false, "MYL-3006", name + ": " + reason, hint));
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

    /** What handshakes, or ends of sessions, run in place of the endpoint's sequence; with the same fault handling. */
    private void event(String kind, String sequence) {
        String name = inbound.name();
        Optional<String> fault = build.compilation().faultSequence(inbound.onError());
        String start = "ws:" + kind + "/";
        MediatorScope scope =
                new RouteBuild(build, inbound).guarded(start + name, start + UriNames.encode(name), fault);
        scope.add(new ToDefinition(SequenceComponent.uri(sequence)), scope.id(kind + "-sequence"), inbound);
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
        // Without a sender no client has a WebSocket back-end.
        if ((config.ws().enabled() || config.wss().enabled()) && mayHaveBackends()) {
            String message = OUT_SEQUENCE + ": none (expected: a sequence for messages of back-ends)";
            build.warning(inbound, "MYL-2011", message, "Without it they are logged and dropped");
        }
    }

    /** Whether anything that clients cause may be sent to a WebSocket back-end, as far as can be seen. */
    private boolean mayHaveBackends() {
        String sequence = inbound.sequence().orElse("main");
        boolean unseen = !build.compilation().project().sequences().containsKey(sequence);
        if (unseen || "true".equalsIgnoreCase(values.get("dispatch.custom.sequence"))) {
            return true;
        }
        var any = new OtherTargetSearch("", new WebSocketTargets(build.compilation()));
        String connect = values.getOrDefault(CONNECT_SEQUENCE, sequence);
        follow(Variant.MESSAGE, sequence, any);
        follow(Variant.HANDSHAKE, connect, any);
        build.compilation().faultSequence(inbound.onError()).ifPresent(fault -> follow(Variant.MESSAGE, fault, any));
        return any.reason().isPresent();
    }

    private void follow(Variant variant, String sequence, FlowWalk.Visitor visitor) {
        new FlowWalk(build.compilation().project(), variant, visitor).follow(sequence);
    }
}
