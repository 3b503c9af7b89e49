package dev.myelin.engine.mediator.flow;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <iterate>}: a message for each piece of the message. */
public final class IterateMediator extends AsyncProcessorSupport {
    private final Split split;
    private final SplitTarget target;
    private final Way way;

    /** Splits with {@code split}. */
    public IterateMediator(Split split, SplitTarget target, Way way) {
        this.split = split;
        this.target = target;
        this.way = way;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Iteration iteration;
        try {
            // The message itself may go on and change while parts are still to be made.
            Exchange original = way.waits() ? exchange : Copies.of(exchange, Copies.payload(exchange));
            iteration = new Iteration(original, split.of(original));
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Parts.run(exchange, way, iteration, callback);
    }

    private final class Iteration implements Parts.Plan {
        private final Exchange original;
        private final Split.Pieces pieces;

        Iteration(Exchange original, Split.Pieces pieces) {
            this.original = original;
            this.pieces = pieces;
        }

        @Override
        public int count() {
            return pieces.count();
        }

        @Override
        public Exchange part(int index) {
            return target.address(Copies.of(original, pieces.payload(index)));
        }

        @Override
        public String sequence(int index, Exchange part) {
            return target.sequence().text(part);
        }
    }
}
