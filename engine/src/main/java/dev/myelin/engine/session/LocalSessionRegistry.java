package dev.myelin.engine.session;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The live sessions of this process by id, and how many ended for which cause. Thread-safe. */
public final class LocalSessionRegistry implements SessionRegistry {
    /** A page with a filter that few sessions pass ends after so many, with what it has found. */
    private static final int MOST_LOOKED_AT = 1000;

    /** Sorted, as ids are by time: a page of a listing costs the same whatever their number. */
    private final ConcurrentSkipListMap<String, LiveSession> sessions = new ConcurrentSkipListMap<>();

    private final Groups groups = new Groups();
    /** By id, of those sessions that have any; those of one session change on its own thread only. */
    private final Map<String, SessionMarks> marks = new ConcurrentHashMap<>();

    private final Map<EventExecutor, PushTurns> turns = new ConcurrentHashMap<>();
    private final SessionChanges changes = new SessionChanges();
    private final SessionCounters closed = new SessionCounters();
    private final SessionCounters refused = new SessionCounters();
    private final LongAdder opened = new LongAdder();
    private final Object ends = new Object();
    private final PushBudget budget;
    private volatile boolean awaited;

    /**
     * Makes an empty one.
     *
     * @param account is told how many bytes messages to groups hold on their way; false when they are more than before, and
     *     too many
     */
    public LocalSessionRegistry(LongPredicate account) {
        this.budget = new PushBudget(account);
    }

    /** Takes in a session whose client has its 101; on its own thread. */
    public void add(LiveSession session) {
        sessions.put(session.id(), session);
        opened.increment();
        SessionMarks known = marks(session);
        known.groups().forEach(group -> groups.enter(group, session));
        if (changes.areHeard()) {
            changes.tell(new SessionChange.Opened(session));
            known.groups().forEach(group -> changes.tell(new SessionChange.Joined(session, group)));
            known.labels()
                    .forEach((name, value) ->
                            changes.tell(new SessionChange.Labelled(session, name, Optional.of(value))));
        }
    }

    /** Removes a session that is over, on its own thread; counts it once however often it is called. */
    public void remove(LiveSession session, CloseCause cause) {
        boolean first = sessions.remove(session.id(), session);
        if (first) {
            closed.count(cause);
            forget(session);
        }
        if (awaited) {
            synchronized (ends) {
                ends.notifyAll();
            }
        }
        if (first && changes.areHeard()) {
            changes.tell(new SessionChange.Closed(session, cause));
        }
    }

