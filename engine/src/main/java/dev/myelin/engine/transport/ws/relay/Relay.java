package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client's and a back-end's connection that exchange frames as they come. Each {@link RelayEnd} reads one connection,
 * has a {@link FrameScanner} look at the headers, and writes the same buffers to the other one. Both connections are on
 * one event loop, on which all methods are called.
 *
 * <p>Close frames pass, so that each end answers the other. The engine's own frames go out between two frames of the
 * direction that they join; where the current frame does not end in time, TCP is closed.
 */
public final class Relay {
    private final RelayListener owner;
    private final Duration closeTimeout;
    private final RelayEnd client;
    private final RelayEnd backend;
    private boolean ending;
    private boolean told;
    private @Nullable ScheduledFuture<?> closeTimer;

    /**
     * Makes a relay of two open connections whose pipelines speak bytes.
     *
     * @param limits of both directions
     * @param bits what the extensions that both ends agreed on allow
     * @param closeTimeout for the end of both connections once it has begun
     * @param owner is told of the end
     */
    public Relay(
            Channel client,
            Channel backend,
            Limits limits,
            ReservedBits bits,
            Duration closeTimeout,
            RelayListener owner) {
        this.owner = owner;
        this.closeTimeout = closeTimeout;
        this.client =
                new RelayEnd(this, client, Side.CLIENT, scanner(Side.CLIENT, bits, limits.client()), limits.push());
        this.backend =
                new RelayEnd(this, backend, Side.BACKEND, scanner(Side.BACKEND, bits, limits.backend()), limits.push());
        this.client.pair(this.backend);
    }

    private static FrameScanner scanner(Side side, ReservedBits bits, Limits.Sizes sizes) {
        return new FrameScanner(side, bits, sizes.relayedFrame(), sizes.relayedMessage());
    }

    /** Adds the handlers to both pipelines, at their ends; what comes through them from now on is relayed. */
    public void begin() {
        // Both before either reads: what the one has in store goes to the other.
        backend.join();
        client.join();
    }

    /** Begins to close both connections, unless they are closing; each status goes out at the next frame boundary. */
    public void close(CloseStatus towardClient, CloseStatus towardBackend) {
        if (!ending) {
            startEnd();
            client.close(towardClient);
            backend.close(towardBackend);
        }
    }

    /**
     * Pings the client at the next frame boundary; the pong with the same payload goes no further. False when the ping would
     * wait behind what the client has yet to take, or its connection is closing.
     */
    public boolean pingClient() {
        byte[] payload = new byte[Long.BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        return client.ping(payload);
    }

    /**
     * Sends the client a message that neither end of the relay has sent, between two messages.
     *
     * @param frame a whole, unmasked frame; taken over
     * @return false when the client does not take what is pushed to it, and is to be closed for that
     */
    public boolean push(ByteBuf frame) {
        return client.push(frame);
    }

    /** Whether the client still gets messages. */
    public boolean isClientOpen() {
        return client.isOpen();
    }

    /** Whether a ping waits until the current frame toward the client ends. */
    public boolean isPingWaiting() {
        return client.isPingWaiting();
    }

    /** Whether the client has not answered the last ping yet. */
    public boolean isPongAwaited() {
        return client.isPongAwaited();
    }

    /** When something was last received from a side ({@link System#nanoTime}). */
    public long lastRead(Side side) {
        return end(side).lastRead();
    }

    /** Messages of a side whose last frame has begun. */
    public long messages(Side side) {
        return end(side).scanner().messages();
    }

    /** Payload bytes of the messages of a side. */
    public long bytes(Side side) {
        return end(side).scanner().bytes();
    }

    /** Whether a side is read from, and not waiting until the other one takes what it has sent. */
    public boolean isHeard(Side side) {
        return end(side).isHeard();
    }

    /** Bytes that wait for a side that does not take them. */
    public long heldBytes() {
        return client.heldBytes() + backend.heldBytes();
    }

    /** Ends the connections that do not take what waits for them, and throws that away; the others have been told. */
    public void cutOff() {
        client.cutOff();
        backend.cutOff();
    }

    /** Whether both connections are gone. */
    public boolean isGone() {
        return client.isGone() && backend.isGone();
    }

    private RelayEnd end(Side side) {
        return side == Side.CLIENT ? client : backend;
    }

    RelayListener owner() {
        return owner;
    }

    /** An end has begun: it must be over before the close timeout. True the first time. */
    boolean startEnd() {
        if (ending) {
            return false;
        }
        ending = true;
        closeTimer = client.eventLoop().schedule(this::closeTimedOut, closeTimeout.toMillis(), TimeUnit.MILLISECONDS);
        return true;
    }

    private void closeTimedOut() {
        client.abort();
        backend.abort();
    }

    /** A connection is gone; it may have taken the other one with it already. */
    void gone() {
        if (isGone() && !told) {
            told = true;
            if (closeTimer != null) {
                closeTimer.cancel(false);
            }
            owner.onGone();
        }
    }
}
