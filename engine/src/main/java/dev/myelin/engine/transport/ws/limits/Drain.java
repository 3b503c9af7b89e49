package dev.myelin.engine.transport.ws.limits;

import dev.myelin.engine.session.LiveSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells sessions of their end, spread evenly over a time, so that their clients do not all come again at the same moment.
 * A few sessions take no longer than they need: two hundred are told in a second.
 */
public final class Drain implements Runnable {
    private static final long NANOS_PER_SESSION = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long STEP_MILLIS = 10;

    private final List<LiveSession> sessions;
    private final Consumer<LiveSession> end;
    private final ScheduledExecutorService executor;
    private final long spread;
    private final long began = System.nanoTime();
    private final CountDownLatch told = new CountDownLatch(1);
    private int next;

    /**
     * Makes it; {@link #begin()} starts it.
     *
     * @param end what to do with each session
     * @param atMost the longest time from the first to the last
     */
    public Drain(
            List<LiveSession> sessions, Consumer<LiveSession> end, ScheduledExecutorService executor, Duration atMost) {
        this.sessions = sessions;
        this.end = end;
        this.executor = executor;
        this.spread = Math.min(atMost.toNanos(), sessions.size() * NANOS_PER_SESSION);
    }

    /** Starts with the first session. */
    public Drain begin() {
        executor.execute(this);
        return this;
    }

    /** Waits until the last session was told. */
    public void await() throws InterruptedException {
        // Longer than the spread only on a machine that does not get round to it.
        told.await(spread + TimeUnit.SECONDS.toNanos(10), TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        int due = due(System.nanoTime() - began);
        while (next < due) {
            end.accept(sessions.get(next));
            next++;
        }
        if (next == sessions.size()) {
            told.countDown();
        } else {
            executor.schedule(this, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private int due(long elapsed) {
        int all = sessions.size();
        return elapsed >= spread ? all : Math.min(all, (int) (all * elapsed / spread) + 1);
    }
}
