package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.expression.SynapseExpression;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;

/** A compiled schema. Thread-safe. */
public interface Check {
    /** How many faults of one message are told. */
    int MAX_TOLD = 20;

    /** Whether it may take long for a small message, too. */
    default boolean mayTakeLong() {
        return false;
    }

    /** What is wrong with a message, or the part of it that {@code source} finds; empty when it is valid. */
    List<String> faults(Exchange exchange, Optional<SynapseExpression> source);
}
