package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.store.MessageStore;
import dev.myelin.engine.mediator.store.StoredMessage;
import dev.myelin.engine.message.Sequences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/** Runs a sequence with messages, several at a time; they have left the store then, whatever becomes of them. */
record Sampler(ProcessorSettings settings, int concurrency, Sequences sequences) implements Worker {
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
                if (running.decrementAndGet() == 0) {
                    ended.ended(true);
                }
            });
        }
    }
}
