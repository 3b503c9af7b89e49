package dev.myelin.engine.mediator.cache;

import dev.myelin.engine.message.MessageContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;

/**
 * {@code <cache>} where requests come by: puts the response that is remembered into the message, or notes what a
 * collector needs to remember the response.
 */
public final class CacheLookup implements Processor {
    /** What a collector needs: goes with the request, and with what becomes of it. */
    static final String PENDING = "myelin.cache";

    private final CacheSettings settings;
    private final ResponseCache cache;
    private final String verdict;

    /**
     * A request whose response can be remembered.
     *
     * @param cache where
     * @param key under which key
     * @param settings what is remembered
     */
    record Pending(ResponseCache cache, String key, CacheSettings settings) {}

    /** For one mediator, which {@code id} tells from others. */
    public CacheLookup(CacheSettings settings, ResponseCache cache, String id) {
        this.settings = settings;
        this.cache = cache;
        this.verdict = "myelin.cache-hit." + id;
    }

    @Override
    public void process(Exchange exchange) {
        if (MessageContext.of(exchange).isResponse() || !takesPart(exchange)) {
            return;
        }
        String key = RequestKey.of(exchange, settings.headers());
        CachedResponse found = wantsFresh(exchange) ? null : cache.find(key);
        if (found == null) {
            exchange.setProperty(PENDING, new Pending(cache, key, settings));
        } else {
            found.putInto(exchange, settings.age());
            exchange.setProperty(verdict, Boolean.TRUE);
        }
    }

    /** Holds right behind it for a message whose response was found. */
    public Predicate hit() {
        return exchange -> exchange.removeProperty(verdict) != null;
    }

    private boolean takesPart(Exchange exchange) {
        return settings.methods().isEmpty() || settings.methods().contains(RequestKey.method(exchange));
    }

    private boolean wantsFresh(Exchange exchange) {
        Object header = settings.cacheControl() ? exchange.getMessage().getHeader("Cache-Control") : null;
        return header != null && CacheControl.parse(header).forbidden();
    }
}
