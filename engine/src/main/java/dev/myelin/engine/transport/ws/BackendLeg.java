package dev.myelin.engine.transport.ws;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * A leg of a session toward a back-end.
 *
 * @param leg the connection
 * @param identity what tells the legs of a session apart
 * @param contentType of its messages; empty when unknown
 * @param subprotocol what the back-end chose; empty for none
 * @param headers of its 101
 * @param replies the source of its messages
 * @param ready the source of the message that says it is open
 */
record BackendLeg(
        Leg leg,
        LegIdentity identity,
        String contentType,
        String subprotocol,
        HttpHeaders headers,
        SessionSource replies,
        SessionSource ready) {
    /** The address as the endpoint gives it. */
    String address() {
        return identity.address();
    }
}
