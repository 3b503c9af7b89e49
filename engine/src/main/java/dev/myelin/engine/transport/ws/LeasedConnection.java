package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Payload;
import dev.myelin.engine.session.CloseStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A back-end connection that serves one caller at a time; closed when nobody has used it for the idle timeout. */
final class LeasedConnection implements LegListener {
    private static final Logger LOG = LoggerFactory.getLogger(LeasedConnection.class);

    private final BackendPool.Link link;
    private final LeasePool owner;
    private final BackendPool pool;
    private final EventLoop eventLoop;
    private final Unasked unasked;
    private @Nullable Leg leg;
    private LeasePool.@Nullable Leasing serving;
    private @Nullable ScheduledFuture<?> idleTimer;

    LeasedConnection(BackendPool.Link link, LeasePool owner, BackendPool pool, EventLoop eventLoop) {
        this.link = link;
        this.owner = owner;
        this.pool = pool;
        this.eventLoop = eventLoop;
        this.unasked = new Unasked(link, pool, eventLoop);
    }

    boolean isOpening() {
        return leg == null;
    }

    boolean isServing(LeasePool.Leasing caller) {
        return serving == caller;
    }

    void open() {
        link.connector().connect(eventLoop, link.request(), link.limits(), link.reach(), this::connected);
    }

    private void connected(ConnectResult result) {
        if (result instanceof ConnectResult.Refused refused) {
            owner.refused(this, refused.fault());
            return;
        }
        ConnectResult.Connected connected = (ConnectResult.Connected) result;
        Leg opened = new Leg(connected.channel(), false, link.times().close(), new FlushBatch(eventLoop));
        leg = opened;
        unasked.from(opened);
        pool.opened(connected.channel());
        FrameHandler.install(opened, this, link.limits().backend().mediatedMessage(), connected.deflate());
        connected.channel().config().setAutoRead(true);
        release();
    }

    /** Sends the caller's message; the next message of the back-end is its reply. */
    void serve(LeasePool.Leasing caller) {
        if (idleTimer != null) {
            idleTimer.cancel(false);
        }
        Leg open = leg;
        Outgoing message = caller.takeMessage();
        if (open == null || message == null || !open.isOpen()) {
            if (message != null) {
                message.content().release();
            }
            caller.fail(BackendPool.closed(link.request().target()));
            return;
        }
        serving = caller;
        open.send(message.text(), message.content());
    }

    private void release() {
        if (!link.times().idle().isZero()) {
            idleTimer = eventLoop.schedule(this::retire, link.times().idle().toMillis(), TimeUnit.MILLISECONDS);
        }
        owner.free(this);
    }

    /** The caller's time is over: its reply may still come, so nobody else may use this connection. */
    void giveUp() {
        serving = null;
        owner.lost(this);
        close();
    }

    /** Nobody has used it for the idle timeout: nobody may get it from now on. */
    private void retire() {
        owner.lost(this);
        close();
    }

    void close() {
        Leg open = leg;
        if (open != null) {
            open.close(new CloseStatus(CloseStatus.GOING_AWAY, ""));
        }
    }

    @Override
    public void onMessage(Leg from, boolean text, ByteBuf content) {
        LeasePool.Leasing caller = serving;
        if (caller == null) {
            Payload payload = Payload.ofFrame(content, text, link.contentType());
            unasked.offer(payload, content);
            return;
        }
        // The reply outlives this read in the hands of the caller's exchange: a copy that needs no release.
        byte[] bytes = ByteBufUtil.getBytes(content);
        content.release();
        serving = null;
        caller.answer(Payload.ofFrame(Unpooled.wrappedBuffer(bytes), text, link.contentType()));
        release();
    }

    @Override
    public void onReadEnd(Leg from) {
        unasked.readEnd();
    }

    @Override
    public void onClose(Leg from, CloseStatus status) {
        ended();
    }

    @Override
    public void onViolation(Leg from, CloseStatus status) {
        LOG.warn("{}: {} {}", link.request().target().address(), status.code(), LegListener.why(status));
        ended();
    }

    @Override
    public void onGone(Leg from) {
        unasked.gone();
        ended();
    }

    /** No reply will come: whoever waits for one learns it now. */
    private void ended() {
        if (idleTimer != null) {
            idleTimer.cancel(false);
        }
        LeasePool.Leasing caller = serving;
        serving = null;
        owner.lost(this);
        if (caller != null) {
            caller.fail(BackendPool.closed(link.request().target()));
        }
    }

    @Override
    public void onWritability(Leg from) {
        // One message at a time: there is nothing to hold back.
    }
}
