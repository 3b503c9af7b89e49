package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import io.netty.buffer.ByteBuf;

/** What a {@link Leg} tells its owner, on the leg's event loop. */
interface LegListener {
    /** A whole message; {@code content} now belongs to the owner. */
    void onMessage(Leg leg, boolean text, ByteBuf content);

    /** All that was there to read has been read: {@link Leg#held} is up to date. */
    void onReadEnd(Leg leg);

    /**
     * A ping or pong, which the leg answers or drops if the owner does not want it.
     *
     * @return whether {@code content} now belongs to the owner
     */
    default boolean onControl(Leg leg, ControlFrame kind, ByteBuf content) {
        return false;
    }

    /** The peer sent a close frame; the leg has answered it. Comes at most once, before {@link #onGone}. */
    void onClose(Leg leg, CloseStatus status);

    /** The peer broke the protocol or a limit; the leg closes it with {@code status}. Comes at most once. */
    void onViolation(Leg leg, CloseStatus status);

    /** What a log says of a violation: the reason, and for a limit the parameters that set it. */
    static String why(CloseStatus status) {
        return status.code() == CloseStatus.TOO_BIG
                ? status.reason() + ", ws.max.message.size or ws.max.frame.size"
                : status.reason();
    }

    /** The connection is gone. Comes exactly once, last. */
    void onGone(Leg leg);

    /** What was written has drained below the low water mark, or gone above the high one. */
    void onWritability(Leg leg);
}
