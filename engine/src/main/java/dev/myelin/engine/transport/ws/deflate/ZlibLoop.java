package dev.myelin.engine.transport.ws.deflate;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The zlib contexts that connections of one event loop share: one is lent for a message, or for as long as a connection
 * refers to its earlier messages. Confined to the event loop.
 */
final class ZlibLoop {
    /** A whole message needs one at a time; others are in use by messages that come in fragments. */
    private static final int MAX_SPARE_INFLATERS = 4;

    private final Queue<Inflater> inflaters = new ArrayDeque<>(1);
    private @Nullable Deflater spare;
    private boolean closed;

    Deflater deflater() {
        Deflater lent = spare;
        spare = null;
        // The fastest level: on an event loop its time counts, and it comes close to the others (ADR 0017).
        return lent == null ? new Deflater(Deflater.BEST_SPEED, true) : lent;
    }

    void giveBack(Deflater deflater) {
        if (spare == null && !closed) {
            deflater.reset();
            spare = deflater;
        } else {
            deflater.end();
        }
    }

    Inflater inflater() {
        Inflater lent = inflaters.poll();
        return lent == null ? new Inflater(true) : lent;
    }

    void giveBack(Inflater inflater) {
        if (inflaters.size() < MAX_SPARE_INFLATERS && !closed) {
            inflater.reset();
            inflaters.add(inflater);
        } else {
            inflater.end();
        }
    }

    void close() {
        closed = true;
        if (spare != null) {
            spare.end();
            spare = null;
        }
        Inflater inflater;
        while ((inflater = inflaters.poll()) != null) {
            inflater.end();
        }
    }
}
