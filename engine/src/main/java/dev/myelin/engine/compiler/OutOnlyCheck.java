package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Address;
import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Property;
import dev.myelin.dsl.model.PropertyGroup;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.message.SendRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code call} to a WebSocket back-end for a WebSocket client waits for a reply that nothing tells apart from other
 * messages, unless {@code OUT_ONLY} says that there is none, or the endpoint how replies are told apart. Walks what an inbound endpoint's sequence runs; a property
 * that only some ways set counts as set.
 */
final class OutOnlyCheck {
    private final Project project;

    OutOnlyCheck(Project project) {
        this.project = project;
    }

    void check(InboundEndpoint inbound, ArtefactBuild build) {
        if (inbound.protocol().startsWith("ws")) {
            Walk walk = new Walk(inbound, build);
            inbound.sequence().ifPresent(walk::sequence);
        }
    }

    private final class Walk {
        private final InboundEndpoint inbound;
        private final ArtefactBuild build;
        private final Set<String> seen = new HashSet<>();
        private boolean outOnly;

        Walk(InboundEndpoint inbound, ArtefactBuild build) {
            this.inbound = inbound;
            this.build = build;
        }

        void sequence(String name) {
            Sequence sequence = project.sequences().get(name);
            if (sequence != null && seen.add(name)) {
                sequence.mediators().forEach(this::visit);
            }
        }

        private void visit(SynapseNode node) {
            if (node instanceof Property property) {
                outOnly |= setsOutOnly(property);
            } else if (node instanceof PropertyGroup group) {
                group.properties().forEach(this::visit);
            } else if (node instanceof Call call) {
                call(call);
            } else {
                node.references().stream()
                        .filter(reference -> reference.kind() == Reference.Kind.SEQUENCE)
                        .forEach(reference -> sequence(reference.name()));
                node.children().forEach(this::visit);
            }
        }

        private void call(Call call) {
            Optional<Endpoint> target = call.endpoint().flatMap(OutOnlyCheck.this::resolve);
            if (!outOnly && target.filter(OutOnlyCheck::isUnmatched).isPresent()) {
                String uri = target.flatMap(Endpoint::address).map(Address::uri).orElse("");
                String message = "call: " + uri + " for a WebSocket client of inboundEndpoint " + inbound.name()
                        + " (expected: OUT_ONLY=true before it, or a ws.correlation of the endpoint; a reply cannot be told from other"
                        + " messages)";
                String hint =
                        "Say how replies are told apart (ws.correlation), or use <send> to get them in the out sequence";
                build.error(call, "MYL-2043", message, hint);
            }
        }
    }

    private static boolean setsOutOnly(Property property) {
        boolean possible = property.expression().isPresent()
                || property.value().filter("true"::equalsIgnoreCase).isPresent();
        return property.name().equals("OUT_ONLY") && !property.removes() && possible;
    }

    private Optional<Endpoint> resolve(Endpoint endpoint) {
        Map<String, Endpoint> named = project.endpoints();
        Endpoint found = endpoint;
        Set<String> seen = new HashSet<>();
        while (found != null && found.key().isPresent() && seen.add(found.key().get())) {
            found = named.get(found.key().get());
        }
        return Optional.ofNullable(found);
    }

    private static boolean isUnmatched(Endpoint endpoint) {
        String uri = endpoint.address().map(Address::uri).orElse("").strip().toLowerCase(Locale.ROOT);
        boolean upgrades = endpoint.properties().stream()
                .anyMatch(property -> property.name().equals(SendRequest.UPGRADE)
                        && property.value().filter("true"::equalsIgnoreCase).isPresent());
        boolean webSocket = uri.startsWith("ws://")
                || uri.startsWith("wss://")
                || upgrades && (uri.startsWith("http://") || uri.startsWith("https://"));
        return webSocket && !CorrelationReader.isGiven(endpoint);
    }
}
