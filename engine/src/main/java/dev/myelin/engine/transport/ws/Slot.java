package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.ReplyPool.Asking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of a request on a shared connection: what its reply says, and who waits for it. */
final class Slot {
    private final @Nullable String key;
    private final List<byte[]> ids;
    private final long first;
    private @Nullable Asking caller;

    /** With a key of its own, or with numbers from {@code first} on. */
    Slot(Asking caller, long first) {
        this.key = caller.key();
        this.ids = caller.message().ids();
        this.first = first;
        this.caller = caller;
    }

    @Nullable
    String key() {
        return key;
    }

    /** The caller's own ids. */
    List<byte[]> ids() {
        return ids;
    }

    /** How many replies it waits for, as far as that is to be bounded. */
    int weight() {
        return key == null ? ids.size() : 1;
    }

    /** The number of the first of them. */
    long first() {
        return first;
    }

    /** Who waits; null when the request was given up. */
    @Nullable
    Asking caller() {
        return caller;
    }

    /** Nobody waits any more. */
    void leave() {
        caller = null;
    }
}
