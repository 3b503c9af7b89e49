package dev.myelin.bench.load;

import java.util.Arrays;

/** When the messages of one connection were sent that have not come back; by number, oldest first. */
final class InFlight {
    private static final long BACK = Long.MIN_VALUE;

    private long[] sentAt = new long[8];
    private long oldest;
    private long next;
    private int open;

    /** The number of the next message. */
    long next() {
        return next;
    }

    /** How many are on their way. */
    int open() {
        return open;
    }

    void sent(long nanos) {
        if (next - oldest == sentAt.length) {
            grow();
        }
        sentAt[slot(next++)] = nanos;
        open++;
    }

    /** Whether {@code number} is on its way. */
    boolean contains(long number) {
        return number >= oldest && number < next && sentAt[slot(number)] != BACK;
    }

    /** {@code number}, which is on its way, is back; when it was sent. */
    long back(long number) {
        int slot = slot(number);
        long sent = sentAt[slot];
        sentAt[slot] = BACK;
        open--;
        while (oldest < next && sentAt[slot(oldest)] == BACK) {
            oldest++;
        }
        return sent;
    }

    private void grow() {
        long[] wider = new long[sentAt.length * 2];
        Arrays.fill(wider, BACK);
        for (long number = oldest; number < next; number++) {
            wider[(int) (number & wider.length - 1)] = sentAt[slot(number)];
        }
        sentAt = wider;
    }

    private int slot(long number) {
        return (int) (number & sentAt.length - 1);
    }
}
