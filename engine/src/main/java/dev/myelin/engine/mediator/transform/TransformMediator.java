package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.message.Payload;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * Runs a transformation: in place for a small message, on a worker for a large one, for what may take long whatever the
 * message is, or where something must be compiled first. One that takes too long fails.
 */
public final class TransformMediator extends AsyncProcessorSupport {
    private static final int SMALL = 64 << 10;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<? extends Keyed<?>> needs;
    private final Transformation transformation;
    private final Workers workers;

    /** What is done with the message. */
    @FunctionalInterface
    public interface Transformation {
        /** Computes, without changing the message; the result is then applied. */
        Change compute(Exchange exchange);

        /** Whether it may take long for a small message, too. */
        default boolean mayTakeLong(Exchange exchange) {
            return false;
        }
    }

    /** The change that a transformation comes to. */
    @FunctionalInterface
    public interface Change {
        /** Changes the message. */
        void apply(Exchange exchange);
    }

    /**
     * For one transformation.
     *
     * @param needs what must have been compiled before it can run
     */
    public TransformMediator(List<? extends Keyed<?>> needs, Transformation transformation, Workers workers) {
        this.needs = List.copyOf(needs);
        this.transformation = transformation;
        this.workers = workers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (!isQuick(exchange)) {
                return workers.run(
                        exchange,
                        LIMIT,
                        (message, turn) -> {
                            Change change = transformation.compute(message);
                            turn.use(() -> {
                                change.apply(message);
                                return message;
                            });
                        },
                        callback);
            }
            transformation.compute(exchange).apply(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private boolean isQuick(Exchange exchange) {
        for (Keyed<?> each : needs) {
            if (!each.isReady(exchange)) {
                return false;
            }
        }
        return !transformation.mayTakeLong(exchange) && Payload.of(exchange).size() <= SMALL;
    }
}
