package dev.myelin.dsl.openapi;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.SourceLocation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A path of a document: an inbound endpoint with a sequence for each of its events. */
final class PathReader {
    private static final String VENDOR = "x-yc-apigateway";
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "x-yc-apigateway-any-method");
    private static final Set<String> DOCUMENTATION = Set.of("summary", "description", "servers", "parameters");
    private static final Set<String> NOT_HERE = Set.of(
            "object_storage",
            "serverless_containers",
            "cloud_datastreams",
            "cloud_ymq",
            "cloud_ydb",
            "datasphere",
            "grpc",
            "swagger_ui",
            "workflows",
            "ai_studio");

    private final Part path;
    private final Shared shared;
    private final OpenApiSettings settings;

    PathReader(Part path, Shared shared, OpenApiSettings settings) {
        this.path = path;
        this.shared = shared;
        this.settings = settings;
    }

    /** The artefacts; none where there is an error, or nothing to serve. */
    List<Blueprint> read() {
        int before = path.findings().errors();
        checkNames();
        Map<Event, Part> operations = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            path.part(event.key()).ifPresent(operation -> operations.put(event, operation));
        }
        if (operations.isEmpty()) {
            return List.of();
        }
        if (!path.has(Event.MESSAGE.key())) {
            path.findings()
                    .error(
                            Codes.MISSING,
                            path.location(),
                            path.name() + " has no " + Event.MESSAGE.key(),
                            "A path for WebSocket needs that operation");
        }
        List<Blueprint> all = new ArrayList<>();
        inbounds(operations, all);
        operations.forEach((event, operation) -> all.add(sequence(event, operation)));
        Blueprint nothing = artefact("sequence", path.location()).with("name", name("ignored"));
        nothing.child("drop");
        all.add(nothing);
        return path.findings().errors() == before ? all : List.of();
    }

    private void checkNames() {
        Set<String> known = new TreeSet<>();
        for (Event event : Event.values()) {
            known.add(event.key());
        }
        known.addAll(METHODS);
        known.addAll(DOCUMENTATION);
        for (YamlNode.Entry entry : path.entries()) {
            String name = entry.name();
            boolean foreign = name.startsWith("x-") && !name.startsWith(VENDOR);
            if (METHODS.contains(name)) {
                warnOfMethod(entry);
            } else if (!foreign && !known.contains(name)) {
                path.findings()
                        .warning(
                                Codes.UNKNOWN_NAME,
                                entry.key().location(),
                                name + " is not known in a path",
                                Findings.near(name, known, "It has no effect"));
            }
        }
    }

    private void warnOfMethod(YamlNode.Entry entry) {
        if (entry.value() instanceof YamlNode.Mapping operation
                && operation.entry(Integration.KEY).isPresent()) {
            path.findings()
                    .warning(
                            Codes.NOT_SERVED,
                            entry.key().location(),
                            path.name() + ": " + entry.name() + " is not served (expected: operations of WebSocket)",
                            "Write an <api> for requests over HTTP");
        }
    }

    private void inbounds(Map<Event, Part> operations, List<Blueprint> all) {
        all.add(inbound("http", operations));
        if (settings.https()) {
            all.add(inbound("https", operations));
        }
    }

    private Blueprint inbound(String listener, Map<Event, Part> operations) {
        String prefix = listener.equals("http") ? "openapi:" : "openapi-https:";
        Blueprint inbound = artefact("inboundEndpoint", path.location())
                .with("name", prefix + path.name())
                .with("protocol", "ws")
                .with("sequence", name(Event.MESSAGE.label()));
        Blueprint parameters = inbound.child("parameters");
        parameter(parameters, "ws.listener", listener);
        parameter(parameters, "ws.path", path.name().replaceFirst("/\\{[^{}/]+\\+}$", "/*"));
        parameter(parameters, "ws.outflow.dispatch.sequence", name("ignored"));
        parameter(parameters, "ws.connect.sequence", name(label(Event.CONNECT, operations)));
        parameter(parameters, "ws.disconnect.sequence", name(label(Event.DISCONNECT, operations)));
        parameter(parameters, "ws.event.format", "yandex");
        return inbound;
    }

    private static String label(Event event, Map<Event, Part> operations) {
        return operations.containsKey(event) ? event.label() : "ignored";
    }

    private static void parameter(Blueprint parameters, String name, String value) {
        parameters.child("parameter").with("name", name).containing(value);
    }

    private Blueprint artefact(String kind, SourceLocation location) {
        return Blueprint.of(kind, location, path.end());
    }

    private String name(String label) {
        return "openapi:" + path.name() + "#" + label;
    }

    private Blueprint sequence(Event event, Part operation) {
        Blueprint sequence =
                Blueprint.of("sequence", operation.location(), operation.end()).with("name", name(event.label()));
        shared.refuseAuthorizer(operation);
        Optional<Part> integration = operation.part(Integration.KEY);
        if (integration.isEmpty() && !operation.has(Integration.KEY)) {
            path.findings()
                    .error(
                            Codes.MISSING,
                            operation.location(),
                            operation.name() + " has no " + Integration.KEY,
                            "Add one with type: dummy, http or cloud_functions");
        }
        integration
                .flatMap(given -> shared.resolve(given, "x-yc-apigateway-integrations"))
                .ifPresent(options -> integration(event, operation, options, sequence));
        return sequence;
    }

    private void integration(Event event, Part operation, Part options, Blueprint sequence) {
        Optional<String> type = options.needed("type", "Add type: dummy, http or cloud_functions");
        Integration integration = type.map(Integration.BY_TYPE::get).orElse(null);
        if (integration == null) {
            type.ifPresent(name -> unknown(name, options));
            return;
        }
        Set<String> known = new TreeSet<>(integration.options());
        known.add("type");
        options.warnBeyond(known);
        Parameters parameters = Parameters.of(path, operation, shared);
        integration.build(new Integration.Operation(event, options, parameters, settings, sequence));
    }

    private static void unknown(String type, Part options) {
        String all = String.join(", ", Integration.BY_TYPE.keySet());
        String rule = NOT_HERE.contains(type) ? all + "; this one is not there in this version" : all;
        String hint = NOT_HERE.contains(type)
                ? "A service with an HTTP interface can be called with type: http"
                : DidYouMean.closest(type, Integration.BY_TYPE.keySet())
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("");
        options.findings()
                .error(
                        Codes.UNKNOWN_INTEGRATION,
                        options.placeOf("type"),
                        "type: " + type + " (expected: " + rule + ")",
                        hint);
    }
}
