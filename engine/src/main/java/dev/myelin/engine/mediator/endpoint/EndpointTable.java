package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Sender;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
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
     * @param sessions which client belongs to which of several; null where clients are not told apart
     */
    record Entry(
            EndpointSettings settings,
            EndpointHealth health,
            AtomicInteger turn,
            @Nullable SessionAffinity sessions) {}

    /** An empty table whose suspensions follow {@code clock}. */
    public EndpointTable(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds an endpoint or puts it in place of the one with its name; it starts active. */
    public void put(EndpointSettings settings) {
        endpoints.put(settings.name(), entry(settings));
    }

    private Entry entry(EndpointSettings settings) {
        SessionAffinity sessions = settings.target() instanceof EndpointSettings.Group group
                ? group.session().map(kind -> new SessionAffinity(kind, clock)).orElse(null)
                : null;
        return new Entry(settings, new EndpointHealth(settings.suspension(), clock), new AtomicInteger(), sessions);
    }

    /** A named endpoint, or one made for an address that is found at run time: it has no state. */
    Entry recipient(String nameOrAddress) {
        if (endpoints.containsKey(nameOrAddress) || nameOrAddress.indexOf(':') < 0) {
            return resolve(nameOrAddress);
        }
        return entry(EndpointSettings.ofAddress(nameOrAddress));
    }

    /** Begins to read what WSDL endpoints need, so that the first message finds it. */
    public void prepare(Sender http, CamelContext context) {
        for (Entry entry : endpoints.values()) {
            if (entry.settings().target() instanceof EndpointSettings.Wsdl wsdl) {
                wsdl.address().prepare(http, context);
            }
        }
    }

    /** Takes an endpoint out of service, or back into it; whether there is one of that name. */
    public boolean switchOn(String name, boolean on) {
        Entry entry = endpoints.get(name);
        if (entry == null) {
            return false;
        }
        if (on) {
            entry.health().switchOn();
        } else {
            entry.health().switchOff();
        }
        return true;
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
