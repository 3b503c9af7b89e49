package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.store.StoreTable;
import dev.myelin.engine.message.Sequences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** The deployed message processors by name. Thread-safe. */
public final class MessageProcessors {
    private final Map<String, Processor> processors = new ConcurrentSkipListMap<>();
    private final Sequences sequences;
    private final StoreTable stores;
    private final Supplier<? extends ScheduledExecutorService> timers;

    /** What a message processor is doing. */
    public enum State {
        /** It looks for messages, and deals with them. */
        ACTIVE,
        /** A message could not be delivered and waits for its next attempt. */
        PAUSED,
        /** It was deactivated, or gave up: messages stay in their store. */
        INACTIVE
    }

    /** None yet; what they run are {@code sequences}. */
    public MessageProcessors(
            Sequences sequences, StoreTable stores, Supplier<? extends ScheduledExecutorService> timers) {
        this.sequences = sequences;
        this.stores = stores;
        this.timers = timers;
    }

    /** Starts a processor, unless it is set not to be active. Its store must be there. */
    public void deploy(ProcessorSettings settings) {
        stores.find(settings.store()).ifPresent(store -> {
            Processor made = new Processor(settings, store, timers, activity -> worker(settings, activity));
            Optional.ofNullable(processors.put(settings.name(), made)).ifPresent(Processor::deactivate);
            made.logStart();
            if (settings.active()) {
                made.activate();
            }
        });
    }

    private Worker worker(ProcessorSettings settings, Forwarder.Activity activity) {
        if (settings.work() instanceof ProcessorSettings.Forward forward) {
            return new Forwarder(settings, forward, new Forwarder.Services(sequences, stores, timers), activity);
        }
        return settings.work() instanceof ProcessorSettings.Sample sample
                ? new Sampler(settings, sample.concurrency(), sequences)
                : new Mover(settings, ((ProcessorSettings.Move) settings.work()).target(), stores);
    }

    /** Takes a processor away; a message that it is dealing with goes on to its end. */
    public void undeploy(String name) {
        Optional.ofNullable(processors.remove(name)).ifPresent(Processor::deactivate);
    }

    /** The names, sorted. */
    public List<String> names() {
        return List.copyOf(processors.keySet());
    }

    /** The state of a processor; empty when there is none of that name. */
    public Optional<State> state(String name) {
        return Optional.ofNullable(processors.get(name)).map(Processor::state);
    }

    /** Has a processor look for messages; false when there is none of that name. */
    public boolean activate(String name) {
        Optional<Processor> found = Optional.ofNullable(processors.get(name));
        found.ifPresent(Processor::activate);
        return found.isPresent();
    }

    /** Has a processor leave messages where they are; false when there is none of that name. */
    public boolean deactivate(String name) {
        Optional<Processor> found = Optional.ofNullable(processors.get(name));
        found.ifPresent(Processor::deactivate);
        return found.isPresent();
    }

    /** Deactivates all of them. */
    public void stop() {
        processors.values().forEach(Processor::deactivate);
    }
}
