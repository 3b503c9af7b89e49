package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.engine.transport.ws.settings.Binding;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.InboundSettings.Tier;
import dev.myelin.engine.transport.ws.settings.Limits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which tier an inbound endpoint runs in, and what made it so: messages are relayed when its sequences would do nothing
 * but send those of clients to one WebSocket back-end and give those of the back-end to the client. That is decided for
 * messages alone ({@link Variant#MESSAGE}, {@link Variant#REPLY}); what opens and ends a session always runs.
 */
final class Tiers {
    private static final String OUT_SEQUENCE = "ws.outflow.dispatch.sequence";

    private final Compilation compilation;
    private final SteeringProperties steering;
    private final WebSocketTargets targets;

    Tiers(Compilation compilation) {
        this.compilation = compilation;
        this.steering = new SteeringProperties(compilation.config());
        this.targets = new WebSocketTargets(compilation);
    }

    /**
     * The choice for an inbound endpoint.
     *
     * @param tier how its messages pass
     * @param reason why they are mediated; empty when they are relayed
     */
    record Choice(Tier tier, String reason) {
        /** As {@code myelin explain} shows it: {@code relay}, {@code mediated (SEQUENCE: <log> at FILE:LINE:COLUMN)}. */
        String text() {
            return tier == Tier.RELAY ? "relay" : "mediated (" + reason + ")";
        }
    }

    Choice choose(InboundEndpoint inbound, InboundSettings settings) {
        if (settings.address().binding() == Binding.REQUEST_PORT) {
            return new Choice(Tier.MEDIATED, "HTTP");
        }
        return parameter(inbound, settings)
                .or(() -> sequences(inbound.sequence().orElse("main"), settings))
                .map(reason -> new Choice(Tier.MEDIATED, reason))
                .orElseGet(() -> new Choice(Tier.RELAY, ""));
    }

    /** Whether each message of a client may go to another back-end. */
    boolean chooses(InboundEndpoint inbound) {
        ChoiceSearch search = new ChoiceSearch(targets);
        new FlowWalk(compilation.project(), Variant.MESSAGE, search)
                .follow(inbound.sequence().orElse("main"));
        return search.chooses();
    }

    private static Optional<String> parameter(InboundEndpoint inbound, InboundSettings settings) {
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put("dispatch.custom.sequence", settings.dispatchCustomSequence());
        asked.put("ws.client.side.broadcast.level", settings.dispatch().broadcastLevel() != 0);
        asked.put(
                "ws.subprotocol.handler.class",
                !settings.protocol().handlers().subprotocols().isEmpty());
        asked.put(
                "ws.pipeline.handler.class",
                settings.protocol().handlers().pipeline().isPresent());
        asked.put("ws.pass.through.control.frames", settings.protocol().passesControlFrames());
        asked.put("ws.slow.consumer", settings.limits().slowConsumer() != Limits.SlowConsumer.PAUSE);
        return asked.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(entry -> "parameter " + entry.getKey() + where(inbound, entry.getKey()))
                .findFirst();
    }

    private static String where(InboundEndpoint inbound, String parameter) {
        return inbound.parameters().stream()
                .filter(given -> given.name().equals(parameter))
                .findFirst()
                .map((Parameter given) -> " at " + given.location())
                .orElse(" of [websocket] in deployment.toml");
    }

    private Optional<String> sequences(String in, InboundSettings settings) {
        Project project = compilation.project();
        LogLevels levels = compilation.settings().levels();
        var ofClients = new RelaySearch.OfClients(in, steering, levels, targets);
        new FlowWalk(project, Variant.MESSAGE, ofClients).follow(in);
        if (ofClients.reason().isPresent()) {
            return ofClients.reason();
        }
        Optional<String> out =
                settings.outSequence().or(() -> Optional.of("main").filter(project.sequences()::containsKey));
        if (out.isEmpty()) {
            return Optional.of("no " + OUT_SEQUENCE);
        }
        var ofBackends = new RelaySearch.OfBackends(out.get(), steering, levels);
        new FlowWalk(project, Variant.REPLY, ofBackends).follow(out.get());
        String connect = settings.events().connectSequence().orElse(in);
        return ofBackends.reason().or(() -> ofClients.target().flatMap(target -> atHandshake(connect, target)));
    }

    /** A session that opens a connection to another back-end gets the messages of both. */
    private Optional<String> atHandshake(String connect, String target) {
        var others = new OtherTargetSearch(target, targets);
        new FlowWalk(compilation.project(), Variant.HANDSHAKE, others).follow(connect);
        return others.reason();
    }
}
