package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Replies;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Source;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * A request under way: sent, or waiting for a connection. Ends once. Confined to the event loop of its pool; what becomes
 * of the message afterwards runs where it came from.
 */
class Caller {
    private final Exchange exchange;
    private final SendRequest request;
    private final AsyncCallback callback;
    private final BackendPool pool;
    private final EventLoop origin;
    private @Nullable ScheduledFuture<?> timer;
    private Source.@Nullable Waiting presence;
    private boolean ended;

    /** Made where the message comes from. */
    Caller(Exchange exchange, SendRequest request, AsyncCallback callback, BackendPool pool) {
        this.exchange = exchange;
        this.request = request;
        this.callback = callback;
        this.pool = pool;
        this.origin = pool.nearest();
    }

    Exchange exchange() {
        return exchange;
    }

    /** The longest wait, in milliseconds. */
    long patience() {
        return request.timeout().toMillis();
    }

    boolean isEnded() {
        return ended;
    }

    /**
     * Counts it, and begins to wait.
     *
     * @param expire run when the time is over
     * @param gone run, on the event loop as well, when whoever asked has gone
     */
    void begin(EventLoop eventLoop, Runnable expire, Runnable gone) {
        pool.counters().accept();
        timer = eventLoop.schedule(expire, patience(), TimeUnit.MILLISECONDS);
        presence = MessageContext.of(exchange).source().whenGone(() -> eventLoop.execute(gone));
    }

    /** Ends the wait; false when it had ended before. */
    private boolean end(RequestCounters.End how) {
        if (ended) {
            return false;
        }
        ended = true;
        if (timer != null) {
            timer.cancel(false);
        }
        if (presence != null) {
            presence.forget();
        }
        pool.counters().end(how);
        released();
        return true;
    }

    /** It has ended: what it holds may go. */
    void released() {
        // Nothing is held here.
    }

    /** It was not taken. */
    void refuse(Fault fault) {
        if (!ended) {
            ended = true;
            pool.counters().refuse();
            released();
            complete(fault);
        }
    }

    void fail(Fault fault) {
        if (end(RequestCounters.End.FAILED)) {
            complete(fault);
        }
    }

    void timeOut(Fault fault) {
        if (end(RequestCounters.End.TIMED_OUT)) {
            complete(fault);
        }
    }

    private void complete(Fault fault) {
        atOrigin(() -> {
            exchange.setException(fault);
            callback.done(false);
        });
    }

    /** Goes on with the reply. */
    void answer(Payload reply) {
        if (end(RequestCounters.End.ANSWERED)) {
            atOrigin(() -> take(reply));
        }
    }

    /** Goes on without a reply, which none comes to. */
    void accepted() {
        if (!end(RequestCounters.End.ANSWERED)) {
            return;
        }
        atOrigin(() -> {
            if (request.mode() == SendRequest.Mode.CALL) {
                fill(exchange, Payload.empty());
                MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 202);
            }
            callback.done(false);
        });
    }

    private void atOrigin(Runnable task) {
        if (origin.inEventLoop()) {
            task.run();
        } else {
            origin.execute(task);
        }
    }

    private void take(Payload reply) {
        if (request.mode() == SendRequest.Mode.CALL) {
            fill(exchange, reply);
            callback.done(false);
            return;
        }
        Optional<String> sequence = request.receive()
                .or(() -> MessageContext.of(exchange).source().replySequence())
                .or(pool::outSequence);
        Replies.run(exchange, made -> fill(made, reply), sequence, pool.sequences(), sync -> callback.done(false));
    }

    private static void fill(Exchange exchange, Payload reply) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(reply);
        MessageContext.of(exchange).markResponse();
    }
}
