package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import dev.myelin.engine.transport.ws.settings.Limits;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session holds in memory, and what becomes of it when that is too much for the engine, or when one side does not
 * take what the other sends. Counted at the end of a read, not for each message; of a
 * relayed session only while one side does not take what the other sends. Confined to the session's event loop.
 */
final class SessionBuffers {
    private static final Logger LOG = LoggerFactory.getLogger(SessionBuffers.class);

    private final WsSession session;
    private final ClientLink client;
    private final BackendLegs backends;
    private final Pump fromClient;
    private final Pump fromBackends;
    private final BufferBudget.Account account;
    private final boolean closesSlow;
    private final List<SlowReceiver> slow = new ArrayList<>(0);

    SessionBuffers(WsSession session, ClientLink client, BackendLegs backends, Pump fromClient, Pump fromBackends) {
        this.session = session;
        this.client = client;
        this.backends = backends;
        this.fromClient = fromClient;
        this.fromBackends = fromBackends;
        this.account = session.inbound().services().buffers().account();
        this.closesSlow = session.inbound().settings().limits().slowConsumer() == Limits.SlowConsumer.CLOSE;
        fromClient.afterLate(this::count);
        fromBackends.afterLate(this::count);
    }

    /** Something was read, written or done: counts anew. */
    void count() {
        if (!account.hold(held()) && session.isOpen()) {
            overflow();
        }
    }

    private long held() {
        SessionRelay relay = session.relay();
        long legs =
                relay == null ? client.held() + backends.held() : relay.relay().heldBytes();
        return legs + fromClient.heldBytes() + fromBackends.heldBytes();
    }

    /** The session is over and holds nothing. */
    void release() {
        account.hold(0);
    }

    private void overflow() {
        CloseStatus status = new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "too much is buffered");
        LOG.debug("{}: {} bytes are given up", session.id(), held());
        SessionRelay relay = session.relay();
        if (relay == null) {
            giveUp(status);
        } else {
            session.close(CloseCause.MAX_BUFFERED, status);
            relay.relay().cutOff();
        }
        account.hold(held());
    }

    private void giveUp(CloseStatus status) {
        fromClient.discard();
        fromBackends.discard();
        client.abandon(status);
        session.close(CloseCause.MAX_BUFFERED, status);
        backends.abandonAll(new CloseStatus(CloseStatus.GOING_AWAY, ""));
    }

    /** {@code leg} has gone above its high water mark, or below the low one. */
    void writabilityChanged(Leg leg) {
        if (leg.isWritable()) {
            count();
        } else if (closesSlow) {
            watch(leg).full();
        }
    }

    private SlowReceiver watch(Leg leg) {
        for (SlowReceiver each : slow) {
            if (each.isOf(leg)) {
                return each;
            }
        }
        InboundSettings settings = session.inbound().settings();
        SlowReceiver made = new SlowReceiver(leg, settings.times().close().toNanos(), () -> tooSlow(leg));
        slow.removeIf(SlowReceiver::isGone);
        slow.add(made);
        return made;
    }

    private void tooSlow(Leg leg) {
        LOG.warn(
                "{} {}: closed, its {} does not take what is sent to it (ws.slow.consumer = close)",
                session.inboundEndpoint(),
                session.id(),
                leg == client.leg() ? "client" : "back-end");
        session.close(CloseCause.SLOW_CONSUMER, new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "slow consumer"));
    }
}
