package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One {@code foreach} of the first version at work: the message runs the sequence once for each piece of it. */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.fault");

    private final ForEachMediator.Settings settings;
    private final Exchange exchange;
    private final Rounds rounds;
    private final Completion completion;
    private final Turns turns = new Turns();
    private final List<Payload> results = new ArrayList<>();
    private final @Nullable Fault before;
    private int next;

    /** What the rounds are about. */
    interface Rounds extends Split.Pieces {
        /** The message's payload with the results in the places of the first pieces; the other pieces stay. */
        Payload merged(List<Payload> results);
    }

    Loop(ForEachMediator.Settings settings, Exchange exchange, Rounds rounds, AsyncCallback callback) {
        this.settings = settings;
        this.exchange = exchange;
        this.rounds = rounds;
        this.completion = new Completion(callback);
        this.before = MessageContext.of(exchange).fault();
    }

    boolean start() {
        turns.take(this::round);
        return completion.begun();
    }

    private void round() {
        exchange.setProperty(settings.counter(), next);
        if (next == rounds.count()) {
            finish();
            return;
        }
        exchange.getMessage().setBody(rounds.payload(next));
        settings.runtime().sequences().run(settings.sequence().text(exchange), exchange, doneSync -> ended());
    }

    private void ended() {
        if (exchange.getException() != null) {
            if (!settings.continueOnFailure()) {
                completion.over();
                return;
            }
            Fault fault = FaultProperties.faultOf(exchange.getException());
            settings.runtime().counters().countFault();
            LOG.warn("foreach: fault {}: {}", fault.code(), fault.message());
            exchange.setException(null);
            results.add(rounds.payload(next));
        } else if (MessageContext.of(exchange).fault() != before) {
            // Handled inside: the flow has ended.
            exchange.setRouteStop(true);
            completion.over();
            return;
        } else {
            results.add(Copies.payload(exchange));
        }
        next++;
        if (exchange.isRouteStop()) {
            // As in MI, a message that ends inside ends the loop, and the whole goes on.
            exchange.setRouteStop(false);
            exchange.setProperty(settings.counter(), next);
            finish();
        } else {
            turns.take(this::round);
        }
    }

    private void finish() {
        try {
            Gathers.put(exchange, rounds.merged(results));
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        completion.over();
    }
}
