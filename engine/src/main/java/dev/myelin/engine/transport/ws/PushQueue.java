package dev.myelin.engine.transport.ws;

import dev.myelin.engine.transport.ws.settings.Limits;
import java.util.ArrayDeque;
import java.util.Queue;

/** What waits for a client that does not take broadcasts as fast as they come. Confined to the client's event loop. */
final class PushQueue {
    private final Queue<Outgoing> waiting = new ArrayDeque<>(0);
    private final Limits.Push policy;
    private int bytes;
    private long dropped;

    PushQueue(Limits.Push policy) {
        this.policy = policy;
    }

    /**
     * Takes a message for later.
     *
     * @return false when the queue is full and the policy is to close; the message is released then
     */
    boolean add(Outgoing message) {
        int size = message.content().readableBytes();
        waiting.add(message);
        bytes += size;
        if (bytes > policy.queue() && !policy.dropsOldest()) {
            clear();
            return false;
        }
        while (bytes > policy.queue()) {
            drop();
            dropped++;
        }
        return true;
    }

    int bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** How many messages were dropped for newer ones. */
    long dropped() {
        return dropped;
    }

    /** Writes as much as {@code leg} takes. */
    void drainTo(Leg leg) {
        while (leg.isWritable() && !waiting.isEmpty()) {
            Outgoing next = waiting.remove();
            bytes -= next.content().readableBytes();
            leg.send(next.text(), next.content());
        }
    }

    void clear() {
        while (!waiting.isEmpty()) {
            drop();
        }
    }

    private void drop() {
        Outgoing oldest = waiting.remove();
        bytes -= oldest.content().readableBytes();
        oldest.content().release();
    }
}
