package dev.myelin.engine.mediator.endpoint.auth;

import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Sends messages with what shows the back-end who the engine is. */
public interface Credentials {
    /** The header that they go into. */
    String AUTHORIZATION = "Authorization";

    /**
     * As {@link Sender#send}.
     *
     * @param http what reaches the back-end, and the token server
     */
    boolean send(Sender http, Exchange exchange, SendRequest request, AsyncCallback callback);

    /** Takes the header out of a message that was not sent or got no reply: what handles the fault has no use for it. */
    static AsyncCallback forgettingOnFailure(Exchange exchange, AsyncCallback callback) {
        return doneSync -> {
            if (exchange.getException() != null) {
                exchange.getMessage().removeHeader(AUTHORIZATION);
            }
            callback.done(doneSync);
        };
    }
}
