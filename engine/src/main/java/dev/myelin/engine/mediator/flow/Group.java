package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What an {@code aggregate} has collected of messages that belong together. Thread-safe. */
final class Group {
    private Exchange first;
    private int firstPlace = Integer.MAX_VALUE;
    private final @Nullable Parts parts;
    private final Limits limits;
    private final List<Taken> taken = new ArrayList<>();
    private @Nullable Future<?> timer;
    private boolean closed;

    /**
     * When the messages are complete.
     *
     * @param total how many parts there are; 0 where nobody knows
     * @param min enough
     * @param max enough as well
     */
    record Limits(int total, int min, int max) {
        boolean areMetBy(int count) {
            return total > 0 && count >= total || min > 0 && count >= min || max > 0 && count >= max;
        }
    }

    /** What became of a message that was added. */
    enum Added {
        /** The others are still to come. */
        WAITS,
        /** It was the last one. */
        LAST,
        /** The others have gone on already. */
        LATE
    }

    private record Taken(int place, Object content) {}

    /**
     * A group that is empty.
     *
     * @param first a copy of the message that opened it
     */
    Group(Exchange first, @Nullable Parts parts, Limits limits) {
        this.first = first;
        this.parts = parts;
        this.limits = limits;
    }

    /** The message that the result is made of: the first part of those that came. */
    synchronized Exchange first() {
        return first;
    }

    Optional<Parts> parts() {
        return Optional.ofNullable(parts);
    }

    /** Has {@code expiry} end the waiting, unless it is over already. */
    synchronized void time(Future<?> expiry) {
        timer = expiry;
        if (closed) {
            expiry.cancel(false);
        }
    }

    /** Whether the waiting ends by itself. */
    synchronized boolean isTimed() {
        return timer != null;
    }

    /** Adds what was taken of {@code message}; its place does not depend on when it comes. */
    synchronized Added add(int place, Object content, Exchange message) {
        if (closed) {
            return Added.LATE;
        }
        if (taken.size() == Parts.MAX) {
            throw Fault.of(
                    ErrorCode.MEDIATION,
                    "aggregate: more messages than " + Parts.MAX + " (expected: a completeCondition that is met)");
        }
        if (place < firstPlace) {
            firstPlace = place;
            first = taken.isEmpty() ? first : Copies.of(message, Copies.payload(message));
        }
        taken.add(new Taken(place, content));
        if (!limits.areMetBy(taken.size())) {
            return Added.WAITS;
        }
        close();
        return Added.LAST;
    }

    /** Takes nothing more; false when it was closed before. */
    synchronized boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }

    synchronized int size() {
        return taken.size();
    }

    /** What was collected, in the order of the parts. */
    synchronized List<Object> contents() {
        taken.sort(Comparator.comparingInt(Taken::place));
        return taken.stream().map(Taken::content).toList();
    }
}
