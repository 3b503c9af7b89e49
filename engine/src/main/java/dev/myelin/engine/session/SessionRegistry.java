package dev.myelin.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** The live sessions of this process by id, and how many ended for which cause. Thread-safe. */
public final class SessionRegistry {
    /** A page with a filter that few sessions pass ends after so many, with what it has found. */
    private static final int MOST_LOOKED_AT = 1000;

    /** Sorted, as ids are by time: a page of a listing costs the same whatever their number. */
    private final ConcurrentSkipListMap<String, LiveSession> sessions = new ConcurrentSkipListMap<>();

    private final Map<CloseCause, LongAdder> closed = counters();
    private final Map<CloseCause, LongAdder> refused = counters();
    private final Object ends = new Object();
    private volatile boolean awaited;
    private final LongAdder opened = new LongAdder();

    private static Map<CloseCause, LongAdder> counters() {
        Map<CloseCause, LongAdder> counters = new EnumMap<>(CloseCause.class);
        for (CloseCause cause : CloseCause.values()) {
            counters.put(cause, new LongAdder());
        }
        return Collections.unmodifiableMap(counters);
    }

    /** Takes in a session whose client has its 101. */
    public void add(LiveSession session) {
        sessions.put(session.id(), session);
        opened.increment();
    }

    /** Removes a session that is over; counts it once however often it is called. */
    public void remove(LiveSession session, CloseCause cause) {
        if (sessions.remove(session.id(), session)) {
            count(closed, cause);
        }
        if (awaited) {
            synchronized (ends) {
                ends.notifyAll();
            }
        }
    }

    /** Waits until all of {@code some} sessions are over; whether that came in time. */
    public boolean awaitEnd(Collection<LiveSession> some, Duration atMost) throws InterruptedException {
        awaited = true;
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (ends) {
            for (LiveSession each : some) {
                while (sessions.containsKey(each.id())) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    if (left <= 0) {
                        return false;
                    }
                    ends.wait(left);
                }
            }
        }
        return true;
    }

    /** Counts a handshake that never became a session. */
    public void refused(CloseCause cause) {
        count(refused, cause);
    }

    /** The session of this id, while it lives. */
    public Optional<LiveSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** A live view of all sessions. */
    public Collection<LiveSession> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /**
     * Some sessions in the order of their ids.
     *
     * @param after the id after which to begin; empty for the first page
     * @param filter which sessions count
     * @param limit how many at most
     */
    public SessionPage page(String after, Predicate<LiveSession> filter, int limit) {
        List<LiveSession> found = new ArrayList<>();
        int seen = 0;
        for (Map.Entry<String, LiveSession> each :
                sessions.tailMap(after, false).entrySet()) {
            seen++;
            if (filter.test(each.getValue())) {
                found.add(each.getValue());
            }
            if (found.size() == limit || seen == MOST_LOOKED_AT) {
                String last = each.getKey();
                boolean more = sessions.higherKey(last) != null;
                return new SessionPage(found, more ? Optional.of(last) : Optional.empty());
            }
        }
        return new SessionPage(found, Optional.empty());
    }

    /** How many sessions have been opened. */
    public long opened() {
        return opened.sum();
    }

    /** How many sessions ended for {@code cause}; over all causes, with those that live, they are as many as were opened. */
    public long ended(CloseCause cause) {
        return sum(closed, cause);
    }

    /** How many handshakes that never became a session ended for {@code cause}. */
    public long refusals(CloseCause cause) {
        return sum(refused, cause);
    }

    private static long sum(Map<CloseCause, LongAdder> counters, CloseCause cause) {
        LongAdder counter = counters.get(cause);
        return counter == null ? 0 : counter.sum();
    }

    private static void count(Map<CloseCause, LongAdder> counters, CloseCause cause) {
        LongAdder counter = counters.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
