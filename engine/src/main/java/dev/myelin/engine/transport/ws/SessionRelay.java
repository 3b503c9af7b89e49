package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.relay.Relay;
import dev.myelin.engine.transport.ws.relay.RelayListener;
import dev.myelin.engine.transport.ws.relay.ReservedBits;
import dev.myelin.engine.transport.ws.relay.Side;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;

/** The relay of a session: begins it when the client has its 101, and tells the session of its end. */
final class SessionRelay implements RelayListener {
    private final WsSession session;
    private final Channel backend;
    private final String address;
    private final SessionBuffers buffers;
    private final Relay relay;

    /** Makes the relay of a session's client and its only leg. */
    SessionRelay(WsSession session, Channel client, BackendLeg leg, SessionBuffers buffers) {
        this.session = session;
        this.buffers = buffers;
        this.backend = leg.leg().channel();
        this.address = leg.address();
        InboundSettings settings = session.inbound().settings();
        ReservedBits bits = ReservedBits.of(Extensions.of(leg.headers()));
        this.relay = new Relay(
                client, backend, settings.limits(), bits, settings.times().close(), this);
    }

    /**
     * Puts the relay in place of the back-end's frame handlers, and at the end of the client's pipeline. What the back-end
     * has sent so far goes to the client.
     */
    void begin() {
        relay.begin();
        ChannelPipeline pipeline = backend.pipeline();
        pipeline.remove(FrameHandler.class);
        pipeline.remove("ws-encoder");
        pipeline.remove(EarlyBytes.class);
        // What it had in store may be more than the client takes.
        if (relay.isHeard(Side.BACKEND)) {
            backend.config().setAutoRead(true);
        }
    }

    /** Where the back-end's connection leads. */
    String address() {
        return address;
    }

    /** The relay itself. */
    Relay relay() {
        return relay;
    }

    @Override
    public void onClose(Side side, CloseStatus status) {
        session.relayClosed(side == Side.CLIENT, status);
    }

    @Override
    public void onViolation(Side side, CloseStatus status) {
        session.relayViolated(side == Side.CLIENT, status);
    }

    @Override
    public void onLost(Side side) {
        session.relayLost(side == Side.CLIENT);
    }

    @Override
    public void onHeld() {
        buffers.count();
    }

    @Override
    public void onGone() {
        session.finishIfDone();
    }
}
