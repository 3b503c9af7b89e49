package dev.myelin.engine.mediator.store;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <store>}: puts a copy of the message into a store, or into the one that stands in for it when it is full. */
public final class StoreMediator implements Processor {
    private static final int UNAVAILABLE = 503;

    private final TextSource name;
    private final StoreTable stores;

    /** Into the store that {@code name} names. */
    public StoreMediator(TextSource name, StoreTable stores) {
        this.name = name;
        this.stores = stores;
    }

    @Override
    public void process(Exchange exchange) {
        MessageStore store = find(name.text(exchange));
        StoredMessage message = StoredMessage.of(exchange);
        if (store.put(message)) {
            return;
        }
        Optional<String> other = store.settings().failover();
        if (other.isEmpty() || !find(other.get()).put(message)) {
            throw full(store.settings());
        }
    }

    private MessageStore find(String store) {
        return stores.find(store)
                .orElseThrow(() -> Fault.of(
                        ErrorCode.MEDIATION,
                        "messageStore: " + store + " (expected: a deployed message store; MYL-2090)"));
    }

    private static Fault full(StoreSettings store) {
        String text = "messageStore: " + store.name() + " is full (expected: at most " + store.maxMessages()
                + " messages of " + store.maxSize() + " bytes in all; store.max.messages and store.max.size)";
        return Fault.of(ErrorCode.MEDIATION, text).withHttpStatus(UNAVAILABLE);
    }
}
