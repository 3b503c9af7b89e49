package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Call;
import dev.myelin.dsl.model.Endpoint;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Reference;
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
        Optional<Endpoint> endpoint = mediator instanceof Send send
                ? send.endpoint()
                : mediator instanceof Call call ? call.endpoint() : Optional.empty();
        if (endpoint.filter(this::isOther).isPresent()) {
            found(sequence, mediator);
        }
    }

    private boolean isOther(Endpoint endpoint) {
        boolean dynamic = endpoint.key().filter(Reference::isDynamic).isPresent();
        return dynamic
                || targets.addressOf(endpoint)
                        .filter(address -> !address.equals(target))
                        .isPresent();
    }

    @Override
    public void undecided(String sequence, Mediator mediator) {
        if (mediator instanceof Sequence) {
            found(sequence, mediator); // named by an expression: it may send anywhere
        }
    }

    @Override
    public void missing(String sequence) {
        // A fault for the client, at the handshake.
    }

    private void found(String sequence, Mediator mediator) {
        reason = reason.or(() -> Optional.of(RelaySearch.place(sequence, mediator) + ", at the handshake"));
    }
}
