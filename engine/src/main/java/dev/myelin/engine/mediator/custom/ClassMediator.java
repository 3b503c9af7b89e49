package dev.myelin.engine.mediator.custom;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.Workers;
import dev.myelin.engine.mediator.custom.MediationClass.Setter;
import dev.myelin.engine.mediator.spi.Mediation;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** {@code <class/>}: runs a user's class on a worker. */
public final class ClassMediator extends AsyncProcessorSupport {
    private final String name;
    private final Optional<Target> target;
    private final Workers workers;

    /**
     * The class.
     *
     * @param type its class
     * @param constants what its setters are called with, once
     * @param expressions what its setters are called with for each message
     * @param shared the instance for all messages, where there are no expressions
     */
    public record Target(
            MediationClass type, Map<Setter, String> constants, Map<Setter, TextSource> expressions, Mediation shared) {

        private Mediation instance(Exchange exchange) {
            if (expressions.isEmpty()) {
                return shared;
            }
            Mediation own = type.create(constants);
            expressions.forEach((setter, value) -> setter.set(own, value.text(exchange)));
            return own;
        }
    }

    /** For one class; empty when it is not there, which is a fault for each message. */
    public ClassMediator(String name, Optional<Target> target, Workers workers) {
        this.name = name;
        this.target = target;
        this.workers = workers;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        if (target.isEmpty()) {
            String text = "class: " + name + " (expected: a class of a jar in lib/; MYL-2072)";
            exchange.setException(Fault.of(ErrorCode.MEDIATION, text));
            callback.done(true);
            return true;
        }
        Target known = target.get();
        return workers.run(
                exchange,
                Duration.ZERO,
                (message, turn) -> {
                    if (!known.instance(message).mediate(new ExchangeMessage(message))) {
                        message.setRouteStop(true);
                    }
                },
                callback);
    }
}
