package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import io.netty.buffer.ByteBuf;

/** What a {@link Leg} tells its owner, on the leg's event loop. */
interface LegListener {
    /** A whole message; {@code content} now belongs to the owner. */
    void onMessage(Leg leg, boolean text, ByteBuf content);

    /** All that was there to read has been read: {@link Leg#held} is up to date. */
    void onReadEnd(Leg leg);

    /** The peer sent a close frame; the leg has answered it. Comes at most once, before {@link #onGone}. */
    void onClose(Leg leg, CloseStatus status);

    /** The peer broke the protocol or a limit; the leg closes it with {@code status}. Comes at most once. */
    void onViolation(Leg leg, CloseStatus status);

    /** The connection is gone. Comes exactly once, last. */
    void onGone(Leg leg);

    /** What was written has drained below the low water mark, or gone above the high one. */
    void onWritability(Leg leg);
}
