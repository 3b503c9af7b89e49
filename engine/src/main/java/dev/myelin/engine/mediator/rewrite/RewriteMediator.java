package dev.myelin.engine.mediator.rewrite;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** {@code <rewrite/>}. */
public final class RewriteMediator implements Processor {
    private static final String TO = "To";

    private final String from;
    private final String into;
    private final List<Rule> rules;

    /**
     * A rule.
     *
     * @param condition when it applies
     * @param changes what it changes, in order
     */
    public record Rule(Condition condition, List<Change> changes) {}

    /** With the properties that have and take the address; {@code To} where they are empty. */
    public RewriteMediator(Optional<String> from, Optional<String> into, List<Rule> rules) {
        this.from = from.orElse(TO);
        this.into = into.orElse(TO);
        this.rules = List.copyOf(rules);
    }

    @Override
    public void process(Exchange exchange) {
        @Nullable String before = MessageContext.text(exchange, Scope.DEFAULT, from);
        Address address = new Address(before == null ? "" : before);
        for (Rule rule : rules) {
            if (rule.condition().holds(exchange, address.toString())) {
                rule.changes().forEach(change -> change.apply(exchange, address));
            }
        }
        exchange.setProperty(into, address.toString());
    }
}
