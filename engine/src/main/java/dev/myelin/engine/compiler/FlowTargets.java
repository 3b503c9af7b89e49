package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.FlowTarget;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Sequence;
import dev.myelin.dsl.model.SynapseNode;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.EndpointComponent;
import dev.myelin.engine.mediator.flow.SplitTarget;
import dev.myelin.engine.mediator.flow.Way;
import dev.myelin.engine.message.SendRequest;
import java.util.List;
import java.util.Optional;
import org.apache.camel.model.ToDefinition;

/** What mediators share that make several messages of one: where these go, as sequences. */
final class FlowTargets {
    private FlowTargets() {}

    /** The sequence that a part runs; empty, and reported, when there is none. */
    static Optional<SplitTarget> target(FlowTarget target, String id, MediatorScope scope) {
        return sequence(target, id, scope).map(name -> new SplitTarget(name, target.to(), target.soapAction()));
    }

    private static Optional<TextSource> sequence(FlowTarget target, String id, MediatorScope scope) {
        if (target.sequence().isPresent()) {
            Sequence inside = target.sequence().get();
            return Optional.of(inline(inside, id, inside.onError().or(scope.around()::faults), scope));
        }
        if (target.sequenceName().isPresent()) {
            return scope.text(target.sequenceName().get(), target);
        }
        if (target.endpoint().isPresent()) {
            MediatorScope own = scope.own(id, scope.around().faults(), target);
            new EndpointUse(target, own)
                    .add(target.endpoint().get(), own.id("send"), SendRequest.Mode.SEND, Optional.empty());
            return Optional.of(exchange -> id);
        }
        if (target.endpointName().isPresent()) {
            MediatorScope own = scope.own(id, scope.around().faults(), target);
            String uri = EndpointComponent.uri(target.endpointName().get(), SendRequest.Mode.SEND, Optional.empty());
            own.add(new ToDefinition(uri), own.id("send"), target);
            return Optional.of(exchange -> id);
        }
        scope.error(target, "MYL-2031", "target: nothing in it (expected: a sequence or an endpoint)", "");
        return Optional.empty();
    }

    /** A sequence inside a mediator, as a route named {@code id} whose faults {@code faults} handles. */
    static TextSource inline(Sequence sequence, String id, Optional<String> faults, MediatorScope scope) {
        MediatorScope own = scope.own(id, faults, sequence);
        if (sequence.key().isPresent()) {
            own.compile(List.of(sequence));
        } else {
            body(sequence.mediators(), sequence, own);
        }
        return exchange -> id;
    }

    /** Mediators of a route; Camel takes none without a step. */
    static void body(List<Mediator> mediators, SynapseNode where, MediatorScope scope) {
        scope.compile(mediators);
        if (mediators.isEmpty()) {
            scope.process("nothing", exchange -> {}, "an empty sequence", where);
        }
    }

    /** How the parts of {@code iterate} and {@code clone} go. */
    static Way way(String name, Optional<String> id, boolean sequential, boolean continueParent, MediatorScope scope) {
        return new Way(
                name,
                id,
                sequential,
                sequential || !continueParent,
                continueParent,
                scope.around().rest(),
                runtime(scope));
    }

    static Way.Runtime runtime(MediatorScope scope) {
        return new Way.Runtime(scope.settings().sequences(), scope.settings().counters());
    }
}
