package dev.myelin.engine.session;

import java.util.function.LongPredicate;

/** The bytes of messages to groups that are on their way to members. Thread-safe. */
final class PushBudget {
    /** What the way to one member takes. */
    private static final int MEMBER = 16;

    private final LongPredicate account;
    private long held;

    /** {@code account} is told how many bytes are held now; false when they are more than before, and too many. */
    PushBudget(LongPredicate account) {
        this.account = account;
    }

    static long bytes(PushedMessage message, int members) {
        return message.length() + (long) MEMBER * members;
    }

    /** Counts {@code bytes} until {@link #give}; false, and nothing is counted, where there is no room for them. */
    synchronized boolean take(long bytes) {
        if (account.test(held + bytes)) {
            held += bytes;
            return true;
        }
        count();
        return false;
    }

    synchronized void give(long bytes) {
        held -= bytes;
        count();
    }

    /** Less than before, which is never refused. */
    private void count() {
        if (!account.test(held)) {
            throw new IllegalStateException("held: " + held + " (expected: room for less than before)");
        }
    }
}
