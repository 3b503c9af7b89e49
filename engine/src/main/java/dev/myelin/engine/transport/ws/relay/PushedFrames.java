package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.transport.ws.settings.Limits;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Messages of the engine that wait for a place among those that pass: between two messages, when the receiver takes
 * anything. Confined to the event loop of the relay.
 */
final class PushedFrames {
    private final Queue<ByteBuf> waiting = new ArrayDeque<>(0);
    private final Limits.Push policy;
    private int bytes;

    PushedFrames(Limits.Push policy) {
        this.policy = policy;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int bytes() {
        return bytes;
    }

    /** Takes a whole frame; false when the queue is full and the policy is to close: all is released then. */
    boolean add(ByteBuf frame) {
        waiting.add(frame);
        bytes += frame.readableBytes();
        // One message always has room, however large.
        while (bytes > policy.queue() && waiting.size() > 1) {
            if (!policy.dropsOldest()) {
                clear();
                return false;
            }
            take().release();
        }
        return true;
    }

    /** Gives the oldest away. */
    void next(Consumer<ByteBuf> to) {
        to.accept(take());
    }

    void clear() {
        while (!waiting.isEmpty()) {
            take().release();
        }
    }

    private ByteBuf take() {
        ByteBuf oldest = waiting.remove();
        bytes -= oldest.readableBytes();
        return oldest;
    }
}
