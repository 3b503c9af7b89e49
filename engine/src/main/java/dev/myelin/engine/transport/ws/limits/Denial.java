package dev.myelin.engine.transport.ws.limits;

import dev.myelin.engine.session.CloseCause;

/** Why a client may not connect. */
public enum Denial {
    /** The engine, or the inbound endpoint, is about to end. */
    DRAINING(CloseCause.DRAINING, 503, ""),
    /** As many clients as the engine takes are connected. */
    TOTAL(CloseCause.TOTAL_CONNECTIONS, 503, "[websocket] max_total_connections"),
    /** As many clients as the inbound endpoint takes are connected. */
    ENDPOINT(CloseCause.ENDPOINT_CONNECTIONS, 503, "ws.max.connections"),
    /** As many clients as the inbound endpoint takes of one address are connected. */
    ADDRESS(CloseCause.ADDRESS_CONNECTIONS, 429, "ws.max.connections.per.address"),
    /** As many handshakes as the inbound endpoint takes in a second have come. */
    RATE(CloseCause.HANDSHAKE_RATE, 429, "ws.max.handshake.rate");

    private final CloseCause cause;
    private final int status;
    private final String parameter;

    Denial(CloseCause cause, int status, String parameter) {
        this.cause = cause;
        this.status = status;
        this.parameter = parameter;
    }

    /** What it counts as. */
    public CloseCause cause() {
        return cause;
    }

    /** The HTTP status for the client. */
    public int status() {
        return status;
    }

    String parameter() {
        return parameter;
    }
}
