package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.processor.MessageProcessors.State;
import dev.myelin.engine.mediator.schedule.Ticker;
import dev.myelin.engine.mediator.store.MessageStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message processor: when it looks for messages, and whether it does at all. */
final class Processor implements Forwarder.Activity {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.processor");

    private final ProcessorSettings settings;
    private final MessageStore store;
    private final Supplier<? extends ScheduledExecutorService> timers;
    private final Worker worker;
    private State state = State.INACTIVE;
    private @Nullable Ticker ticker;
    /** Whether a look for messages is under way; also when it began before the last activation. */
    private boolean busy;

    Processor(
            ProcessorSettings settings,
            MessageStore store,
            Supplier<? extends ScheduledExecutorService> timers,
            Making making) {
        this.settings = settings;
        this.store = store;
        this.timers = timers;
        this.worker = making.worker(this);
    }

    /** Makes what does the work. */
    @FunctionalInterface
    interface Making {
        Worker worker(Forwarder.Activity activity);
    }

    synchronized State state() {
        return state;
    }

    /** Begins to look for messages, unless it does. */
    synchronized void activate() {
        if (state == State.INACTIVE) {
            state = State.ACTIVE;
            Ticker made = new Ticker(settings.pace().schedule(), 0, timers, this::look);
            ticker = made;
            made.start();
        }
    }

    @Override
    public synchronized void deactivate() {
        state = State.INACTIVE;
        if (ticker != null) {
            ticker.stop();
            ticker = null;
        }
    }

    @Override
    public synchronized boolean isActive() {
        return state != State.INACTIVE;
    }

    @Override
    public synchronized void pause(boolean waits) {
        if (state != State.INACTIVE) {
            state = waits ? State.PAUSED : State.ACTIVE;
        }
    }

    private void look(Runnable ended) {
        synchronized (this) {
            if (busy || !isActive()) {
                ended.run();
                return;
            }
            busy = true;
        }
        worker.work(store, found -> {
            synchronized (this) {
                busy = false;
            }
            Optional<Duration> pause = settings.pace().pause();
            if (found && pause.isPresent() && isActive()) {
                timers.get().schedule(() -> look(ended), pause.get().toMillis(), TimeUnit.MILLISECONDS);
            } else {
                ended.run();
            }
        });
    }

    void logStart() {
        if (!settings.active()) {
            LOG.info("message processor {}: is.active is false, it waits to be activated", settings.name());
        }
    }
}
