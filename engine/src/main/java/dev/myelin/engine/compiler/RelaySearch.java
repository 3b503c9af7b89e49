package dev.myelin.engine.compiler;

import dev.myelin.dsl.model.Drop;
import dev.myelin.dsl.model.Log;
import dev.myelin.dsl.model.Mediator;
import dev.myelin.dsl.model.Property;
import dev.myelin.dsl.model.Respond;
import dev.myelin.dsl.model.Send;
import java.util.Optional;

/** Looks for the first thing that keeps messages from being relayed: that a sequence reads or changes them. */
abstract class RelaySearch implements FlowWalk.Visitor {
    private final SteeringProperties steering;
    private final LogLevels levels;
    private Optional<String> reason = Optional.empty();

    RelaySearch(SteeringProperties steering, LogLevels levels) {
        this.steering = steering;
        this.levels = levels;
    }

    /** Why messages cannot be relayed; empty when they can. */
    Optional<String> reason() {
        return reason;
    }

    final void found(String why) {
        reason = reason.or(() -> Optional.of(why));
    }

    final void found(String sequence, Mediator mediator) {
        found(place(sequence, mediator));
    }

    /** The mediator with its place. */
    static String place(String sequence, Mediator mediator) {
        return sequence + ": <" + Elements.nameOf(mediator) + "> at " + mediator.location();
    }

    @Override
    public final void step(String sequence, Mediator mediator) {
        boolean passes = mediator instanceof Drop
                || mediator instanceof Property property && steering.contains(property)
                || mediator instanceof Log log
                        && !levels.isEnabled("myelin.log." + sequence, LogCompiler.level(log.category()));
        if (!passes && !moves(sequence, mediator)) {
            found(sequence, mediator);
        }
    }

    /** Whether the mediator only moves the message to where the search expects it to go. */
    abstract boolean moves(String sequence, Mediator mediator);

    @Override
    public final void undecided(String sequence, Mediator mediator) {
        found(sequence, mediator);
    }

    @Override
    public final void missing(String sequence) {
        found("sequence " + sequence + " is not there");
    }

    /** Messages of clients: each must be sent to the one WebSocket back-end, once. */
    static final class OfClients extends RelaySearch {
        private final String sequence;
        private final WebSocketTargets targets;
        private Optional<String> target = Optional.empty();

        OfClients(String sequence, SteeringProperties steering, LogLevels levels, WebSocketTargets targets) {
            super(steering, levels);
            this.sequence = sequence;
            this.targets = targets;
        }

        @Override
        boolean moves(String where, Mediator mediator) {
            if (!(mediator instanceof Send send)
                    || target.isPresent()
                    || send.receive().isPresent()) {
                return false;
            }
            target = send.endpoint().flatMap(targets::addressOf);
            target.flatMap(targets::disabledSender).ifPresent(this::found);
            return target.isPresent();
        }

        /** The address of the back-end; empty when there is a reason. */
        Optional<String> target() {
            return target;
        }

        @Override
        Optional<String> reason() {
            return super.reason()
                    .or(() -> target.isPresent()
                            ? Optional.empty()
                            : Optional.of(sequence + ": no <send> to a WebSocket endpoint"));
        }
    }

    /** Messages of back-ends: each must be given to the client, once. */
    static final class OfBackends extends RelaySearch {
        private final String sequence;
        private boolean responds;

        OfBackends(String sequence, SteeringProperties steering, LogLevels levels) {
            super(steering, levels);
            this.sequence = sequence;
        }

        @Override
        boolean moves(String where, Mediator mediator) {
            boolean back = mediator instanceof Respond
                    || mediator instanceof Send send && send.endpoint().isEmpty();
            boolean first = back && !responds;
            responds |= back;
            return first;
        }

        @Override
        Optional<String> reason() {
            return super.reason().or(() -> responds ? Optional.empty() : Optional.of(sequence + ": no <respond>"));
        }
    }
}
