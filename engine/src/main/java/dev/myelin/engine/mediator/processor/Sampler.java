package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.store.MessageStore;
import dev.myelin.engine.mediator.store.StoredMessage;
import dev.myelin.engine.message.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a sequence with messages, several at a time; they have left the store then, whatever becomes of them. */
record Sampler(ProcessorSettings settings, int concurrency, Sequences sequences) implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.processor");

    @Override
    public void work(MessageStore store, Ended ended) {
        List<StoredMessage> taken = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            Optional<StoredMessage> message = store.take();
            message.ifPresent(taken::add);
            message.ifPresent(store::remove);
        }
        if (taken.isEmpty()) {
            ended.ended(false);
            return;
        }
        AtomicInteger running = new AtomicInteger(taken.size());
        for (StoredMessage message : taken) {
            Exchange exchange = message.copy();
            sequences.run(settings.sequence(ProcessorSettings.Step.SAMPLE), exchange, doneSync -> {
                if (exchange.getException() != null) {
                    String failure = String.valueOf(exchange.getException().getMessage());
                    LOG.warn("message processor {}: {}", settings.name(), failure);
                }
                if (running.decrementAndGet() == 0) {
                    ended.ended(true);
                }
            });
        }
    }
}
