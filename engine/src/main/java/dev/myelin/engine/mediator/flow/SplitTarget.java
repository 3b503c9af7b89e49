package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.mediator.TextSource;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * Where a part of a message goes.
 *
 * @param sequence the name of what it runs
 * @param to what becomes its {@code To}
 * @param action what becomes its {@code Action}
 */
public record SplitTarget(TextSource sequence, Optional<String> to, Optional<String> action) {
    Exchange address(Exchange part) {
        to.ifPresent(text -> part.setProperty("To", text));
        action.ifPresent(text -> part.setProperty("Action", text));
        return part;
    }
}
