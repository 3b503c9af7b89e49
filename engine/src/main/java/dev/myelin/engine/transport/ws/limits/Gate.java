package dev.myelin.engine.transport.ws.limits;

import dev.myelin.engine.transport.ws.settings.InboundSettings;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clients of one inbound endpoint in as long as there are places, and says once when there are none. Thread-safe. */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int NETWORK_BYTES = 8;

    private final Admission engine;
    private final String name;
    private final Places places;
    private final AddressPlaces ofAddress;
    private final Rate rate;
    private final Episode full = new Episode();
    private final Episode addressFull = new Episode();
    private final Episode tooFast = new Episode();
    private volatile boolean closed;

    Gate(Admission engine, String name, InboundSettings.Admission limits) {
        this.engine = engine;
        this.name = name;
        this.places = new Places(limits.maxConnections());
        this.ofAddress = new AddressPlaces(limits.maxConnectionsPerAddress());
        this.rate = new Rate(limits.maxHandshakeRate(), engine.now());
    }

    /** Whom the places of an address belong to: an IPv6 network of 64 bits is one client, as one is given to each. */
    public static String client(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : address.getHostAddress();
    }

    /** Takes a place for {@code client}, to be given back by {@link #leave}; else says why there is none. */
    public Optional<Denial> enter(String client) {
        long now = engine.now();
        Denial denial = isClosed() ? Denial.DRAINING : take(client, now);
        if (denial != null) {
            report(denial, client, now);
        }
        return Optional.ofNullable(denial);
    }

    private @Nullable Denial take(String client, long now) {
        if (!engine.places().take()) {
            return Denial.TOTAL;
        }
        if (!places.take()) {
            engine.places().give();
            return Denial.ENDPOINT;
        }
        if (!ofAddress.take(client)) {
            giveBoth();
            return Denial.ADDRESS;
        }
        // Last: who is refused for another reason takes no token.
        boolean wasFull = rate.isFull(now);
        if (!rate.take(now)) {
            ofAddress.give(client);
            giveBoth();
            return Denial.RATE;
        }
        if (wasFull) {
            tooFast.over();
        }
        return null;
    }

    private void giveBoth() {
        places.give();
        engine.places().give();
    }

    /** Gives the place of {@code client} back. */
    public void leave(String client) {
        ofAddress.give(client);
        giveBoth();
        addressFull.over();
        full.over();
        engine.full().over();
    }

    /** Lets nobody in any more. */
    public void close() {
        closed = true;
    }

    /** Lets clients in again. */
    public void open() {
        closed = false;
    }

    /** Whether nobody is let in because of {@link #close()}. */
    public boolean isShut() {
        return closed;
    }

    /** Whether nobody is let in any more. */
    public boolean isClosed() {
        return closed || engine.isDraining();
    }

    /** Clients of this endpoint that have a place. */
    public int connections() {
        return places.taken();
    }

    /** The value of {@code Retry-After} that goes with a denial. */
    public String retryAfter(Denial denial) {
        return Long.toString(engine.secondsToWait(denial));
    }

    private void report(Denial denial, String client, long now) {
        switch (denial) {
            case TOTAL -> warn(engine.full(), denial, engine.places().limit(), now);
            case ENDPOINT -> warn(full, denial, places.limit(), now);
            case RATE -> warn(tooFast, denial, rate.limit(), now);
            case ADDRESS -> {
                if (addressFull.begins(now)) {
                    LOG.warn(
                            "Inbound endpoint {} refuses connections of {}: {} = {} is reached",
                            name,
                            client,
                            denial.parameter(),
                            ofAddress.limit());
                }
            }
            case DRAINING -> LOG.debug("Inbound endpoint {} refuses connections: it ends", name);
        }
    }

    private void warn(Episode episode, Denial denial, int limit, long now) {
        if (episode.begins(now)) {
            LOG.warn("Inbound endpoint {} refuses connections: {} = {} is reached", name, denial.parameter(), limit);
        }
    }
}