    private void forget(LiveSession session) {
        SessionMarks known = marks.remove(session.id());
        if (known == null) {
            return;
        }
        for (String group : known.groups()) {
            groups.leave(group, session);
            if (changes.areHeard()) {
                changes.tell(new SessionChange.Left(session, group));
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

    /** Counts a handshake for which no session was made. */
    public void refused(CloseCause cause) {
        refused.count(cause);
        if (changes.areHeard()) {
            changes.tell(new SessionChange.Refused(Optional.empty(), cause));
        }
    }

    /** Counts a handshake whose session never opened, and forgets what was said of it; on its own thread. */
    public void refused(LiveSession session, CloseCause cause) {
        marks.remove(session.id());
        refused.count(cause);
        if (changes.areHeard()) {
            changes.tell(new SessionChange.Refused(Optional.of(session), cause));
        }
    }

    @Override
    public Optional<LiveSession> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    @Override
    public Collection<LiveSession> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    @Override
    public SessionPage page(String after, Predicate<LiveSession> filter, int limit) {
        return page(sessions, after, filter, limit);
    }

    @Override
    public SessionPage members(String group, String after, Predicate<LiveSession> filter, int limit) {
        return page(groups.members(group), after, filter, limit);
    }

    private static SessionPage page(
            ConcurrentSkipListMap<String, LiveSession> of, String after, Predicate<LiveSession> filter, int limit) {
        List<LiveSession> found = new ArrayList<>();
        int seen = 0;
        for (Map.Entry<String, LiveSession> each : of.tailMap(after, false).entrySet()) {
            seen++;
            if (filter.test(each.getValue())) {
                found.add(each.getValue());
            }
            if (found.size() == limit || seen == MOST_LOOKED_AT) {
                String last = each.getKey();
                boolean more = of.higherKey(last) != null;
                return new SessionPage(found, more ? Optional.of(last) : Optional.empty());
            }
        }
        return new SessionPage(found, Optional.empty());
    }

    @Override
    public GroupPage groups(String after, int limit) {
        return groups.page(after, limit);
    }

    @Override
    public Optional<GroupSummary> group(String name) {
        return groups.find(name);
    }

    @Override
    public void join(LiveSession session, String group, Consumer<MarkResult> result) {
        Names.check("group", group);
        onLoop(session, result, () -> joinNow(session, group));
    }

    private MarkResult joinNow(LiveSession session, String group) {
        SessionMarks known = marks(session);
        if (known.isFull(group)) {
            return MarkResult.TOO_MANY;
        }
        if (known.groups().contains(group)) {
            return MarkResult.DONE;
        }
        marks.put(session.id(), known.with(group));
        if (isOpen(session)) {
            groups.enter(group, session);
            if (changes.areHeard()) {
                changes.tell(new SessionChange.Joined(session, group));
            }
        }
        return MarkResult.DONE;
    }

    @Override
    public void leave(LiveSession session, String group, Consumer<MarkResult> result) {
        Names.check("group", group);
        onLoop(session, result, () -> leaveNow(session, group));
    }

    private MarkResult leaveNow(LiveSession session, String group) {
        SessionMarks known = marks(session);
        if (known.groups().contains(group)) {
            keep(session, known.without(group));
            groups.leave(group, session);
            if (changes.areHeard() && isOpen(session)) {
                changes.tell(new SessionChange.Left(session, group));
            }
        }
        return MarkResult.DONE;
    }

    @Override
    public void label(LiveSession session, String name, Optional<String> value, Consumer<MarkResult> result) {
        Names.check("label", name);
        value.ifPresent(text -> Names.checkValue(name, text));
        onLoop(session, result, () -> labelNow(session, name, value));
    }

    private MarkResult labelNow(LiveSession session, String name, Optional<String> value) {
        SessionMarks known = marks(session);
        if (value.isPresent() && known.isFullOfLabels(name)) {
            return MarkResult.TOO_MANY;
        }
        keep(session, known.with(name, value));
        if (changes.areHeard() && isOpen(session)) {
            changes.tell(new SessionChange.Labelled(session, name, value));
        }
        return MarkResult.DONE;
    }

    private void keep(LiveSession session, SessionMarks now) {
        if (now.isEmpty()) {
            marks.remove(session.id());
        } else {
            marks.put(session.id(), now);
        }
    }

    /** There the end of the session cannot come between: nothing is kept of one that is over. */
    private static void onLoop(LiveSession session, Consumer<MarkResult> result, Supplier<MarkResult> task) {
        Runnable now = () -> result.accept(
                session.state() instanceof SessionState.Handshaking || isOpen(session) ? task.get() : MarkResult.GONE);
        if (session.eventLoop().inEventLoop()) {
            now.run();
            return;
        }
        try {
            session.eventLoop().execute(now);
        } catch (RejectedExecutionException ends) {
            result.accept(MarkResult.GONE);
        }
    }

    private static boolean isOpen(LiveSession session) {
        return session.state() instanceof SessionState.Open;
    }

    @Override
    public SessionMarks marks(LiveSession session) {
        return marks.isEmpty() ? SessionMarks.NONE : marks.getOrDefault(session.id(), SessionMarks.NONE);
    }

    @Override
    public void send(String group, PushedMessage message, Consumer<GroupDelivery> result) {
        Collection<LiveSession> members = groups.sessions(group);
        long bytes = PushBudget.bytes(message, members.size());
        if (!budget.take(bytes)) {
            message.release();
            result.accept(GroupDelivery.NO_ROOM);
            return;
        }
        Broadcast.send(message, members, loop -> turns.computeIfAbsent(loop, PushTurns::new), delivery -> {
            budget.give(bytes);
            result.accept(delivery);
        });
    }

    @Override
    public void listen(SessionListener listener) {
        changes.add(listener);
    }

    @Override
    public long opened() {
        return opened.sum();
    }

    @Override
    public long ended(CloseCause cause) {
        return closed.sum(cause);
    }

    @Override
    public long refusals(CloseCause cause) {
        return refused.sum(cause);
    }
}
