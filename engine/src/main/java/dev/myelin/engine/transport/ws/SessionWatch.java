package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.ws.limits.SessionTimers;
import dev.myelin.engine.transport.ws.relay.Side;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.util.concurrent.ThreadLocalRandom;

/** What the timers of a session ask of it, in whichever tier it is. */
final class SessionWatch implements SessionTimers.Watched {
    private static final int PING_BYTES = 8;

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
        return client.channel().config().isAutoRead();
    }

    @Override
    public boolean pingClient() {
        Channel channel = client.channel();
        if (!channel.isActive() || !channel.isWritable()) {
            return false;
        }
        byte[] payload = new byte[PING_BYTES];
        ThreadLocalRandom.current().nextBytes(payload);
        SessionRelay relay = session.relay();
        if (relay == null) {
            client.control(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
        } else {
            relay.relay().ping(payload);
        }
        return true;
    }

    @Override
    public void close(CloseCause cause, CloseStatus status) {
        session.close(cause, status);
    }
}
