package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that carries the {@code OUT_ONLY} messages of an identity, opened with the first message and kept.
 * While it opens or does not take more, messages wait: at most 1,024 or 1 MiB, each for a limited time. When it is lost
 * it is opened again, at once for a message, else after a growing pause.
 */
final class SharedConnection implements LegListener {
    private static final Logger LOG = LoggerFactory.getLogger(SharedConnection.class);
    private static final int MAX_WAITING = 1024;
    private static final int MAX_WAITING_BYTES = 1024 * 1024;

    private final BackendPool.Identity identity;
    private final BackendPool.Link link;
    private final BackendPool pool;
    private final EventLoop eventLoop;
    private final FlushBatch batch;
    private final PoolSource source;
    private final Pump replies;
    private final Backoff backoff = new Backoff();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private long lastUsed = System.nanoTime();
    private boolean retired = true;
    private boolean connecting;
    private boolean closed;
    private final BufferBudget.Account buffered;
    private @Nullable Leg leg;
    private @Nullable ScheduledFuture<?> reconnect;

    /** A message that waits for the connection. */
    private record Waiting(Exchange exchange, Outgoing message, AsyncCallback callback, ScheduledFuture<?> timer) {}

    SharedConnection(BackendPool.Identity identity, BackendPool.Link link, BackendPool pool, EventLoop eventLoop) {
        this.identity = identity;
        this.link = link;
        this.buffered = pool.buffers().account();
        this.pool = pool;
        this.eventLoop = eventLoop;
        this.batch = new FlushBatch(eventLoop);
        this.source = new PoolSource(link.request().target().address());
        this.replies = new Pump(
                eventLoop,
                link.limits().readAhead().messages(),
                link.limits().readAhead().bytes(),
                () -> pause(true),
                () -> pause(false));
    }

    /** Sends the message of {@code exchange}; completes it once the frame has been written. From any thread. */
    void submit(Exchange exchange, AsyncCallback callback) {
        Outgoing message = Outgoing.of(exchange, link.contentType());
        if (eventLoop.inEventLoop()) {
            accept(exchange, message, callback);
        } else {
            eventLoop.execute(() -> accept(exchange, message, callback));
        }
    }

    private void accept(Exchange exchange, Outgoing message, AsyncCallback callback) {
        lastUsed = System.nanoTime();
        if (retired) {
            retired = false;
            pool.takeBack(identity, this);
            watchUse(link.times().idle().toNanos());
        }
        Leg open = leg;
        if (open != null && open.isOpen() && open.isWritable() && waiting.isEmpty()) {
            write(open, exchange, message, callback);
            return;
        }
        int size = message.content().readableBytes();
        if (closed || isFull(size) || !holds(size)) {
            message.content().release();
            fail(exchange, callback, full());
            return;
        }
        ScheduledFuture<?> timer =
                eventLoop.schedule(() -> expire(exchange), pool.patience().toMillis(), TimeUnit.MILLISECONDS);
        waiting.add(new Waiting(exchange, message, callback, timer));
        if (open == null || !open.isOpen()) {
            connect();
        }
    }

    private void write(Leg open, Exchange exchange, Outgoing message, AsyncCallback callback) {
        open.send(message.text(), message.content(), open.channel().newPromise().addListener(done -> {
            if (!done.isSuccess()) {
                exchange.setException(BackendPool.closed(link.request().target(), done.cause()));
            }
            callback.done(false);
        }));
    }

    private void connect() {
        if (connecting || closed) {
            return;
        }
        connecting = true;
        if (reconnect != null) {
            reconnect.cancel(false);
        }
        link.connector().connect(eventLoop, link.request(), link.limits(), link.reach(), this::connected);
    }

    private void connected(ConnectResult result) {
        connecting = false;
        if (result instanceof ConnectResult.Refused refused) {
            LOG.debug("{}", refused.fault().message());
            failAll(refused.fault());
            reconnectLater();
            return;
        }
        ConnectResult.Connected connected = (ConnectResult.Connected) result;
        Leg opened = new Leg(connected.channel(), false, link.times().close(), batch);
        leg = opened;
        pool.opened(connected.channel());
        backoff.reset();
        FrameHandler.install(opened, this, link.limits().backend().mediatedMessage(), connected.deflate());
        if (closed) {
            opened.close(new CloseStatus(CloseStatus.GOING_AWAY, "shutdown"));
            return;
        }
        connected.channel().config().setAutoRead(true);
        drain(opened);
    }

