package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.ReplyPool.Asking;
import dev.myelin.engine.transport.ws.correlation.Dialect;
import dev.myelin.engine.transport.ws.correlation.Incoming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A back-end connection that carries the requests of many callers at a time. Confined to one event loop. */
final class ReplyConnection implements LegListener {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyConnection.class);
    private static final int MOST_IN_FLIGHT = 1024;
    private static final int MOST_GIVEN_UP = 1024;

    private final BackendPool.Link link;
    private final ReplyPool owner;
    private final BackendPool pool;
    private final Dialect dialect;
    private final EventLoop eventLoop;
    private final Exchange probe;
    private final Unasked unasked;
    private final InFlight inFlight = new InFlight();
    private @Nullable Leg leg;
    private @Nullable ScheduledFuture<?> greetingTimer;
    private boolean ready;
    private boolean ending;
    private boolean over;

    ReplyConnection(BackendPool.Link link, ReplyPool owner, BackendPool pool, Dialect dialect, EventLoop eventLoop) {
        this.link = link;
        this.owner = owner;
        this.pool = pool;
        this.dialect = dialect;
        this.eventLoop = eventLoop;
        this.probe = owner.probe();
        this.unasked = new Unasked(link, pool, eventLoop);
    }

    /** How many requests somebody waits for. */
    int load() {
        return inFlight.live();
    }

    boolean isIdle() {
        return inFlight.live() == 0;
    }

    boolean isFull() {
        return inFlight.liveWeight() >= MOST_IN_FLIGHT;
    }

    /** Whether a reply with this key belongs to a request that was sent. */
    boolean has(String key) {
        return inFlight.find(key) != null;
    }

    /** Whether the request with this key was given up. */
    boolean isGivenUp(String key) {
        Slot slot = inFlight.find(key);
        return slot != null && slot.caller() == null;
    }

    /** Whether a request with this key can be sent now. */
    boolean takes(@Nullable String key) {
        Leg open = leg;
        return open != null && !isFull() && open.isOpen() && open.isWritable() && (key == null || !has(key));
    }

    void open() {
        link.connector().connect(eventLoop, link.request(), link.limits(), link.reach(), this::connected);
    }

    private void connected(ConnectResult result) {
        if (result instanceof ConnectResult.Refused refused) {
            LOG.debug("{}", refused.fault().message());
            owner.refused(refused.fault());
            return;
        }
        ConnectResult.Connected connected = (ConnectResult.Connected) result;
        Leg opened = new Leg(connected.channel(), false, link.times().close(), new FlushBatch(eventLoop));
        leg = opened;
        unasked.from(opened);
        pool.opened(connected.channel());
        FrameHandler.install(opened, this, link.limits().backend().mediatedMessage(), connected.deflate());
        connected.channel().config().setAutoRead(true);
        Optional<String> wanted = dialect.subprotocol();
        if (wanted.isPresent() && !wanted.get().equals(connected.subprotocol())) {
            unfit("it did not choose the subprotocol " + wanted.get());
            return;
        }
        Optional<byte[]> greeting = dialect.greeting();
        if (greeting.isEmpty()) {
            ready();
        } else {
            text(greeting.get());
            greetingTimer = eventLoop.schedule(
                    () -> unfit("it did not answer connection_init in time"),
                    pool.patience().toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void ready() {
        if (!ready && !over) {
            ready = true;
            stopGreeting();
            owner.opened(this);
        }
    }

    private void stopGreeting() {
        if (greetingTimer != null) {
            greetingTimer.cancel(false);
        }
    }

    /** The back-end is none for this dialect. */
    private void unfit(String why) {
        if (!ready && !over) {
            over = true;
            stopGreeting();
            close("");
            String address = link.request().target().address();
            owner.refused(Fault.of(ErrorCode.CONNECTION_FAILED, address + ": the back-end cannot be used: " + why));
        }
    }

    private void text(byte[] content) {
        Leg open = leg;
        if (open != null) {
            open.send(true, Unpooled.wrappedBuffer(content));
        }
    }

    /** Sends a request; {@link #takes} said that this can be done. */
    void send(Asking caller) {
        Leg open = leg;
        if (open == null) {
            caller.fail(BackendPool.closed(link.request().target()));
            return;
        }
        if (caller.message().isOneWay()) {
            byte[] content = caller.message().content().with(0);
            open.send(
                    caller.isText(),
                    Unpooled.wrappedBuffer(content),
                    open.channel().newPromise().addListener(done -> written(caller, done.cause())));
            return;
        }
        Slot slot = inFlight.add(caller);
        caller.at(this, slot);
        byte[] content = caller.message().content().with(slot.first());
        open.send(caller.isText(), Unpooled.wrappedBuffer(content));
    }

    private void written(Asking caller, @Nullable Throwable failure) {
        if (failure == null) {
            caller.accepted();
        } else {
            caller.fail(BackendPool.closed(link.request().target(), failure));
        }
    }

    /** Nobody waits for the reply any more. */
    void giveUp(Slot slot) {
        if (slot.caller() == null) {
            return;
        }
        inFlight.giveUp(slot);
        if (slot.key() == null) {
            dialect.cancel(slot.first()).ifPresent(this::text);
            while (inFlight.givenUpWeight() > MOST_GIVEN_UP) {
                inFlight.forgetOne();
            }
        } else if (inFlight.givenUpWeight() > MOST_GIVEN_UP) {
            // The keys cannot be forgotten while late replies may still come.
            owner.replace(this);
        }
        freed(slot.key());
    }

    private void freed(@Nullable String key) {
        if (ending && isIdle()) {
            close("");
        }
        owner.free(key);
    }

    /** Takes no more requests, and closes when those under way have ended. */
    void endWhenIdle() {
        ending = true;
        if (isIdle()) {
            close("");
        }
    }

    void close(String reason) {
        Leg open = leg;
        if (open != null) {
            open.close(new CloseStatus(CloseStatus.GOING_AWAY, reason));
        }
    }

    @Override
    public void onMessage(Leg from, boolean text, ByteBuf content) {
        // A reply outlives this read in the hands of the caller's exchange: a copy that needs no release.
        byte[] bytes = ByteBufUtil.getBytes(content);
        content.release();
        Incoming message = dialect.read(probe, bytes, text, link.contentType());
        if (message instanceof Incoming.Reply reply) {
            replied(reply);
        } else if (message instanceof Incoming.End end) {
            ended(end.number());
        } else if (message instanceof Incoming.Ask ask) {
            text(ask.answer());
        } else if (message == Incoming.Sign.READY) {
            ready();
        } else if (message == Incoming.Sign.UNASKED) {
            pool.counters().countUnasked();
            toNobody(Incoming.frame(bytes, text, link.contentType()));
        }
    }

    private void replied(Incoming.Reply reply) {
        Slot slot = find(reply);
        if (slot == null) {
            pool.counters().countUnasked();
            reply.keys().stream().filter(Long.class::isInstance).forEach(number -> dialect.cancel((Long) number)
                    .ifPresent(this::text));
            toNobody(reply.answer(List.of(), 0));
            return;
        }
        Asking caller = slot.caller();
        inFlight.remove(slot);
        Payload answer = reply.answer(slot.ids(), slot.first());
        freed(slot.key());
        if (caller == null) {
            pool.counters().countLate();
            toNobody(answer);
        } else {
            if (reply.hasMore()) {
                // A subscription would go on for ever; of a query that is over, nothing becomes of this.
                dialect.cancel(slot.first()).ifPresent(this::text);
            }
            caller.answer(answer);
        }
    }

    private @Nullable Slot find(Incoming.Reply reply) {
        for (Object key : reply.keys()) {
            Slot slot = inFlight.find(key);
            if (slot != null) {
                return slot;
            }
        }
        return null;
    }

    /** The back-end has ended a request; one that has its answer is forgotten already. */
    private void ended(long number) {
        Slot slot = inFlight.find(number);
        if (slot == null) {
            return;
        }
        Asking caller = slot.caller();
        inFlight.remove(slot);
        freed(null);
        if (caller != null) {
            String address = link.request().target().address();
            caller.fail(Fault.of(
                    ErrorCode.SENDER_IO_RECEIVING, address + ": the back-end completed the request without a result"));
        }
    }

    private void toNobody(Payload payload) {
        unasked.offer(payload, payload.buffer());
    }

    @Override
    public void onReadEnd(Leg from) {
        unasked.readEnd();
    }

    @Override
    public void onClose(Leg from, CloseStatus status) {
        lost();
    }

    @Override
    public void onViolation(Leg from, CloseStatus status) {
        LOG.warn("{}: {} {}", link.request().target().address(), status.code(), LegListener.why(status));
        lost();
    }

    @Override
    public void onGone(Leg from) {
        unasked.gone();
        lost();
    }

    /** No reply will come: whoever waits for one learns it now. */
    private void lost() {
        if (over) {
            return;
        }
        over = true;
        stopGreeting();
        Fault fault = BackendPool.closed(link.request().target());
        if (ready) {
            owner.lost(this);
        } else {
            owner.refused(fault);
        }
        inFlight.endAll(caller -> caller.fail(fault));
    }

    @Override
    public void onWritability(Leg from) {
        if (from.isWritable()) {
            owner.free(null);
        }
    }
}
