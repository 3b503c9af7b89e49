package dev.myelin.engine.transport.ws.limits;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bytes that all connections of the engine may hold together ({@code [websocket] max_buffered}): parts of messages,
 * messages that wait or are being mediated, and what receivers do not take. Thread-safe.
 */
public final class BufferBudget {
    /** What each connection may hold without being counted. */
    public static final int FREE = 16 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BufferBudget.class);

    private final long limit;
    private final LongSupplier clock;
    private final AtomicLong held = new AtomicLong();
    private final Episode full = new Episode();

    /** With {@code limit} bytes, 0 for any number; {@code clock} as {@link System#nanoTime}. */
    public BufferBudget(long limit, LongSupplier clock) {
        this.limit = limit == 0 ? Long.MAX_VALUE : limit;
        this.clock = clock;
    }

    /** The account of a connection that holds nothing yet. */
    public Account account() {
        return new Account();
    }

    /** The bytes that are held. */
    public long held() {
        return held.get();
    }

    /** What one connection, with those that belong to it, holds. Confined to its event loop. */
    public final class Account {
        private long counted;

        /** The connection now holds {@code bytes}; false when they are more than before and there are too many in all. */
        public boolean hold(long bytes) {
            long now = bytes <= FREE ? 0 : bytes;
            long more = now - counted;
            if (more == 0) {
                return true;
            }
            counted = now;
            long all = held.addAndGet(more);
            if (all <= limit) {
                full.over();
                return true;
            }
            if (more > 0 && full.begins(clock.getAsLong())) {
                LOG.warn(
                        "Connections that would hold more bytes are closed: [websocket] max_buffered = {} is reached",
                        limit);
            }
            return more < 0;
        }
    }
}
