package dev.myelin.engine.mediator.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Messages in memory, in the order in which they came. Whoever takes one holds it until it says what became of it: a
 * message counts, and keeps its place, until it has been delivered. Thread-safe.
 */
public final class MessageStore {
    private final StoreSettings settings;
    private final Deque<StoredMessage> waiting = new ArrayDeque<>();
    private int held;
    private long bytes;

    MessageStore(StoreSettings settings) {
        this.settings = settings;
    }

    /** What it was set to. */
    public StoreSettings settings() {
        return settings;
    }

    /** Adds a message at the end; false when there is no room. */
    public synchronized boolean put(StoredMessage message) {
        if (size() >= settings.maxMessages() || bytes + message.size() > settings.maxSize()) {
            return false;
        }
        bytes += message.size();
        waiting.addLast(message);
        return true;
    }

    /** The first message that nobody holds, to be held from now on. */
    public synchronized Optional<StoredMessage> take() {
        StoredMessage first = waiting.pollFirst();
        if (first == null) {
            return Optional.empty();
        }
        held++;
        return Optional.of(first);
    }

    /** A held message has been delivered, or is to be forgotten. */
    public synchronized void remove(StoredMessage message) {
        held--;
        bytes -= message.size();
    }

    /** A held message is to be taken again, before all others. */
    public synchronized void giveBack(StoredMessage message) {
        held--;
        waiting.addFirst(message);
    }

    /** How many messages there are, those that are held among them. */
    public synchronized int size() {
        return waiting.size() + held;
    }
}
