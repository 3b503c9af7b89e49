package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;

/**
 * How a session that was open ends: what was read before is still delivered, both sides are closed, and after the last
 * message of the client comes the one that says so (MI: {@code connection.terminate}). Begins once. Confined to the
 * session's event loop.
 */
final class SessionEnding {
    private final WsSession session;
    private final BackendLegs legs;
    private final Pump fromClient;
    private final Pump fromBackends;
    private boolean told;

    SessionEnding(WsSession session, BackendLegs legs, Pump fromClient, Pump fromBackends) {
        this.session = session;
        this.legs = legs;
        this.fromClient = fromClient;
        this.fromBackends = fromBackends;
    }

    void begin(CloseCause cause, CloseStatus status) {
        SessionRelay relay = session.relay();
        if (relay != null) {
            relay.relay().close(status.towardClient(), new CloseStatus(CloseStatus.GOING_AWAY, ""));
            tell();
            return;
        }
        ClientLink client = session.client();
        boolean byBackend = cause == CloseCause.BACKEND_CLOSED
                || cause == CloseCause.BACKEND_LOST
                || legs.primaryLost() && cause != CloseCause.CLIENT_CLOSED;
        if (byBackend) {
            fromBackends.whenIdle(() -> client.close(status.towardClient()));
        } else {
            client.close(status.towardClient());
        }
        fromClient.whenIdle(() -> {
            boolean byClient = cause == CloseCause.CLIENT_CLOSED || cause == CloseCause.CLIENT_LOST;
            legs.closeAll(byClient ? status.towardBackend() : new CloseStatus(CloseStatus.GOING_AWAY, ""));
            tell();
        });
    }

    private void tell() {
        SessionSource source = new SessionSource(
                session, SessionEvent.TERMINATE, session.request().uri());
        WsConsumer route = session.inbound().route(SessionEvent.TERMINATE);
        fromClient.offer(new MessageJob(route, source, ran -> {
            told = true;
            session.finishIfDone();
        }));
    }

    /** Whether the message that says so has run. */
    boolean isTold() {
        return told;
    }
}
