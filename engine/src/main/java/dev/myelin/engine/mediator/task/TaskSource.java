package dev.myelin.engine.mediator.task;

import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Sequences;
import dev.myelin.engine.message.Source;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of the messages of a task, where nobody waits. Replies run the out sequence of the proxy, else {@code main}.
 */
record TaskSource(TaskSettings settings, Sequences sequences) implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(TaskSource.class);
    private static final String MAIN = "main";

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        boolean isName = scope == Scope.DEFAULT && name.equals("proxy.name");
        return isName ? settings.proxy().orElse(null) : null;
    }

    @Override
    public void respond(Exchange exchange) {
        LOG.debug("respond: the message comes from the task {}, nobody waits for its answer", settings.name());
    }

    @Override
    public Optional<String> replySequence() {
        return settings.proxy()
                .map(name -> "proxy/" + name + "/outSequence")
                .filter(sequences::contains)
                .or(() -> Optional.of(MAIN).filter(sequences::contains));
    }
}
