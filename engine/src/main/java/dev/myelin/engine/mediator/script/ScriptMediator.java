package dev.myelin.engine.mediator.script;

import dev.myelin.engine.mediator.Keyed;
import dev.myelin.engine.mediator.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;

/**
 * {@code <script/>}: runs it on a worker; one that takes too long is stopped, and the message fails.
 *
 * @param <S> scripts of one language
 */
public final class ScriptMediator<S extends MessageScript<S>> extends AsyncProcessorSupport {
    private final List<Keyed<S>> before;
    private final Keyed<S> script;
    private final Optional<String> function;
    private final Setup setup;

    /**
     * What all scripts have in common.
     *
     * @param workers what they run on
     * @param limit how long one may take
     * @param log where {@code print} and the service log of {@code mc} write
     */
    public record Setup(Workers workers, Duration limit, Logger log) {}

    /**
     * For one script.
     *
     * @param before what is run before it, in the same scope
     * @param function what is called of it; empty when it has no function
     */
    public ScriptMediator(List<Keyed<S>> before, Keyed<S> script, Optional<String> function, Setup setup) {
        this.before = List.copyOf(before);
        this.script = script;
        this.function = function;
        this.setup = setup;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return setup.workers()
                .run(
                        exchange,
                        setup.limit(),
                        (message, turn) -> {
                            List<S> first = before.stream()
                                    .map(each -> each.get(message))
                                    .toList();
                            Run run = new Run(message, turn, setup.log(), setup.limit());
                            if (!script.get(message).run(first, function, run)) {
                                turn.use(() -> {
                                    message.setRouteStop(true);
                                    return run;
                                });
                            }
                        },
                        callback);
    }
}
