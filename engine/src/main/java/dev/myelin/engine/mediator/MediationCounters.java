package dev.myelin.engine.mediator;

import java.util.concurrent.atomic.LongAdder;

/** What mediation lost or repaired, counted, so that nothing is lost unseen. Thread-safe. */
public final class MediationCounters {
    private final LongAdder faults = new LongAdder();
    private final LongAdder discardedTimeouts = new LongAdder();
    private final LongAdder unroutedReplies = new LongAdder();

    /** Counts a message that ran into a fault. */
    public void countFault() {
        faults.increment();
    }

    /** Counts a reply that did not come in time and whose endpoint says {@code discard}. */
    public void countDiscardedTimeout() {
        discardedTimeouts.increment();
    }

    void countUnroutedReply() {
        unroutedReplies.increment();
    }

    /** Messages that ran into a fault. */
    public long faults() {
        return faults.sum();
    }

    /** Messages dropped because the reply timed out at an endpoint with {@code responseAction} {@code discard}. */
    public long discardedTimeouts() {
        return discardedTimeouts.sum();
    }

    /** Messages of back-ends for which no sequence is configured. */
    public long unroutedReplies() {
        return unroutedReplies.sum();
    }
}
