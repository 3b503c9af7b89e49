package dev.myelin.engine.mediator;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.OutgoingFormat;
import dev.myelin.engine.message.Sequences;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <loopback/>}: the message runs what a reply would run, and its own flow ends. */
public final class LoopbackMediator extends AsyncProcessorSupport {
    private final Sequences sequences;

    /** With the sequences that replies run. */
    public LoopbackMediator(Sequences sequences) {
        this.sequences = sequences;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        MessageContext context = MessageContext.of(exchange);
        context.turnBack();
        Optional<String> sequence = context.source().replySequence();
        if (sequence.isEmpty()) {
            giveBack(exchange, context);
            callback.done(true);
            return true;
        }
        return sequences.run(sequence.get(), exchange, doneSync -> {
            exchange.setRouteStop(true);
            callback.done(doneSync);
        });
    }

    private static void giveBack(Exchange exchange, MessageContext context) {
        try {
            OutgoingFormat.apply(exchange, context);
            context.answer(exchange);
            exchange.setRouteStop(true);
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
    }
}
