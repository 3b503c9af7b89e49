package dev.myelin.engine.transport.ws;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Watches for how long one connection of a session takes nothing ({@code ws.slow.consumer=close}). A connection may go
 * above its high water mark and below the low one many times a second: that moves no timer. Confined to the event loop.
 */
final class SlowReceiver implements Runnable {
    private final Leg leg;
    private final EventLoop eventLoop;
    private final long limit;
    private final Runnable tooLong;
    private long fullSince;
    private boolean scheduled;

    /** Makes the watch of {@code leg}, which may be full for {@code limit} nanoseconds. */
    SlowReceiver(Leg leg, long limit, Runnable tooLong) {
        this.leg = leg;
        this.eventLoop = leg.eventLoop();
        this.limit = limit;
        this.tooLong = tooLong;
    }

    boolean isGone() {
        return !leg.isOpen();
    }

    boolean isOf(Leg other) {
        return leg == other;
    }

    /** The leg has gone above its high water mark. */
    void full() {
        fullSince = System.nanoTime();
        if (!scheduled) {
            schedule(limit);
        }
    }

    private void schedule(long nanos) {
        scheduled = true;
        eventLoop.schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        scheduled = false;
        if (!leg.isOpen() || leg.isWritable()) {
            return;
        }
        long left = limit - (System.nanoTime() - fullSince);
        if (left <= 0) {
            tooLong.run();
        } else {
            schedule(left);
        }
    }
}
