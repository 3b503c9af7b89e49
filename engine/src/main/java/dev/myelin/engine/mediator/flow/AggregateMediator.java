package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.FaultProperties;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Replies;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code <aggregate>}: collects messages that belong together. Those that are parts of one message are kept with it and
 * go with it; those that {@code correlateOn} finds are kept here, so many groups at most.
 */
public final class AggregateMediator extends AsyncProcessorSupport {
    /** As many groups as {@code correlateOn} may have open; for another one the oldest is given up. */
    private static final int MAX_GROUPS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger("myelin.fault");

    private final Settings settings;
    private final Way.Runtime runtime;
    private final Supplier<? extends ScheduledExecutorService> timers;
    private final String suffix;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    /**
     * What is collected, and until when.
     *
     * @param id of the {@code iterate} or {@code clone}
     * @param correlateOn what messages have in common that are no parts of one
     * @param condition when they are complete before all parts are there
     * @param gather how they are put together
     * @param onComplete the sequence that runs then
     */
    public record Settings(
            Optional<String> id,
            Optional<SynapseExpression> correlateOn,
            Condition condition,
            Gather gather,
            TextSource onComplete) {}

    /**
     * When messages are complete.
     *
     * @param timeout after the first one
     * @param min so many are enough
     * @param max so many are enough as well
     */
    public record Condition(Optional<Duration> timeout, TextSource min, TextSource max) {}

    /** With the threads that wait for timeouts. */
    public AggregateMediator(
            Settings settings, Way.Runtime runtime, Supplier<? extends ScheduledExecutorService> timers) {
        this.settings = settings;
        this.runtime = runtime;
        this.timers = timers;
        this.suffix = settings.id().map(id -> "." + id).orElse("");
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Group group = group(exchange);
            if (group != null) {
                int place = group.parts().isPresent() ? Parts.place(exchange, suffix) : group.size();
                Object content = settings.gather().take(exchange);
                if (group.add(place, content, exchange) == Group.Added.LAST) {
                    return complete(group, exchange, callback);
                }
                exchange.setRouteStop(true);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    /** What the message belongs to; null when it belongs to no other. */
    private @Nullable Group group(Exchange exchange) {
        String key = settings.correlateOn().map(found -> found.text(exchange)).orElse("");
        if (!key.isEmpty()) {
            return key.equals("false") ? null : correlated(key, exchange);
        }
        Parts parts = Parts.of(exchange, suffix);
        return parts == null ? null : parts.group(this, exchange, this::open);
    }

    private Group correlated(String key, Exchange exchange) {
        Group oldest = null;
        Group group;
        synchronized (groups) {
            group = groups.get(key);
            if (group == null) {
                if (groups.size() == MAX_GROUPS) {
                    oldest = groups.remove(groups.keySet().iterator().next());
                }
                group = open(exchange, null);
                groups.put(key, group);
            }
        }
        if (oldest != null && oldest.close()) {
            lost(Fault.of(
                    ErrorCode.MEDIATION,
                    "aggregate: " + oldest.size() + " messages given up (expected: at most " + MAX_GROUPS
                            + " groups at a time that wait for more)"));
        }
        return group;
    }

    private Group open(Exchange exchange, @Nullable Parts parts) {
        Condition condition = settings.condition();
        Group.Limits limits = new Group.Limits(
                parts == null ? 0 : parts.count(),
                number("min", condition.min().text(exchange)),
                number("max", condition.max().text(exchange)));
        Group group = new Group(Copies.of(exchange, Copies.payload(exchange)), parts, limits);
        if (condition.timeout().isPresent()) {
            Duration timeout = condition.timeout().get();
            MessageContext.of(exchange).awaits(timeout);
            group.time(timers.get().schedule(() -> expired(group), timeout.toMillis(), TimeUnit.MILLISECONDS));
        }
        return group;
    }

    private static int number(String name, String text) {
        try {
            return text.isBlank() ? -1 : (int) Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw Fault.of(ErrorCode.MEDIATION, "messageCount: " + name + ": " + text + " (expected: a number)");
        }
    }

    private void expired(Group group) {
        if (group.close()) {
            LOG.info("aggregate: {} messages came in time", group.size());
            complete(group, null, doneSync -> {});
        }
    }

    /** Runs what is to be done with the result; {@code last} is the message that came last, null after a timeout. */
    private boolean complete(Group group, @Nullable Exchange last, AsyncCallback callback) {
        synchronized (groups) {
            groups.values().remove(group);
        }
        Exchange whole = group.first();
        try {
            Gathers.put(whole, settings.gather().merge(whole, group.contents()));
            String sequence = settings.onComplete().text(whole);
            return runtime.sequences().run(sequence, whole, doneSync -> {
                completed(group, whole, last);
                callback.done(doneSync);
            });
        } catch (RuntimeException e) {
            whole.setException(e);
            completed(group, whole, last);
            callback.done(true);
            return true;
        }
    }

    private void completed(Group group, Exchange whole, @Nullable Exchange last) {
        if (last != null) {
            Replies.fail(last, whole);
            if (whole.isRouteStop()) {
                last.setRouteStop(true);
            } else if (last.getException() == null) {
                Gathers.put(last, Copies.payload(whole));
            }
        } else if (group.parts().isPresent()) {
            group.parts().get().record(whole);
        } else if (whole.getException() != null) {
            lost(FaultProperties.faultOf(whole.getException()));
        }
        group.parts().ifPresent(Parts::left);
    }

    private void lost(Fault fault) {
        runtime.counters().countFault();
        LOG.warn("aggregate: fault {}: {}", fault.code(), fault.message());
    }
}
