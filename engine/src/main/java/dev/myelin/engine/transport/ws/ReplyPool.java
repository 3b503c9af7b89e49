package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.transport.ws.correlation.Dialect;
import dev.myelin.engine.transport.ws.correlation.Request;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * A few connections that carry the requests of many callers at a time, told apart by a {@link Dialect}. Opened as they are
 * needed; when all are lost, one is opened again after a growing pause, or at once for a request. Confined to one event
 * loop but for {@link #submit} and {@link #close}.
 */
final class ReplyPool {
    /** Of as many connections the one with the fewest requests is taken. */
    private static final int LOOKED_AT = 8;

    private final BackendPool.Shared shared;
    private final BackendPool.Link link;
    private final BackendPool pool;
    private final EventLoop eventLoop;
    private final Dialect dialect;
    private final CamelContext context;
    private final int size;
    private final List<ReplyConnection> open = new ArrayList<>();
    private final List<ReplyConnection> ending = new ArrayList<>();
    private final Backoff backoff = new Backoff();
    private final WaitingCallers waiting = new WaitingCallers();
    private final BufferBudget.Account buffered;
    private int turn;
    private long lastUsed = System.nanoTime();
    private boolean retired = true;
    private boolean closed;
    private @Nullable ReplyConnection opening;
    private @Nullable ScheduledFuture<?> reconnect;

    ReplyPool(
            BackendPool.Shared shared,
            BackendPool.Link link,
            BackendPool pool,
            Dialect dialect,
            int size,
            CamelContext context) {
        this.context = context;
        this.shared = shared;
        this.link = link;
        this.pool = pool;
        this.eventLoop = pool.loop();
        this.dialect = dialect;
        this.size = size;
        this.buffered = pool.buffers().account();
    }

    /** A caller whose request shares a connection. */
    static final class Asking extends Caller {
        /** What the memory of an id takes, roughly. */
        private static final int BYTES_PER_ID = 64;

        private final Request message;
        private final boolean text;
        private final int bytes;
        private @Nullable ReplyConnection connection;
        private @Nullable Slot slot;

        private Asking(
                Exchange exchange,
                SendRequest request,
                AsyncCallback callback,
                BackendPool pool,
                Request message,
                boolean text,
                int bytes) {
            super(exchange, request, callback, pool);
            this.message = message;
            this.text = text;
            this.bytes = bytes + BYTES_PER_ID * message.ids().size();
        }

        /** Throws a {@link Fault} when nobody could tell the reply. */
        static Asking of(
                Exchange exchange,
                SendRequest request,
                AsyncCallback callback,
                BackendPool pool,
                Dialect dialect,
                String contentType) {
            Outgoing sent = Outgoing.of(exchange, contentType);
            try {
                Request message = dialect.request(exchange, sent.bytes());
                boolean text = dialect.isText() || sent.text();
                return new Asking(
                        exchange,
                        request,
                        callback,
                        pool,
                        message,
                        text,
                        sent.content().readableBytes());
            } finally {
                sent.content().release();
            }
        }

        Request message() {
            return message;
        }

        boolean isText() {
            return text;
        }

        int bytes() {
            return bytes;
        }

        @Nullable
        String key() {
            return message.key();
        }

        /** It was sent. */
        void at(ReplyConnection where, Slot place) {
            connection = where;
            slot = place;
        }
    }

    /** Sends the request and completes its exchange with the reply. From any thread. */
    void submit(Asking caller) {
        if (eventLoop.inEventLoop()) {
            accept(caller);
        } else {
            eventLoop.execute(() -> accept(caller));
        }
    }

    private void accept(Asking caller) {
        lastUsed = System.nanoTime();
        if (retired && !closed) {
            retired = false;
            pool.takeBack(shared, this);
            watchUse(link.times().idle().toNanos());
        }
        ReplyConnection free = closed ? null : pick(caller.key());
        if (free == null && (closed || isFull() || !waits(caller))) {
            caller.refuse(fault(ErrorCode.CONNECTION_FAILED, "too many requests wait for replies of the back-end"));
            return;
        }
        caller.begin(eventLoop, () -> expire(caller), () -> gone(caller));
        if (free == null) {
            openFor(caller.key());
        } else {
            send(caller, free);
        }
    }

    private boolean waits(Asking caller) {
        return waiting.hasRoom() && waiting.add(caller, isTaken(caller.key()), buffered);
    }

    /** All the connections that there can be have all the requests that they take. */
    private boolean isFull() {
        return open.size() == size && open.stream().allMatch(ReplyConnection::isFull);
    }

    /** Whether all open connections carry a request with this key. */
    private boolean isTaken(@Nullable String key) {
        return key != null && !open.isEmpty() && open.stream().allMatch(each -> each.has(key));
    }

    private void send(Asking caller, ReplyConnection to) {
        to.send(caller);
        if (to.load() > 1 && open.size() < size) {
            openOneMore();
        }
    }

    /** A connection that takes a request with this key now; null when there is none. */
    private @Nullable ReplyConnection pick(@Nullable String key) {
        ReplyConnection best = null;
        int count = open.size();
        int seen = 0;
        turn = turn + 1 < count ? turn + 1 : 0;
        for (int i = 0; i < count && seen < LOOKED_AT; i++) {
            ReplyConnection each = open.get((turn + i) % count);
            if (each.takes(key)) {
                best = best == null || each.load() < best.load() ? each : best;
                seen++;
            }
        }
        return best;
    }

    /** Has a connection opened that a request can have which none of those takes that there are. */
    private void openFor(@Nullable String key) {
        if (key != null && open.size() == size && isTaken(key)) {
            // Where its last request was given up, the late reply to that one is not to be taken for the reply to this.
            open.stream().filter(each -> each.isGivenUp(key)).findFirst().ifPresent(this::replace);
        }
        openOneMore();
    }

    /** Takes {@code connection} out of use: it ends when its last request has. */
    void replace(ReplyConnection connection) {
        if (open.remove(connection)) {
            ending.add(connection);
            connection.endWhenIdle();
        }
    }

    private void openOneMore() {
        boolean pause = reconnect != null && !open.isEmpty();
        if (opening != null || closed || pause || open.size() >= size || ending.size() > size) {
            return;
        }
        stopReconnecting();
        ReplyConnection made = new ReplyConnection(link, this, pool, dialect, eventLoop);
        opening = made;
        made.open();
    }

    private void stopReconnecting() {
        if (reconnect != null) {
            reconnect.cancel(false);
            reconnect = null;
        }
    }

    /** An exchange to look at messages of the back-end with. */
    Exchange probe() {
        return new DefaultExchange(context);
    }

    /** {@code connection} takes requests from now on. */
    void opened(ReplyConnection connection) {
        opening = null;
        backoff.reset();
        if (closed || retired) {
            connection.close("");
            return;
        }
        open.add(connection);
        waiting.wakeAll();
        dispatch();
    }

    /** There is no connection: nobody waits any longer than needed. */
    void refused(Fault fault) {
        opening = null;
        if (open.isEmpty()) {
            waiting.failAll(fault, buffered);
        }
        reconnectLater();
    }

    /** {@code connection} takes no more requests; those under way have failed. */
    void lost(ReplyConnection connection) {
        ending.remove(connection);
        boolean last = open.remove(connection) && open.isEmpty();
        if (!waiting.isEmpty()) {
            waiting.wakeAll();
            dispatch();
        } else if (last) {
            reconnectLater();
        }
    }

    private void reconnectLater() {
        if (!closed && !retired && reconnect == null) {
            Duration pause = backoff.next();
            reconnect = eventLoop.schedule(
                    () -> {
                        reconnect = null;
                        if (open.isEmpty() || !waiting.isEmpty()) {
                            openOneMore();
                        }
                    },
                    pause.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** A request with this key has ended, or a connection takes messages again. */
    void free(@Nullable String key) {
        if (!waiting.isEmpty()) {
            if (key != null) {
                waiting.wake(key);
            }
            dispatch();
        }
    }

    /** Sends what waits for as long as a connection takes it. */
    private void dispatch() {
        Asking next;
        while ((next = waiting.peek()) != null) {
            ReplyConnection free = pick(next.key());
            if (free != null) {
                waiting.remove(next, buffered);
                send(next, free);
            } else if (isTaken(next.key())) {
                waiting.parkFirst();
                openFor(next.key());
            } else {
                openOneMore();
                return;
            }
        }
    }

    private void expire(Asking caller) {
        giveUp(caller);
        caller.timeOut(fault(ErrorCode.CONNECTION_TIMEOUT, "no reply in " + caller.patience() + " ms"));
    }

    private void gone(Asking caller) {
        if (!caller.isEnded()) {
            giveUp(caller);
            // None of the codes that endpoints are given a rest for: the back-end has done nothing wrong.
            caller.fail(fault(ErrorCode.CONNECTION_GONE, "the caller has gone before the reply"));
        }
    }

    private void giveUp(Asking caller) {
        ReplyConnection connection = caller.connection;
        Slot slot = caller.slot;
        if (connection == null || slot == null) {
            waiting.remove(caller, buffered);
        } else {
            connection.giveUp(slot);
        }
    }

    private Fault fault(int code, String text) {
        return Fault.of(code, link.request().target().address() + ": " + text);
    }

    /** Connections that carry nothing for the idle timeout are given up. */
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
        } else if (!waiting.isEmpty() || open.stream().anyMatch(each -> each.load() > 0)) {
            watchUse(link.times().idle().toNanos());
        } else {
            retired = true;
            pool.retire(shared, this);
            stopReconnecting();
            List.copyOf(open).forEach(each -> each.close("idle timeout"));
        }
    }

    /** Ends all connections with 1001; from any thread. */
    void close() {
        eventLoop.execute(() -> {
            closed = true;
            stopReconnecting();
            waiting.failAll(BackendPool.closed(link.request().target()), buffered);
            List.copyOf(open).forEach(each -> each.close("shutdown"));
            List.copyOf(ending).forEach(each -> each.close("shutdown"));
        });
    }
}
