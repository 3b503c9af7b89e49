package dev.myelin.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing.
 *
 * @param sessions the sessions, in the order of their ids; may be fewer than were asked for although more follow
 * @param next the id that the next page begins after; empty when there is none
 */
public record SessionPage(List<LiveSession> sessions, Optional<String> next) {
    /** Copies the list. */
    public SessionPage {
        sessions = List.copyOf(sessions);
    }
}
