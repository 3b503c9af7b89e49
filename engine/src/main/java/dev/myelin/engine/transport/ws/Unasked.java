package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Payload;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * What a back-end sends to HTTP callers of whom none waits for it: it runs the transport's out sequence, in order. While that is
 * slow, the connection is not read from. Confined to the event loop of the connection.
 */
final class Unasked {
    private final BackendPool pool;
    private final PoolSource source;
    private final Pump messages;
    private final BufferBudget.Account buffered;
    private @Nullable Leg leg;

    Unasked(BackendPool.Link link, BackendPool pool, EventLoop eventLoop) {
        this.pool = pool;
        this.source = new PoolSource(link.request().target().address());
        this.buffered = pool.buffers().account();
        this.messages = new Pump(
                eventLoop,
                link.limits().readAhead().messages(),
                link.limits().readAhead().bytes(),
                () -> pause(true),
                () -> pause(false));
    }

    /** The connection is open. */
    void from(Leg opened) {
        leg = opened;
    }

    /** Takes a message; {@code content} is released when its sequence has ended. */
    void offer(Payload payload, ByteBuf content) {
        messages.offer(new MessageJob(pool.replies(), source, payload, content));
    }

    private void pause(boolean stop) {
        Leg open = leg;
        if (open != null && stop) {
            open.pause(Leg.Pause.READ_AHEAD);
        } else if (open != null) {
            open.resume(Leg.Pause.READ_AHEAD);
        }
    }

    /** A read has ended: counts what is held, and ends the connection where that is too much. */
    void readEnd() {
        Leg open = leg;
        if (open != null && !buffered.hold(open.held() + messages.heldBytes())) {
            open.abandon(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much is buffered"));
            buffered.hold(0);
        }
    }

    /** The connection is gone. */
    void gone() {
        buffered.hold(0);
    }
}
