package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.CallTemplate;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Loopback;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Send;
import dev.myelin.dsl.model.Sequence;
import java.util.Optional;

/** Looks for what may open a connection to another WebSocket back-end than the one that messages go to. */
final class OtherTargetSearch implements FlowWalk.Visitor {
    private final String target;
    private final WebSocketTargets targets;
    private Optional<String> reason = Optional.empty();

    OtherTargetSearch(String target, WebSocketTargets targets) {
        this.target = target;
        this.targets = targets;
    }

    Optional<String> reason() {
        return reason;
    }

    @Override
    public void step(String sequence, Mediator mediator) {
        if (opensOther(mediator)) {
            found(sequence, mediator);
        }
    }

    private boolean opensOther(Mediator mediator) {
        if (mediator instanceof Send send) {
            // Without an endpoint: to wherever To points.
            return send.endpoint()
                    .map(endpoint -> targets.mayReachOther(endpoint, target))
                    .orElse(true);
        }
        if (mediator instanceof Call call) {
            return call.endpoint()
                    .filter(endpoint -> targets.mayReachOther(endpoint, target))
                    .isPresent();
        }
        return mediator instanceof Loopback; // runs the out sequence, which may send anywhere
    }

    @Override
    public void undecided(String sequence, Mediator mediator) {
        if (mediator instanceof Sequence || mediator instanceof CallTemplate) {
            found(sequence, mediator); // named by an expression: it may send anywhere
        }
    }

    @Override
    public void target(String sequence, Mediator mediator, Endpoint endpoint) {
        if (targets.mayReachOther(endpoint, target)) {
            found(sequence, mediator);
        }
    }

    @Override
    public void anything(String sequence, Mediator mediator) {
        found(sequence, mediator);
    }

    @Override
    public void missing(String sequence) {
        // A fault for the client, at the handshake.
    }

    private void found(String sequence, Mediator mediator) {
        reason = reason.or(() -> Optional.of(RelaySearch.place(sequence, mediator) + ", at the handshake"));
    }
}
