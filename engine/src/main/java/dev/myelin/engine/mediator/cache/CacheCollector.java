package dev.myelin.engine.mediator.cache;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code <cache collector="true">}: remembers the response to a request that {@link CacheLookup} has seen. */
public final class CacheCollector implements Processor {
    private final Optional<String> id;

    /** For the caches of {@code id}; empty for any. */
    public CacheCollector(Optional<String> id) {
        this.id = id;
    }

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getProperty(CacheLookup.PENDING) instanceof CacheLookup.Pending pending)
                || !MessageContext.of(exchange).isResponse()
                || !isMeant(pending)) {
            return;
        }
        exchange.removeProperty(CacheLookup.PENDING);
        Payload payload = Payload.of(exchange);
        CacheSettings settings = pending.settings();
        long seconds = seconds(exchange, settings);
        if (seconds > 0 && payload.size() <= settings.maxSize() && isWanted(exchange, settings)) {
            long now = System.nanoTime();
            long until = now + Duration.ofSeconds(seconds).toNanos();
            pending.cache().put(pending.key(), CachedResponse.of(exchange, payload, now, until));
        }
    }

    private boolean isMeant(CacheLookup.Pending pending) {
        Optional<String> asked = pending.settings().id();
        return id.isEmpty() || asked.isEmpty() || id.equals(asked);
    }

    private static boolean isWanted(Exchange exchange, CacheSettings settings) {
        Object status = MessageContext.get(exchange, Scope.AXIS2, "HTTP_SC");
        return settings.responseCodes()
                .matcher(status == null ? "200" : status.toString())
                .matches();
    }

    private static long seconds(Exchange exchange, CacheSettings settings) {
        long most = settings.timeout().toSeconds();
        Object header = settings.cacheControl() ? exchange.getMessage().getHeader("Cache-Control") : null;
        CacheControl control = header == null ? CacheControl.NONE : CacheControl.parse(header);
        return control.forbidden() ? 0 : Math.min(most, control.seconds().orElse(most));
    }
}
