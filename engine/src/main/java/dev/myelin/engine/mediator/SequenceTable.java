package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Sequences;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/**
 * The deployed sequences by name. A reference is looked up for each message, so that a sequence can be replaced while
 * messages run, as in Synapse. Thread-safe.
 */
public final class SequenceTable implements Sequences {
    /** How deep sequences may nest; beyond it a cycle is the likely cause. */
    static final int MAX_DEPTH = 256;

    private final ConcurrentMap<String, Entry> sequences = new ConcurrentHashMap<>();

    /**
     * A sequence's route.
     *
     * @param whole for exchanges that begin there: gives them a unit of work
     * @param inner for exchanges that come from another route
     */
    record Entry(AsyncProcessor whole, AsyncProcessor inner) {
        AsyncProcessor forExchange(Exchange exchange) {
            return exchange.getUnitOfWork() == null ? whole : inner;
        }
    }

    void register(String name, Entry entry) {
        sequences.put(name, entry);
    }

    void deregister(String name) {
        sequences.remove(name);
    }

    @Override
    public boolean contains(String name) {
        return sequences.containsKey(name);
    }

    @Override
    public boolean run(String name, Exchange exchange, AsyncCallback callback) {
        Entry sequence = sequences.get(name);
        if (sequence == null) {
            String text = "sequence: " + name + " (expected: a deployed sequence; MYL-2001)";
            return failed(exchange, Fault.of(ErrorCode.MEDIATION, text), callback);
        }
        MessageContext context = MessageContext.of(exchange);
        if (context.enterSequence() > MAX_DEPTH) {
            context.leaveSequence();
            String text = "sequence: " + name + " (expected: at most " + MAX_DEPTH + " nested sequences)";
            return failed(exchange, Fault.of(ErrorCode.MEDIATION, text), callback);
        }
        return sequence.forExchange(exchange).process(exchange, doneSync -> {
            context.leaveSequence();
            callback.done(doneSync);
        });
    }

    private static boolean failed(Exchange exchange, Fault fault, AsyncCallback callback) {
        exchange.setException(fault);
        callback.done(true);
        return true;
    }
}
