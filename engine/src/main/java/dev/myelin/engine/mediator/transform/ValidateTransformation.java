package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.transform.TransformMediator.Change;
import dev.myelin.engine.mediator.transform.TransformMediator.Transformation;
import dev.myelin.engine.message.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** {@code <validate>}: finds out whether the message is valid; what comes of it is the route's. */
public final class ValidateTransformation implements Transformation {
    private final Function<Exchange, Check> check;
    private final Optional<SynapseExpression> source;
    private final String verdict;

    /**
     * For one place of a route.
     *
     * @param check yields the compiled schemas for a message
     * @param verdict the property of Camel's exchange that tells the route when a message is not valid
     */
    public ValidateTransformation(Function<Exchange, Check> check, Optional<SynapseExpression> source, String verdict) {
        this.check = check;
        this.source = source;
        this.verdict = verdict;
    }

    @Override
    public boolean mayTakeLong(Exchange exchange) {
        return check.apply(exchange).mayTakeLong();
    }

    @Override
    public Change compute(Exchange exchange) {
        List<String> faults = check.apply(exchange).faults(exchange, source);
        if (faults.isEmpty()) {
            return message -> message.removeProperty(verdict);
        }
        return message -> {
            message.setProperty(verdict, Boolean.TRUE);
            message.setProperty("ERROR_CODE", Integer.toString(ErrorCode.MEDIATION));
            message.setProperty("ERROR_MESSAGE", faults.get(0));
            message.setProperty("ERROR_DETAIL", String.join("\n", faults));
        };
    }
}
