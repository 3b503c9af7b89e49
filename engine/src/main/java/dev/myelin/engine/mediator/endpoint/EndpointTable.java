package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The deployed endpoints by name, each with its state. Looked up for each message. Thread-safe. */
public final class EndpointTable {
    private static final int MAX_KEYS = 16;

    private final ConcurrentMap<String, Entry> endpoints = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * A deployed endpoint.
     *
     * @param settings what was compiled
     * @param health where it stands
     * @param turn whose turn it is, for endpoints of several
     */
    record Entry(EndpointSettings settings, EndpointHealth health, AtomicInteger turn) {}

    /** An empty table whose suspensions follow {@code clock}. */
    public EndpointTable(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an endpoint or puts it in place of the one with its name; it starts active. */
    public void put(EndpointSettings settings) {
        endpoints.put(
                settings.name(),
                new Entry(settings, new EndpointHealth(settings.suspension(), clock), new AtomicInteger()));
    }

    /** Takes an endpoint away; messages to it will fault. */
    public void remove(String name) {
        endpoints.remove(name);
    }

    /** The state of an endpoint; empty when there is none of that name. */
    public Optional<EndpointHealth.State> state(String name) {
        return Optional.ofNullable(endpoints.get(name))
                .map(entry -> entry.health().state());
    }

    @Nullable
    Entry find(String name) {
        return endpoints.get(name);
    }

    /** The endpoint with an address that {@code name} leads to. Throws {@link Fault} when it leads nowhere. */
    Entry resolve(String name) {
        String wanted = name;
        for (int i = 0; i < MAX_KEYS; i++) {
            Entry found = endpoints.get(wanted);
            if (found == null) {
                String text = "endpoint: " + wanted + " (expected: a deployed endpoint; MYL-2002)";
                throw Fault.of(ErrorCode.ENDPOINT_NOT_FOUND, text);
            }
            if (!(found.settings().target() instanceof EndpointSettings.Key key)) {
                return found;
            }
            wanted = key.name();
        }
        String text = "endpoint: " + name + " (expected: a key that ends at an address within " + MAX_KEYS + " steps)";
        throw Fault.of(ErrorCode.ENDPOINT_NOT_FOUND, text);
    }
}
