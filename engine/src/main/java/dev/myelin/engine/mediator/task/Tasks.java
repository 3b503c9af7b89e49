package dev.myelin.engine.mediator.task;

import dev.myelin.engine.mediator.schedule.Ticker;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sequences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed tasks by name. Thread-safe. */
public final class Tasks {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.task");

    private final Map<String, Ticker> tasks = new ConcurrentSkipListMap<>();
    private final CamelContext context;
    private final Sequences sequences;
    private final Supplier<? extends ScheduledExecutorService> timers;

    /** None yet; what they run are {@code sequences}. */
    public Tasks(CamelContext context, Sequences sequences, Supplier<? extends ScheduledExecutorService> timers) {
        this.context = context;
        this.sequences = sequences;
        this.timers = timers;
    }

    /** Starts a task; the one of its name ends. */
    public void deploy(TaskSettings settings) {
        TaskSource source = new TaskSource(settings, sequences);
        Ticker made =
                new Ticker(settings.schedule(), settings.runs(), timers, ended -> inject(settings, source, ended));
        Optional.ofNullable(tasks.put(settings.name(), made)).ifPresent(Ticker::stop);
        made.start();
    }

    private void inject(TaskSettings settings, TaskSource source, Runnable ended) {
        Exchange exchange = new DefaultExchange(context);
        MessageContext.attach(exchange, source);
        TaskSettings.Message message = settings.message();
        exchange.getMessage().setBody(Payload.ofText(message.text(), message.contentType()));
        message.properties().forEach(exchange::setProperty);
        message.axis2().forEach((name, value) -> MessageContext.set(exchange, Scope.AXIS2, name, value));
        LOG.debug("task {}: runs", settings.name());
        sequences.run(TaskSettings.sequenceOf(settings.name()), exchange, doneSync -> {
            if (exchange.getException() != null) {
                LOG.warn(
                        "task {}: {}",
                        settings.name(),
                        String.valueOf(exchange.getException().getMessage()));
            }
            ended.run();
        });
    }

    /** Takes a task away; a run that is under way goes on to its end. */
    public void undeploy(String name) {
        Optional.ofNullable(tasks.remove(name)).ifPresent(Ticker::stop);
    }

    /** The names, sorted. */
    public List<String> names() {
        return List.copyOf(tasks.keySet());
    }

    /** Ends all of them. */
    public void stop() {
        tasks.values().forEach(Ticker::stop);
    }
}
