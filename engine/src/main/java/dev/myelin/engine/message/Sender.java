package dev.myelin.engine.message;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/** Sends messages to back-ends of one or more address schemes. */
public interface Sender {
    /**
     * Sends the message of {@code exchange}.
     *
     * <p>{@link SendRequest.Mode#CALL}: completes with the reply as the exchange's message ({@code HTTP_SC} in axis2
     * scope, headers, payload), the context marked as response. {@link SendRequest.Mode#SEND}: a reply runs the
     * request's {@code receive} sequence, else {@link Source#replySequence()}, on an exchange of its own with the same
     * source; this one keeps its message and completes when that sequence has ended. A failure is a {@link Fault} set
     * as the exchange's exception.
     *
     * @return true when it was done before this method returned; {@code callback} is called in every case
     */
    boolean send(Exchange exchange, SendRequest request, AsyncCallback callback);
}
