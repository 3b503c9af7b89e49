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
    private @Nullable Thread worker;
    private boolean abandoned;

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

    /** Says who works; false when it has ended before anybody began. */
    synchronized boolean begin(Thread thread) {
        if (!over) {
            worker = thread;
        }
        return !over;
    }

    /** Gives up who works, and asks it to stop; whether anybody does. */
    synchronized boolean abandon() {
        if (worker != null) {
            worker.interrupt();
            abandoned = true;
        }
        return abandoned;
    }

    /** Says that nobody works any more, on the thread that did; whether it had been given up. */
    synchronized boolean release() {
        worker = null;
        if (abandoned) {
            // The next work of this thread was not meant.
            Thread.interrupted();
        }
        return abandoned;
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
