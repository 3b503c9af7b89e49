package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.store.MessageStore;
import dev.myelin.engine.mediator.store.StoreTable;
import dev.myelin.engine.mediator.store.StoredMessage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves messages to another store, as soon as there is room. */
record Mover(ProcessorSettings settings, String target, StoreTable stores) implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.processor");

    @Override
    public void work(MessageStore store, Ended ended) {
        Optional<StoredMessage> taken = store.take();
        taken.ifPresent(message -> {
            if (stores.find(target).filter(other -> other.put(message)).isPresent()) {
                store.remove(message);
            } else {
                store.giveBack(message);
                LOG.warn("message processor {}: message store {} takes no message", settings.name(), target);
            }
        });
        ended.ended(taken.isPresent());
    }
}
