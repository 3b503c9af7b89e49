package dev.myelin.engine.mediator.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deployed message stores by name, one table for a Camel context. Looked up for each message. Thread-safe. */
public final class StoreTable extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(StoreTable.class);

    private final Map<String, MessageStore> stores = new ConcurrentSkipListMap<>();

    private StoreTable() {}

    /** The table of {@code context}. */
    public static StoreTable of(CamelContext context) {
        synchronized (context.getRegistry()) {
            StoreTable known = context.getCamelContextExtension().getContextPlugin(StoreTable.class);
            if (known != null) {
                return known;
            }
            StoreTable made = new StoreTable();
            context.getCamelContextExtension().addContextPlugin(StoreTable.class, made);
            stopWith(context, made);
            return made;
        }
    }

    private static void stopWith(CamelContext context, StoreTable table) {
        try {
            context.addService(table, true, false);
        } catch (Exception e) {
            throw new IllegalStateException("The message stores cannot be given to the Camel context", e);
        }
    }

    /** Adds an empty store, unless one of its name is there: messages survive a new deployment. */
    public void deploy(StoreSettings settings) {
        stores.putIfAbsent(settings.name(), new MessageStore(settings));
    }

    /** The store of that name. */
    public Optional<MessageStore> find(String name) {
        return Optional.ofNullable(stores.get(name));
    }

    /** The names, sorted. */
    public List<String> names() {
        return List.copyOf(stores.keySet());
    }

    /** What is left is lost, and that is said. */
    @Override
    protected void doStop() {
        stores.forEach((name, store) -> {
            if (store.size() > 0) {
                LOG.warn("message store {}: {} messages are lost, for they are in memory only", name, store.size());
            }
        });
        stores.clear();
    }
}
