package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.Fault;
import dev.myelin.engine.transport.ws.ReplyPool.Asking;
import dev.myelin.engine.transport.ws.limits.BufferBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The callers whose requests no connection takes yet: in order, and beside them, parked, those that wait until another
 * request with their key has ended. Confined to one event loop.
 */
final class WaitingCallers {
    private static final int MOST = 1024;

    private final Deque<Asking> inOrder = new ArrayDeque<>();
    private final Map<String, Deque<Asking>> parked = new HashMap<>();
    private int count;
    private long bytes;

    boolean isEmpty() {
        return count == 0;
    }

    boolean hasRoom() {
        return count < MOST;
    }

    /** Takes a caller in; false when that would be too much for the engine. */
    boolean add(Asking caller, boolean park, BufferBudget.Account account) {
        if (!account.hold(bytes + caller.bytes())) {
            account.hold(bytes);
            return false;
        }
        count++;
        bytes += caller.bytes();
        String key = caller.key();
        if (park && key != null) {
            parked.computeIfAbsent(key, any -> new ArrayDeque<>()).add(caller);
        } else {
            inOrder.add(caller);
        }
        return true;
    }

    /** Who is next; null when nobody is. */
    @Nullable
    Asking peek() {
        return inOrder.peek();
    }

    /** Who is next waits until another request with its key has ended. */
    void parkFirst() {
        Asking first = inOrder.remove();
        parked.computeIfAbsent(String.valueOf(first.key()), any -> new ArrayDeque<>())
                .addFirst(first);
    }

    /** The first of those that wait for this key is next. */
    void wake(String key) {
        Deque<Asking> same = parked.get(key);
        if (same != null) {
            inOrder.addFirst(same.remove());
            if (same.isEmpty()) {
                parked.remove(key);
            }
        }
    }

    /** The first of those that wait for each key have another chance. */
    void wakeAll() {
        List.copyOf(parked.keySet()).forEach(this::wake);
    }

    void remove(Asking caller, BufferBudget.Account account) {
        if (inOrder.remove(caller) || removeParked(caller)) {
            count--;
            bytes -= caller.bytes();
            account.hold(bytes);
        }
    }

    private boolean removeParked(Asking caller) {
        String key = caller.key();
        Deque<Asking> same = key == null ? null : parked.get(key);
        if (key == null || same == null || !same.remove(caller)) {
            return false;
        }
        if (same.isEmpty()) {
            parked.remove(key);
        }
        return true;
    }

    void failAll(Fault fault, BufferBudget.Account account) {
        List<Asking> all = new ArrayList<>(inOrder);
        parked.values().forEach(all::addAll);
        inOrder.clear();
        parked.clear();
        count = 0;
        bytes = 0;
        account.hold(0);
        all.forEach(caller -> caller.fail(fault));
    }
}
