package dev.myelin.engine.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a caller has: for the head of a request as a whole, for a body as long as it goes on, between requests. Sits
 * in front of the HTTP codec to see bytes; {@link RequestGate} says how far the request is. A request that comes in one read
 * costs no timer.
 */
final class RequestClock extends ChannelInboundHandlerAdapter implements Runnable {
    /** A body that is slower than so many bytes a second is given up. */
    static final long SLOWEST_BODY = 500;

    /** What is told to the handlers behind when a request does not come in time. */
    static final Object TIMED_OUT = new Object();

    /** What the engine waits for. */
    private enum Phase {
        /** The next request, and the caller to take the last answer. */
        IDLE,
        HEAD,
        BODY,
        /** Nothing that the caller has to do. */
        ANSWER
    }

    private final long request;
    private final long idle;
    private Phase phase = Phase.HEAD;
    private long began = System.nanoTime();
    private long bytes;
    private long bytesBefore;
    private long pendingBefore;
    private @Nullable ChannelHandlerContext context;
    private @Nullable ScheduledFuture<?> timer;
    private long due;

    /** With the time for a head and each part of a body, and that between requests. */
    RequestClock(Duration request, Duration idle) {
        this.request = request.toNanos();
        this.idle = idle.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        arm(ctx, request);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf part) {
            bytes += part.readableBytes();
        }
        if (phase == Phase.IDLE) {
            enter(Phase.HEAD);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.fireChannelReadComplete();
        // What came as a whole needs no timer of its own.
        if (phase == Phase.HEAD || phase == Phase.BODY) {
            arm(ctx, request - (System.nanoTime() - began));
        }
    }

    /** A head is whole, its body follows. */
    void headRead() {
        bytesBefore = bytes;
        enter(Phase.BODY);
    }

    /** A request is whole. */
    void requestRead() {
        phase = Phase.ANSWER;
    }

    /** A request has been answered. */
    void answered() {
        pendingBefore = Long.MAX_VALUE;
        enter(Phase.IDLE);
    }

    private void enter(Phase next) {
        phase = next;
        began = System.nanoTime();
    }

    /** The connection is somebody else's, or about to end. */
    void stop() {
        ScheduledFuture<?> pending = timer;
        context = null;
        timer = null;
        if (pending != null) {
            pending.cancel(false);
        }
    }

    private void arm(ChannelHandlerContext ctx, long nanos) {
        long then = System.nanoTime() + nanos;
        ScheduledFuture<?> pending = timer;
        if (context == null || pending != null && due - then <= 0) {
            return;
        }
        if (pending != null) {
            pending.cancel(false);
        }
        due = then;
        timer = ctx.executor().schedule(this, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        timer = null;
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        long waited = System.nanoTime() - began;
        switch (phase) {
            case ANSWER -> arm(ctx, idle);
            case IDLE -> idle(ctx, waited);
            case HEAD, BODY -> request(ctx, waited);
        }
    }

    private void request(ChannelHandlerContext ctx, long waited) {
        if (waited < request) {
            arm(ctx, request - waited);
        } else if (phase == Phase.BODY && (bytes - bytesBefore) * 1e9 >= (double) SLOWEST_BODY * waited) {
            headRead();
            arm(ctx, request);
        } else {
            stop();
            ctx.fireUserEventTriggered(TIMED_OUT);
        }
    }

    private void idle(ChannelHandlerContext ctx, long waited) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        if (waited < idle) {
            arm(ctx, idle - waited);
        } else if (pending > 0 && pending < pendingBefore) {
            // It still takes its answer.
            pendingBefore = pending;
            enter(Phase.IDLE);
            arm(ctx, idle);
        } else {
            stop();
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }
}
