package dev.myelin.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param groups in the order of their names
 * @param next the name that the next page begins after; empty when there is none
 */
public record GroupPage(List<GroupSummary> groups, Optional<String> next) {
    /** Copies the list. */
    public GroupPage {
        groups = List.copyOf(groups);
    }
}
