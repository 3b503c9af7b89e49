package dev.myelin.engine.transport.ws;

import java.util.concurrent.atomic.LongAdder;

/**
 * The requests to WebSocket back-ends whose callers wait for a reply, counted so that they add up: accepted = answered +
 * timed out + failed + in flight, and offered = accepted + refused. Thread-safe.
 */
public final class RequestCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder unasked = new LongAdder();

    /** How a request ended. */
    enum End {
        /** Its reply has come. */
        ANSWERED,
        /** Its reply did not come in time. */
        TIMED_OUT,
        /** Its reply will not come, or nobody waits for it any more. */
        FAILED
    }

    void accept() {
        accepted.increment();
        inFlight.increment();
    }

    void refuse() {
        refused.increment();
    }

    void end(End how) {
        inFlight.decrement();
        switch (how) {
            case ANSWERED -> answered.increment();
            case TIMED_OUT -> timedOut.increment();
            case FAILED -> failed.increment();
        }
    }

    void countLate() {
        late.increment();
    }

    void countUnasked() {
        unasked.increment();
    }

    /** Requests that were taken. */
    public long accepted() {
        return accepted.sum();
    }

    /** Requests that were not taken: malformed, or too many. */
    public long refused() {
        return refused.sum();
    }

    /** Requests whose callers got their replies; those that no reply comes to, once they were written. */
    public long answered() {
        return answered.sum();
    }

    /** Requests whose replies did not come in time. */
    public long timedOut() {
        return timedOut.sum();
    }

    /** Requests that no reply could come to: connections were lost or could not be had, callers went away. */
    public long failed() {
        return failed.sum();
    }

    /** Requests that wait, for a connection or for a reply. */
    public long inFlight() {
        return inFlight.sum();
    }

    /** Replies to requests that had been given up. */
    public long late() {
        return late.sum();
    }

    /** Other messages of back-ends that nobody waited for. */
    public long unasked() {
        return unasked.sum();
    }
}
