package dev.myelin.engine.mediator.store;

import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import dev.myelin.engine.message.WebSocketEvent;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The source of a message that was stored: what could be read of it still can, but nobody waits there any more. */
record StoredSource(Source original) implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(StoredSource.class);

    static StoredSource of(Source source) {
        return source instanceof StoredSource stored ? stored : new StoredSource(source);
    }

    @Override
    public @Nullable Object property(Exchange exchange, Scope scope, String name) {
        return original.property(exchange, scope, name);
    }

    @Override
    public @Nullable WebSocketEvent event(Exchange exchange) {
        return original.event(exchange);
    }

    @Override
    public void respond(Exchange exchange) {
        LOG.debug("respond: the message comes from a message store, nobody waits for its answer");
    }

    @Override
    public Optional<String> replySequence() {
        return original.replySequence();
    }
}
