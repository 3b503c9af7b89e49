package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.SequenceComponent;
import java.util.List;
import java.util.Optional;

/** A named sequence, or one inside a proxy, as a route of its own. */
final class SequenceCompiler {
    private SequenceCompiler() {}

    static void compile(Sequence sequence, ArtefactBuild build) {
        RouteBuild routes = new RouteBuild(build, sequence);
        String id = routeId(sequence.name());
        String uri = SequenceComponent.uri(sequence.name());
        MediatorScope scope =
                sequence.onError().isPresent() ? routes.guarded(id, uri, sequence.onError()) : routes.plain(id, uri);
        body(sequence.mediators(), sequence, scope);
    }

    /** A route for mediators that have no name of their own, with the fault handling around them. */
    static void compileInline(
            String name, List<Mediator> mediators, SynapseNode where, ArtefactBuild build, Optional<String> fault) {
        RouteBuild routes = new RouteBuild(build, where);
        String uri = SequenceComponent.uri(name);
        body(
                mediators,
                where,
                fault.isPresent() ? routes.guarded(routeId(name), uri, fault) : routes.plain(routeId(name), uri));
    }

    static String routeId(String sequence) {
        return "sequence:" + sequence;
    }

    private static void body(List<Mediator> mediators, SynapseNode where, MediatorScope scope) {
        scope.compile(mediators);
        if (mediators.isEmpty()) {
            // Camel takes no route without a step.
            scope.process("nothing", exchange -> {}, "an empty sequence", where);
        }
    }
}
