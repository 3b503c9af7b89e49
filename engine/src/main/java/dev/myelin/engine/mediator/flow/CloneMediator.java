package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.Payload;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <clone>}: a copy of the message for each target. */
public final class CloneMediator extends AsyncProcessorSupport {
    private final List<SplitTarget> targets;
    private final Way way;

    /** For these targets. */
    public CloneMediator(List<SplitTarget> targets, Way way) {
        this.targets = List.copyOf(targets);
        this.way = way;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Payload payload = Copies.payload(exchange);
        // The message itself may go on and change while copies are still to be made.
        Exchange original = way.waits() ? exchange : Copies.of(exchange, payload);
        return Parts.run(exchange, way, new Clones(original, payload), callback);
    }

    private final class Clones implements Parts.Plan {
        private final Exchange original;
        private final Payload payload;

        Clones(Exchange original, Payload payload) {
            this.original = original;
            this.payload = payload;
        }

        @Override
        public int count() {
            return targets.size();
        }

        @Override
        public Exchange part(int index) {
            return targets.get(index).address(Copies.of(original, payload));
        }

        @Override
        public String sequence(int index, Exchange part) {
            return targets.get(index).sequence().text(part);
        }
    }
}
