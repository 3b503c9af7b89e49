package dev.myelin.engine.session;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What others have said of a session.
 *
 * @param groups the names of those it is in
 * @param labels name to value
 */
public record SessionMarks(Set<String> groups, Map<String, String> labels) {
    /** As many groups a session can be in. */
    public static final int MAX_GROUPS = 100;

    /** As many labels a session can have. */
    public static final int MAX_LABELS = 32;

    /** Nothing was said; what most sessions have. */
    public static final SessionMarks NONE = new SessionMarks(Set.of(), Map.of());

    /** Copies both. */
    public SessionMarks {
        groups = Set.copyOf(groups);
        labels = Map.copyOf(labels);
    }

    boolean isEmpty() {
        return groups.isEmpty() && labels.isEmpty();
    }

    boolean isFull(String group) {
        return groups.size() >= MAX_GROUPS && !groups.contains(group);
    }

    boolean isFullOfLabels(String name) {
        return labels.size() >= MAX_LABELS && !labels.containsKey(name);
    }

    SessionMarks with(String group) {
        Set<String> more = new LinkedHashSet<>(groups);
        more.add(group);
        return new SessionMarks(more, labels);
    }

    SessionMarks without(String group) {
        Set<String> fewer = new LinkedHashSet<>(groups);
        fewer.remove(group);
        return new SessionMarks(fewer, labels);
    }

    SessionMarks with(String label, Optional<String> value) {
        Map<String, String> other = new LinkedHashMap<>(labels);
        value.ifPresentOrElse(text -> other.put(label, text), () -> other.remove(label));
        return new SessionMarks(groups, other);
    }
}
