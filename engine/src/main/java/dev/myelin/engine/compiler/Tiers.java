package dev.myelin.engine.compiler;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.Reference;
import dev.myelin.dsl.model.Respond;
import dev.myelin.dsl.model.Send;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which tier an inbound endpoint runs in, and which mediator made it so. */
final class Tiers {
    private final Project project;

    Tiers(Project project) {
        this.project = project;
    }

    /** For example {@code mediated (dispatchSeq: <log> at FILE:LINE:COLUMN)}. */
    String of(InboundEndpoint inbound) {
        Stream<String> out = inbound.parameters().stream()
                .filter(parameter -> parameter.name().equals("ws.outflow.dispatch.sequence"))
                .map(Parameter::text);
        Set<String> seen = new HashSet<>();
        return "mediated ("
                + Stream.concat(Stream.of(inbound.sequence().orElse("main")), out)
                        .map(name -> needsMediation(name, seen))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse("the only tier of this version")
                + ")";
    }

    private Optional<String> needsMediation(String name, Set<String> seen) {
        Sequence sequence = project.sequences().get(name);
        if (sequence == null || !seen.add(name)) {
            return Optional.empty();
        }
        return sequence.mediators().stream()
                .map(mediator -> reason(name, mediator, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> reason(String sequence, SynapseNode node, Set<String> seen) {
        if (node instanceof Sequence inner
                && inner.key().filter(key -> !Reference.isDynamic(key)).isPresent()) {
            return needsMediation(inner.key().get(), seen);
        }
        if (node instanceof Send || node instanceof Respond || !(node instanceof Mediator mediator)) {
            return Optional.empty();
        }
        return Optional.of(sequence + ": <" + Elements.nameOf(mediator) + "> at " + node.location());
    }
}
