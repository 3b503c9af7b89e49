package dev.myelin.engine.transport.ws;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers the flushes of legs of one event loop: while one of them reads, all writes wait for the end of that read;
 * outside of a read they wait for the tasks that are due now. One system call then carries many messages. What is above
 * the high water mark does not wait: perhaps the peer takes it, and if it does not, its sender is to pause.
 */
final class FlushBatch implements Runnable {
    private final EventLoop eventLoop;
    private final List<Leg> written = new ArrayList<>(2);
    private boolean reading;
    private boolean scheduled;
    private boolean flushing;

    FlushBatch(EventLoop eventLoop) {
        this.eventLoop = eventLoop;
    }

    /** A read begins, or goes on with its next message. */
    void readBegins() {
        reading = true;
    }

    /** The read has ended: everything written goes out. */
    void readEnds() {
        reading = false;
        flush();
    }

    /** {@code leg} has something to flush. */
    void wrote(Leg leg) {
        if (leg.markDirty()) {
            written.add(leg);
        }
        if (!flushing && leg.isWorthAFlush()) {
            flushing = true;
            leg.flushFull();
            flushing = false;
        }
        if (!reading && !scheduled) {
            scheduled = true;
            eventLoop.execute(this);
        }
    }

    /** The task that is due outside of a read. */
    @Override
    public void run() {
        scheduled = false;
        if (!reading) {
            flush();
        }
    }

    private void flush() {
        // A flush may cause further writes, to legs that have been flushed already: they join the list again.
        flushing = true;
        for (int i = 0; i < written.size(); i++) {
            written.get(i).flush();
        }
        flushing = false;
        written.clear();
    }
}
