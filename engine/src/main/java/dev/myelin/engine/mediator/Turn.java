package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The right of a worker to touch a message. It ends when the work is done or its time is up, whichever comes first: after
 * that the message is in other hands, and a worker that still runs must not reach it.
 */
public final class Turn {
    private boolean over;
    private @Nullable Future<?> alarm;

    /** What ends it when the time is up; not needed any more once it has ended. */
    public synchronized void alarm(Future<?> set) {
        alarm = set;
    }

    /** Does {@code access} to the message; a fault when the turn is over. */
    public synchronized <T> T use(Supplier<T> access) {
        if (over) {
            throw Fault.of(ErrorCode.MEDIATION, "The time is up");
        }
        return access.get();
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Ends it; whether it had not ended before. */
    public synchronized boolean end() {
        boolean first = !over;
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        return first;
    }
}
