package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The connections that serve one request at a time each: a caller leases one until its reply has come, and waits when all
 * are in use. Confined to one event loop but for {@link #submit} and {@link #close}.
 */
final class LeasePool {
    private static final int MAX_WAITING = 1024;

    private final BackendPool.Shared shared;
    private final BackendPool.Link link;
    private final BackendPool pool;
    private final EventLoop eventLoop;
    private final int size;
    private final Deque<LeasedConnection> idle = new ArrayDeque<>();
    private final List<LeasedConnection> all = new ArrayList<>();
    private final Queue<Leasing> waiting = new ArrayDeque<>();
    private final BufferBudget.Account buffered;
    private long waitingBytes;
    private boolean retired;
    private boolean closed;

    LeasePool(BackendPool.Shared shared, BackendPool.Link link, BackendPool pool, int size) {
        this.shared = shared;
        this.link = link;
        this.pool = pool;
        this.eventLoop = pool.loop();
        this.size = size;
        this.buffered = pool.buffers().account();
    }

    /** A caller whose request has a connection for itself. */
    static final class Leasing extends Caller {
        private final int bytes;
        private @Nullable Outgoing message;

        Leasing(Exchange exchange, SendRequest request, Outgoing message, AsyncCallback callback, BackendPool pool) {
            super(exchange, request, callback, pool);
            this.message = message;
            this.bytes = message.content().readableBytes();
        }

        /** What is to be sent; the caller of this method owns it. */
        @Nullable
        Outgoing takeMessage() {
            Outgoing taken = message;
            message = null;
            return taken;
        }

        @Override
        void released() {
            Outgoing unsent = takeMessage();
            if (unsent != null) {
                unsent.content().release();
            }
        }
    }

    /** Sends the message of {@code exchange} and completes it with the reply. From any thread. */
    void submit(Exchange exchange, SendRequest request, AsyncCallback callback) {
        Leasing caller = new Leasing(exchange, request, Outgoing.of(exchange, link.contentType()), callback, pool);
        if (eventLoop.inEventLoop()) {
            accept(caller);
        } else {
            eventLoop.execute(() -> accept(caller));
        }
    }

    private void accept(Leasing caller) {
        if (closed || waiting.size() >= MAX_WAITING || !holds(caller.bytes)) {
            caller.refuse(Fault.of(
                    ErrorCode.CONNECTION_FAILED,
                    link.request().target().address() + ": too many requests wait for a back-end connection"));
            retireIfUnused();
            return;
        }
        if (retired) {
            retired = false;
            pool.takeBack(shared, this);
        }
        caller.begin(eventLoop, () -> expire(caller), () -> gone(caller));
        waiting.add(caller);
        dispatch();
    }

    private void dispatch() {
        while (!waiting.isEmpty()) {
            LeasedConnection free = idle.poll();
            if (free == null) {
                openOneMore();
                return;
            }
            Leasing next = waiting.remove();
            forget(next);
            if (!next.isEnded()) {
                free.serve(next);
            } else {
                idle.push(free);
            }
        }
    }

    private void openOneMore() {
        long opening = all.stream().filter(LeasedConnection::isOpening).count();
        if (all.size() < size && opening < waiting.size()) {
            LeasedConnection connection = new LeasedConnection(link, this, pool, eventLoop);
            all.add(connection);
            connection.open();
        }
    }

    private void expire(Leasing caller) {
        giveUp(caller);
        caller.timeOut(Fault.of(
                ErrorCode.CONNECTION_TIMEOUT,
                link.request().target().address() + ": no reply in " + caller.patience() + " ms"));
    }

    private void gone(Leasing caller) {
        if (!caller.isEnded()) {
            giveUp(caller);
            // None of the codes that endpoints are given a rest for: the back-end has done nothing wrong.
            caller.fail(Fault.of(
                    ErrorCode.CONNECTION_GONE,
                    link.request().target().address() + ": the caller has gone before the reply"));
        }
    }

    private void giveUp(Leasing caller) {
        if (waiting.remove(caller)) {
            forget(caller);
        }
        all.stream().filter(each -> each.isServing(caller)).findFirst().ifPresent(LeasedConnection::giveUp);
    }

    /** {@code connection} can serve the next caller. */
    void free(LeasedConnection connection) {
        if (closed) {
            connection.close();
            return;
        }
        idle.push(connection);
        dispatch();
    }

    /** {@code connection} is gone, or is not to be used any more. */
    void lost(LeasedConnection connection) {
        idle.remove(connection);
        all.remove(connection);
        if (!closed) {
            dispatch();
            retireIfUnused();
        }
    }

    /** The back-end cannot be reached: nobody waits any longer than needed. */
    void refused(LeasedConnection connection, Fault fault) {
        all.remove(connection);
        if (all.isEmpty()) {
            failAll(fault);
            retireIfUnused();
        }
    }

    private void failAll(Fault fault) {
        Leasing next;
        while ((next = waiting.poll()) != null) {
            forget(next);
            next.fail(fault);
        }
    }

    /** Counts a message that is to wait; false when that would be too much for the engine. */
    private boolean holds(int bytes) {
        waitingBytes += bytes;
        boolean fits = buffered.hold(waitingBytes);
        if (!fits) {
            waitingBytes -= bytes;
            buffered.hold(waitingBytes);
        }
        return fits;
    }

    private void forget(Leasing caller) {
        waitingBytes -= caller.bytes;
        buffered.hold(waitingBytes);
    }

    private void retireIfUnused() {
        if (all.isEmpty() && waiting.isEmpty()) {
            retired = true;
            pool.retire(shared, this);
        }
    }

    /** Ends all connections with 1001; from any thread. */
    void close() {
        eventLoop.execute(() -> {
            closed = true;
            failAll(BackendPool.closed(link.request().target()));
            List.copyOf(all).forEach(LeasedConnection::close);
        });
    }
}
