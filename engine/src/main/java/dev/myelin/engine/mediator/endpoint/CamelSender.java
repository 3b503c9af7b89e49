package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.Turn;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.message.ContentCoding;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.SendRequest;
import dev.myelin.engine.message.Sender;
import dev.myelin.engine.message.Sequences;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/** Sends to {@code camel:URI}: any Camel endpoint. The body goes out as text or bytes of its own, not as a view. */
public final class CamelSender extends ServiceSupport implements Sender {
    private static final String SCHEME = "camel:";
    private static final int GATEWAY_TIMEOUT = 504;

    private final CamelContext context;
    private final Sequences sequences;
    private final DefaultProducerCache producers;

    /** A sender for endpoints of {@code context}; replies of {@code send} run {@code sequences}. */
    public CamelSender(CamelContext context, Sequences sequences) {
        this.context = context;
        this.sequences = sequences;
        this.producers = new DefaultProducerCache(this, context, 0);
    }

    @Override
    public boolean send(Exchange exchange, SendRequest request, AsyncCallback callback) {
        Endpoint endpoint;
        AsyncProducer producer;
        try {
            endpoint = endpoint(request.address());
            producer = producers.acquireProducer(endpoint);
        } catch (RuntimeException e) {
            exchange.setException(fault(e, request));
            callback.done(true);
            return true;
        }
        boolean wantsReply = !MessageContext.isTrueAnywhere(exchange, "OUT_ONLY");
        Exchange out = copy(exchange, endpoint, wantsReply);
        Turn turn = new Turn();
        Workers workers = Workers.of(context);
        turn.alarm(workers.after(request.timeout(), () -> late(exchange, request, turn, callback)));
        AsyncCallback after = doneSync -> {
            producers.releaseProducer(endpoint, producer);
            if (turn.end()) {
                finish(exchange, out, request, wantsReply, callback);
            }
        };
        run(producer, out, after, workers);
        return false;
    }

    /** What waits for its back-end in the calling thread gets one where it may wait. */
    private static void run(AsyncProducer producer, Exchange out, AsyncCallback after, Workers workers) {
        if (producer instanceof DefaultAsyncProducer) {
            producer.process(out, after);
            return;
        }
        try {
            workers.execute(() -> producer.process(out, after));
        } catch (RejectedExecutionException full) {
            out.setException(full);
            after.done(true);
        }
    }

    private static void late(Exchange exchange, SendRequest request, Turn turn, AsyncCallback callback) {
        if (turn.end()) {
            String text = request.address() + " did not answer within "
                    + request.timeout().toMillis() + " ms";
            exchange.setException(Fault.of(ErrorCode.CONNECTION_TIMEOUT, text).withHttpStatus(GATEWAY_TIMEOUT));
            callback.done(false);
        }
    }

    private Endpoint endpoint(String address) {
        String uri = address.substring(SCHEME.length());
        Endpoint endpoint = context.getEndpoint(uri);
        if (endpoint == null) {
            throw new NoSuchEndpointException(uri);
        }
        return endpoint;
    }

    private static Exchange copy(Exchange exchange, Endpoint endpoint, boolean wantsReply) {
        Exchange out = endpoint.createExchange(wantsReply ? ExchangePattern.InOut : ExchangePattern.InOnly);
        if (exchange.getMessage().hasHeaders()) {
            out.getMessage().getHeaders().putAll(exchange.getMessage().getHeaders());
            out.getMessage().removeHeader(ContentCoding.HEADER); // what the route gets has none
        }
        Payload payload = Payload.of(exchange);
        switch (payload.kind()) {
            case EMPTY -> {}
            case TEXT -> out.getMessage().setBody(payload.text());
            case BINARY -> out.getMessage().setBody(payload.bytes());
        }
        return out;
    }

    private void finish(
            Exchange exchange, Exchange out, SendRequest request, boolean wantsReply, AsyncCallback callback) {
        if (out.getException() != null) {
            exchange.setException(fault(out.getException(), request));
            callback.done(false);
        } else if (!wantsReply) {
            callback.done(false);
        } else if (request.mode() == SendRequest.Mode.CALL) {
            takeReply(exchange, out, exchange.getMessage().getHeaders());
            MessageContext.of(exchange).markResponse();
            callback.done(false);
        } else {
            runReply(exchange, out, request, callback);
        }
    }

    /** The reply's own headers only: what the route merely kept of the request's is not for who gets the answer. */
    private static void takeReply(Exchange exchange, Exchange out, Map<String, Object> sent) {
        Map<String, Object> headers = out.getMessage().getHeaders();
        headers.entrySet().removeIf(header -> header.getValue() == sent.get(header.getKey()));
        exchange.getMessage().setHeaders(headers);
        exchange.getMessage().setBody(out.getMessage().getBody());
    }

    private void runReply(Exchange exchange, Exchange out, SendRequest request, AsyncCallback callback) {
        MessageContext context = MessageContext.of(exchange);
        Optional<String> sequence = request.receive().or(context.source()::replySequence);
        if (sequence.isEmpty()) {
            callback.done(false);
            return;
        }
        Exchange reply = new DefaultExchange(exchange.getContext(), ExchangePattern.InOnly);
        MessageContext.attachReply(reply, context);
        takeReply(reply, out, exchange.getMessage().getHeaders());
        sequences.run(sequence.get(), reply, doneSync -> {
            if (reply.getException() != null) {
                exchange.setException(reply.getException());
            }
            callback.done(false);
        });
    }

    private static Fault fault(Exception cause, SendRequest request) {
        Fault fault = FaultProperties.faultOf(cause);
        return fault.code() == ErrorCode.MEDIATION && !(cause instanceof Fault)
                ? Fault.of(ErrorCode.SENDER_IO_SENDING, request.address() + ": " + fault.message(), fault.detail())
                : fault;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(producers);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producers);
    }
}