    private void drain(Leg open) {
        Waiting next;
        while (open.isOpen() && open.isWritable() && (next = waiting.poll()) != null) {
            next.timer().cancel(false);
            waitingBytes -= next.message().content().readableBytes();
            write(open, next.exchange(), next.message(), next.callback());
        }
        count();
    }

    private boolean isFull(int size) {
        return waiting.size() >= MAX_WAITING || waitingBytes + size > MAX_WAITING_BYTES && !waiting.isEmpty();
    }

    /** Counts a message that is to wait; false when that would be too much for the engine. */
    private boolean holds(int size) {
        waitingBytes += size;
        boolean fits = count();
        if (!fits) {
            waitingBytes -= size;
            count();
        }
        return fits;
    }

    /** What is held now, messages that wait included; false when it is more than before and too much for the engine. */
    private boolean count() {
        Leg open = leg;
        return buffered.hold(waitingBytes + replies.heldBytes() + (open == null ? 0 : open.held()));
    }

    private void expire(Exchange exchange) {
        for (Waiting each : waiting) {
            if (each.exchange() == exchange) {
                waiting.remove(each);
                release(each);
                fail(exchange, each.callback(), full());
                return;
            }
        }
    }

    private void failAll(Fault fault) {
        Waiting next;
        while ((next = waiting.poll()) != null) {
            next.timer().cancel(false);
            release(next);
            fail(next.exchange(), next.callback(), fault);
        }
    }

    private void release(Waiting each) {
        waitingBytes -= each.message().content().readableBytes();
        each.message().content().release();
        count();
    }

    private static void fail(Exchange exchange, AsyncCallback callback, Fault fault) {
        exchange.setException(fault);
        callback.done(false);
    }

    private Fault full() {
        return Fault.of(
                ErrorCode.CONNECTION_FAILED,
                link.request().target().address() + ": the back-end connection does not take messages fast enough");
    }

    /** A connection that carries nothing for the idle timeout is given up, whatever its state. */
    private void watchUse(long nanos) {
        if (nanos > 0) {
            eventLoop.schedule(this::checkUse, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void checkUse() {
        long left = link.times().idle().toNanos() - (System.nanoTime() - lastUsed);
        if (closed) {
            return;
        }
        if (left > 0) {
            watchUse(left);
            return;
        }
        retired = true;
        pool.retire(identity, this);
        if (reconnect != null) {
            reconnect.cancel(false);
        }
        Leg open = leg;
        if (open != null) {
            open.close(new CloseStatus(CloseStatus.GOING_AWAY, "idle timeout"));
        }
    }

    private void reconnectLater() {
        if (!closed && !retired) {
            reconnect = eventLoop.schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void pause(boolean stop) {
        Leg open = leg;
        if (open != null && stop) {
            open.pause(Leg.Pause.READ_AHEAD);
        } else if (open != null) {
            open.resume(Leg.Pause.READ_AHEAD);
        }
    }

    @Override
    public void onMessage(Leg from, boolean text, ByteBuf content) {
        Payload payload = Payload.ofFrame(content, text, link.contentType());
        replies.offer(new MessageJob(pool.replies(), source, payload, content));
    }

    @Override
    public void onReadEnd(Leg from) {
        Leg open = leg;
        if (open != null && !count()) {
            open.abandon(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much is buffered"));
            count();
        }
    }

    @Override
    public void onClose(Leg from, CloseStatus status) {
        if (!closed) { // else it answers the close at the end of the engine
            String address = link.request().target().address();
            LOG.info("{}: the back-end closed: {} {}", address, status.code(), status.reason());
        }
    }

    @Override
    public void onViolation(Leg from, CloseStatus status) {
        LOG.warn("{}: {} {}", link.request().target().address(), status.code(), LegListener.why(status));
    }

    @Override
    public void onGone(Leg from) {
        if (from != leg) {
            return;
        }
        leg = null;
        count();
        if (waiting.isEmpty()) {
            reconnectLater();
        } else {
            connect();
        }
    }

    @Override
    public void onWritability(Leg from) {
        if (from.isWritable()) {
            drain(from);
        }
    }

    /** Ends the connection with 1001; from any thread. */
    void close() {
        eventLoop.execute(() -> {
            closed = true;
            if (reconnect != null) {
                reconnect.cancel(false);
            }
            failAll(full());
            Leg open = leg;
            if (open != null) {
                open.close(new CloseStatus(CloseStatus.GOING_AWAY, "shutdown"));
            }
        });
    }
}
