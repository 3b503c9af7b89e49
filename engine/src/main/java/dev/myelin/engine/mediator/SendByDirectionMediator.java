package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** {@code <send/>} without an endpoint: a reply goes back to the caller, a request to where its {@code To} points. */
public final class SendByDirectionMediator extends AsyncProcessorSupport {
    private final String onwardUri;
    private volatile @Nullable AsyncProcessor onward;

    /** With the URI of what requests are sent to. */
    public SendByDirectionMediator(String onwardUri) {
        this.onwardUri = onwardUri;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        MessageContext context = MessageContext.of(exchange);
        if (!context.isResponse()) {
            return onward(exchange).process(exchange, callback);
        }
        try {
            OutgoingFormat.apply(exchange, context);
            context.answer(exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private AsyncProcessor onward(Exchange exchange) {
        AsyncProcessor known = onward;
        return known == null ? makeOnward(exchange.getContext()) : known;
    }

    private AsyncProcessor makeOnward(CamelContext context) {
        try {
            AsyncProcessor made = context.getEndpoint(onwardUri).createAsyncProducer();
            onward = made;
            return made;
        } catch (Exception e) {
            throw new IllegalStateException(onwardUri, e);
        }
    }
}
