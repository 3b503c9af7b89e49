package dev.myelin.engine.mediator.throttle;

import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** {@code <throttle>}: finds out whether a message may pass, and counts it. */
public final class ThrottleMediator implements Processor {
    private final Optional<Keyed<Limits>> limits;
    private final ThrottleGroup group;
    private final String place;
    private final String verdict;

    /**
     * For one mediator, which {@code id} tells from others.
     *
     * @param limits empty for one that only lets a message leave its group
     * @param groupId what the throttles of a group have in common
     */
    public ThrottleMediator(Optional<Keyed<Limits>> limits, ThrottleGroup group, String groupId, String id) {
        this.limits = limits;
        this.group = group;
        this.place = "myelin.throttle." + groupId;
        this.verdict = "myelin.throttled." + id;
    }

    @Override
    public void process(Exchange exchange) {
        if (MessageContext.of(exchange).isResponse()) {
            leave(exchange);
        } else if (limits.isPresent() && !mayPass(exchange, limits.get().get(exchange))) {
            exchange.setProperty(verdict, Boolean.TRUE);
        }
    }

    /** Holds right behind it for a message that may not pass. */
    public Predicate rejected() {
        return exchange -> exchange.removeProperty(verdict) != null;
    }

    private void leave(Exchange exchange) {
        if (exchange.getProperty(place) instanceof ThrottleGroup.Place held) {
            held.leave();
            exchange.removeProperty(place);
        }
    }

    private boolean mayPass(Exchange exchange, Limits known) {
        if (known.atOnce() > 0 && !group.enter(known.atOnce())) {
            return false;
        }
        boolean passes = known.allow(caller(exchange, "REMOTE_ADDR"), caller(exchange, "REMOTE_HOST"));
        if (known.atOnce() > 0) {
            ThrottleGroup.Place held = group.place();
            if (passes) {
                exchange.setProperty(place, held);
                // Where no throttle sees the response, or there is none, the message leaves when it ends.
                exchange.getExchangeExtension().addOnCompletion(new Leaving(held));
            } else {
                held.leave();
            }
        }
        return passes;
    }

    private static String caller(Exchange exchange, String name) {
        String text = MessageContext.text(exchange, Scope.AXIS2, name);
        return text == null ? "" : text;
    }

    private static final class Leaving extends SynchronizationAdapter {
        private final ThrottleGroup.Place held;

        Leaving(ThrottleGroup.Place held) {
            this.held = held;
        }

        @Override
        public void onDone(Exchange exchange) {
            held.leave();
        }
    }
}
