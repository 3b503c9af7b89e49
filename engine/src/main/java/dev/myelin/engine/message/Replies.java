package dev.myelin.engine.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Runs what becomes of a back-end's reply to a {@code send}: a sequence, or the answer to the caller. */
public final class Replies {
    private Replies() {}

    /**
     * Makes the exchange of a reply, with the source and the properties of the request's, and runs {@code sequence} on
     * it, or gives it to the source where there is none. A failure that nobody handled becomes the request's.
     *
     * @param request the exchange that was sent
     * @param fill puts the reply's payload, headers and properties into its exchange
     * @param sequence what the reply runs
     * @return true when it was done before this method returned; {@code callback} is called in every case
     */
    public static boolean run(
            Exchange request,
            Consumer<Exchange> fill,
            Optional<String> sequence,
            Sequences sequences,
            AsyncCallback callback) {
        Exchange reply = exchange(request);
        fill.accept(reply);
        if (sequence.isPresent()) {
            return sequences.run(sequence.get(), reply, doneSync -> {
                fail(request, reply);
                callback.done(doneSync);
            });
        }
        MessageContext.of(reply).answer(reply);
        callback.done(true);
        return true;
    }

    private static Exchange exchange(Exchange request) {
        Exchange reply = new DefaultExchange(request.getContext(), request.getPattern());
        reply.getExchangeExtension().setFromEndpoint(request.getFromEndpoint());
        for (Map.Entry<String, Object> property : request.getProperties().entrySet()) {
            // Where the request went, and what it was, says nothing of the reply.
            if (!WsAddressing.knows(property.getKey())) {
                reply.setProperty(property.getKey(), property.getValue());
            }
        }
        if (request.hasVariables()) {
            request.getVariables().forEach(reply::setVariable);
        }
        MessageContext before = MessageContext.of(request);
        before.copyScopesTo(MessageContext.attachReply(reply, before));
        return reply;
    }

    /** What went wrong with {@code reply}, or with any message made of {@code request}, becomes the request's. */
    public static void fail(Exchange request, Exchange reply) {
        if (reply.getException() != null) {
            request.setException(reply.getException());
        }
        Fault fault = MessageContext.of(reply).fault();
        if (fault != null) {
            handOver(fault, request, reply);
        }
    }

    /** What the reply's fault sequence set is the answer to the caller of the request. */
    private static void handOver(Fault fault, Exchange request, Exchange reply) {
        MessageContext context = MessageContext.of(request);
        context.fail(fault);
        context.failedWith(request.getMessage().getBody());
        Object body = reply.getMessage().getBody();
        if (MessageContext.of(reply).isSetSinceFault(body)) {
            request.getMessage().setBody(body);
        }
        for (String name : List.of("HTTP_SC", "messageType", "ContentType")) {
            Object set = MessageContext.of(reply).axis2().get(name);
            if (set != null) {
                MessageContext.set(request, Scope.AXIS2, name, set);
            }
        }
    }
}
