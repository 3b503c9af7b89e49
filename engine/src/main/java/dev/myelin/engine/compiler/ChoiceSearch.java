package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.CallTemplate;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Send;
import dev.myelin.dsl.model.Sequence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Looks for whether messages of one session may go to several WebSocket back-ends: routing by content. */
final class ChoiceSearch implements FlowWalk.Visitor {
    private final WebSocketTargets targets;
    private final Set<String> found = new HashSet<>();
    private boolean unknown;

    ChoiceSearch(WebSocketTargets targets) {
        this.targets = targets;
    }

    /** Whether there is more than one, or one that only the message names. */
    boolean chooses() {
        return unknown || found.size() > 1;
    }

    @Override
    public void step(String sequence, Mediator mediator) {
        Optional<Endpoint> endpoint = Optional.empty();
        if (mediator instanceof Send send) {
            endpoint = send.endpoint();
        } else if (mediator instanceof Call call) {
            endpoint = call.endpoint();
        }
        endpoint.ifPresent(this::add);
    }

    @Override
    public void target(String sequence, Mediator mediator, Endpoint endpoint) {
        add(endpoint);
    }

    private void add(Endpoint endpoint) {
        if (targets.isNamedByMessage(endpoint)) {
            unknown = true;
        } else {
            targets.nameOf(endpoint).ifPresent(found::add);
        }
    }

    @Override
    public void anything(String sequence, Mediator mediator) {
        unknown = true;
    }

    @Override
    public void undecided(String sequence, Mediator mediator) {
        unknown |= mediator instanceof Sequence || mediator instanceof CallTemplate; // named by an expression
    }

    @Override
    public void missing(String sequence) {
        // A fault for the message.
    }
}
