package dev.myelin.engine.session;

import java.util.concurrent.ConcurrentSkipListMap;

/** The members of a group by id. Changed only while the table of groups holds its name. */
final class Group {
    private final ConcurrentSkipListMap<String, LiveSession> members = new ConcurrentSkipListMap<>();
    private volatile int size;

    ConcurrentSkipListMap<String, LiveSession> members() {
        return members;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer at a time
    void add(LiveSession session) {
        if (members.put(session.id(), session) == null) {
            size++;
        }
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer at a time
    void remove(LiveSession session) {
        if (members.remove(session.id()) != null) {
            size--;
        }
    }
}
