package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.message.Source;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** The start of a route that WebSocket messages run: known to the transport while the route is started. */
final class WsConsumer extends DefaultConsumer {
    private final Sequences sequences;
    private final boolean ofBackends;
    private final Optional<String> faultSequence;
    private final Consumer<@Nullable WsConsumer> registration;

    /**
     * Makes a consumer.
     *
     * @param ofBackends whether its messages come from back-ends
     * @param faultSequence what runs when a message takes too long
     * @param registration takes this consumer at start, null at stop
     */
    WsConsumer(
            WsEndpoint endpoint,
            Processor processor,
            Sequences sequences,
            boolean ofBackends,
            Optional<String> faultSequence,
            Consumer<@Nullable WsConsumer> registration) {
        super(endpoint, processor);
        this.sequences = sequences;
        this.ofBackends = ofBackends;
        this.faultSequence = faultSequence;
        this.registration = registration;
    }

    Sequences sequences() {
        return sequences;
    }

    Optional<String> faultSequence() {
        return faultSequence;
    }

    /** A new exchange with {@code payload} as its body. */
    Exchange exchange(Payload payload, Source source) {
        Exchange exchange = createExchange(false);
        exchange.getIn().setBody(payload);
        MessageContext context = MessageContext.attach(exchange, source);
        if (ofBackends) {
            context.markResponse();
        }
        return exchange;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        registration.accept(this);
    }

    @Override
    protected void doStop() throws Exception {
        registration.accept(null);
        super.doStop();
    }
}
