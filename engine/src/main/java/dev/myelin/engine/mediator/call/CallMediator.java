package dev.myelin.engine.mediator.call;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.FaultStatus;
import dev.myelin.engine.message.MessageContext;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** Sends what a source makes of the message, and gives what comes back to a target. No thread waits meanwhile. */
public final class CallMediator extends AsyncProcessorSupport {
    /** What MI sets when a blocking call has failed. */
    private static final String BLOCKING_ERROR = "blocking.sender.error";

    private final String uri;
    private final Source source;
    private final Optional<Target> target;
    private final OptionalInt errorCode;
    private volatile @Nullable AsyncProcessor producer;

    /** Makes the message ready to be sent. */
    @FunctionalInterface
    public interface Source {
        /** Sends the message as it is. */
        Source MESSAGE = exchange -> {};

        /** Changes the message. */
        void prepare(Exchange exchange);
    }

    /** Takes the reply to a message that is as it was before the call. */
    @FunctionalInterface
    public interface Target {
        /** Puts the reply where it goes. */
        void take(Exchange exchange, Reply reply);
    }

    /**
     * For one mediator.
     *
     * @param uri of the Camel endpoint that sends
     * @param target empty when the reply takes the place of the message
     * @param errorCode what {@code ERROR_CODE} is when it fails; empty for what the sender says
     */
    public CallMediator(String uri, Source source, Optional<Target> target, OptionalInt errorCode) {
        this.uri = uri;
        this.source = source;
        this.target = target;
        this.errorCode = errorCode;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Optional<Original> original = target.map(any -> Original.of(exchange));
        try {
            source.prepare(exchange);
            original.ifPresent(any -> MessageContext.of(exchange).setResponse(false));
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return producer(exchange.getContext()).process(exchange, doneSync -> {
            after(exchange, original);
            callback.done(doneSync);
        });
    }

    private void after(Exchange exchange, Optional<Original> original) {
        if (exchange.getException() != null) {
            failed(exchange, exchange.getException());
        } else if (original.isPresent()) {
            try {
                boolean replied = MessageContext.of(exchange).isResponse();
                Reply reply = Reply.of(exchange);
                original.get().restore(exchange);
                if (replied) {
                    target.orElseThrow().take(exchange, reply);
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
            }
        }
    }

    private void failed(Exchange exchange, Exception failure) {
        if (errorCode.isPresent()) {
            exchange.setProperty(BLOCKING_ERROR, "true");
            Fault cause = FaultProperties.faultOf(failure);
            String detail = cause.detail().isEmpty() ? "caused by " + cause.errorCode() : cause.detail();
            exchange.setException(Fault.of(errorCode.getAsInt(), cause.message(), detail)
                    .withHttpStatus(FaultStatus.httpStatus(cause)));
        }
    }

    private AsyncProcessor producer(CamelContext context) {
        AsyncProcessor known = producer;
        return known == null ? make(context) : known;
    }

    private AsyncProcessor make(CamelContext context) {
        try {
            AsyncProcessor made = context.getEndpoint(uri).createAsyncProducer();
            producer = made;
            return made;
        } catch (Exception e) {
            throw new IllegalStateException(uri, e);
        }
    }
}
