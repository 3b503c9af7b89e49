package dev.myelin.engine.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The groups that have members, by name. Thread-safe. */
final class Groups {
    private static final ConcurrentSkipListMap<String, LiveSession> NOBODY = new ConcurrentSkipListMap<>();

    private final ConcurrentHashMap<String, Group> byName = new ConcurrentHashMap<>();
    /** For listings; changed only while {@link #byName} holds the name. */
    private final ConcurrentSkipListSet<String> names = new ConcurrentSkipListSet<>();

    void enter(String name, LiveSession session) {
        byName.compute(name, (any, known) -> {
            Group group = known;
            if (group == null) {
                group = new Group();
                names.add(name);
            }
            group.add(session);
            return group;
        });
    }

    void leave(String name, LiveSession session) {
        byName.computeIfPresent(name, (any, group) -> {
            group.remove(session);
            if (group.size() > 0) {
                return group;
            }
            names.remove(name);
            return null;
        });
    }

    Optional<GroupSummary> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(group -> new GroupSummary(name, group.size()));
    }

    /** A live view of the members by id. */
    ConcurrentSkipListMap<String, LiveSession> members(String name) {
        @Nullable Group group = byName.get(name);
        return group == null ? NOBODY : group.members();
    }

    Collection<LiveSession> sessions(String name) {
        return members(name).values();
    }

    GroupPage page(String after, int limit) {
        List<GroupSummary> found = new ArrayList<>();
        for (String name : names.tailSet(after, false)) {
            find(name).ifPresent(found::add);
            if (found.size() == limit) {
                return new GroupPage(found, names.higher(name) == null ? Optional.empty() : Optional.of(name));
            }
        }
        return new GroupPage(found, Optional.empty());
    }
}
