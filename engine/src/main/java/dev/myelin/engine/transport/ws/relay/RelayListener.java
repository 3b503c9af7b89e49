package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.session.CloseStatus;

/**
 * What a {@link Relay} tells its owner, on its event loop. The first of {@link #onClose}, {@link #onViolation} and
 * {@link #onLost} is the reason for the end; the relay sees to both connections itself.
 */
public interface RelayListener {
    /** A side has sent a close frame, and the other one has not. */
    void onClose(Side side, CloseStatus status);

    /** A side has broken the protocol or a limit and is told {@code status}. */
    void onViolation(Side side, CloseStatus status);

    /** The connection of a side has ended without a close frame. */
    void onLost(Side side);

    /** A side does not take what is sent to it, or takes it again: {@link Relay#heldBytes} may have changed. */
    void onHeld();

    /** Both connections are gone. Comes exactly once, last. */
    void onGone();
}
