package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.limits.SessionTimers;
import dev.myelin.engine.transport.ws.relay.Side;

/** What the timers of a session ask of it, in whichever tier it is. */
final class SessionWatch implements SessionTimers.Watched {
    private final WsSession session;
    private final Leg client;
    private final BackendLegs backends;

    SessionWatch(WsSession session, Leg client, BackendLegs backends) {
        this.session = session;
        this.client = client;
        this.backends = backends;
    }

    /** Begins to watch. */
    SessionTimers start() {
        SessionTimers timers = new SessionTimers(
                session.eventLoop(), session.inbound().settings().times(), this);
        timers.start();
        return timers;
    }

    @Override
    public long lastClientRead() {
        SessionRelay relay = session.relay();
        return relay == null ? client.lastRead() : relay.relay().lastRead(Side.CLIENT);
    }

    @Override
    public long lastBackendRead() {
        SessionRelay relay = session.relay();
        return relay == null ? backends.lastRead() : relay.relay().lastRead(Side.BACKEND);
    }

    @Override
    public boolean isClientHeard() {
        SessionRelay relay = session.relay();
        boolean waits = relay != null && relay.relay().isPingWaiting();
        return !waits && client.channel().config().isAutoRead();
    }

    @Override
    public boolean pingClient() {
        SessionRelay relay = session.relay();
        return relay == null ? client.ping() : relay.relay().pingClient();
    }

    @Override
    public void close(CloseCause cause, CloseStatus status) {
        session.close(cause, status);
    }
}
