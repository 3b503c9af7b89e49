package dev.myelin.engine.session;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The live sessions of this process by id, and how many ended for which cause. Thread-safe. */
public final class SessionRegistry {
    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();
    private final Map<CloseCause, LongAdder> closed;
    private volatile @Nullable Runnable whenEmpty;
    private final LongAdder opened = new LongAdder();

    /** An empty registry. */
    public SessionRegistry() {
        Map<CloseCause, LongAdder> counters = new EnumMap<>(CloseCause.class);
        for (CloseCause cause : CloseCause.values()) {
            counters.put(cause, new LongAdder());
        }
        closed = Collections.unmodifiableMap(counters);
    }

    /** Takes in a session whose client has its 101. */
    public void add(LiveSession session) {
        sessions.put(session.id(), session);
        opened.increment();
    }

    /** Removes a session that is over; counts it once however often it is called. */
    public void remove(LiveSession session, CloseCause cause) {
        if (sessions.remove(session.id(), session)) {
            count(cause);
        }
        Runnable task = whenEmpty;
        if (task != null && sessions.isEmpty()) {
            task.run();
        }
    }

    /** Runs {@code task} when there is no session left, perhaps now, perhaps more than once. */
    public void whenEmpty(Runnable task) {
        whenEmpty = task;
        if (sessions.isEmpty()) {
            task.run();
        }
    }

    /** Counts a handshake that never became a session. */
    public void refused(CloseCause cause) {
        count(cause);
    }

    /** The session of this id, while it lives. */
    public Optional<LiveSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** A live view of all sessions. */
    public Collection<LiveSession> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** How many sessions have been opened. */
    public long opened() {
        return opened.sum();
    }

    /** How many sessions and handshakes ended for {@code cause}. */
    public long ended(CloseCause cause) {
        LongAdder counter = closed.get(cause);
        return counter == null ? 0 : counter.sum();
    }

    private void count(CloseCause cause) {
        LongAdder counter = closed.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
