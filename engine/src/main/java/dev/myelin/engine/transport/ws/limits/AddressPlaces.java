package dev.myelin.engine.transport.ws.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The same number of places for each client address. Thread-safe; remembers only addresses that have a place. */
final class AddressPlaces {
    private final int limit;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();

    /** With {@code limit} places an address; 0 for any number. */
    AddressPlaces(int limit) {
        this.limit = limit;
    }

    /** Takes a place; false when there is none. */
    boolean take(String address) {
        if (limit == 0) {
            return true;
        }
        boolean[] done = {false};
        taken.compute(address, (key, count) -> {
            int before = count == null ? 0 : count;
            done[0] = before < limit;
            return done[0] ? Integer.valueOf(before + 1) : count;
        });
        return done[0];
    }

    /** Gives a place back. */
    void give(String address) {
        if (limit > 0) {
            taken.computeIfPresent(address, (key, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        }
    }

    int limit() {
        return limit;
    }

    /** How many addresses have a place. */
    int addresses() {
        return taken.size();
    }
}
