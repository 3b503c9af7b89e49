package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.ReplyPool.Asking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a connection that replies may come to: those that somebody waits for, and some that were given up.
 * Confined to one event loop.
 */
final class InFlight {
    private final Map<Object, Slot> slots = new HashMap<>();
    /** Those whose late replies have not come, the oldest first. */
    private final Set<Slot> givenUp = new LinkedHashSet<>();

    private long next = 1;
    private int live;
    private int liveWeight;
    private int givenUpWeight;

    /** How many somebody waits for. */
    int live() {
        return live;
    }

    /** The same with each request of a batch counted. */
    int liveWeight() {
        return liveWeight;
    }

    /** How many were given up, each request of a batch counted, whose late replies have not come. */
    int givenUpWeight() {
        return givenUpWeight;
    }

    /** The slot that a reply with this key belongs to; null for none. */
    @Nullable
    Slot find(Object key) {
        return slots.get(key);
    }

    /** Takes a request in. */
    Slot add(Asking caller) {
        Slot slot = new Slot(caller, next);
        String key = slot.key();
        if (key != null) {
            slots.put(key, slot);
        } else {
            for (int i = 0; i < slot.ids().size(); i++) {
                slots.put(next++, slot);
            }
        }
        live++;
        liveWeight += slot.weight();
        return slot;
    }

    /** Its reply has come. */
    void remove(Slot slot) {
        String key = slot.key();
        if (key != null) {
            slots.remove(key, slot);
        } else {
            for (int i = 0; i < slot.ids().size(); i++) {
                slots.remove(slot.first() + i, slot);
            }
        }
        if (slot.caller() != null) {
            live--;
            liveWeight -= slot.weight();
        } else if (givenUp.remove(slot)) {
            givenUpWeight -= slot.weight();
        }
    }

    /** Nobody waits for its reply any more, which may still come. */
    void giveUp(Slot slot) {
        if (slot.caller() != null) {
            live--;
            liveWeight -= slot.weight();
            givenUpWeight += slot.weight();
            slot.leave();
            givenUp.add(slot);
        }
    }

    /** Forgets the request that was given up first; there is one. */
    void forgetOne() {
        remove(givenUp.iterator().next());
    }

    /** Ends all of them. */
    void endAll(Consumer<Asking> each) {
        List<Asking> callers = new ArrayList<>(live);
        for (Slot slot : slots.values()) {
            Asking caller = slot.caller();
            if (caller != null) {
                slot.leave();
                callers.add(caller);
            }
        }
        slots.clear();
        givenUp.clear();
        live = 0;
        liveWeight = 0;
        givenUpWeight = 0;
        callers.forEach(each);
    }
}
