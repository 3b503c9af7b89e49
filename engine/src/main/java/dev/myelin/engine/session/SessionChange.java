package dev.myelin.engine.session;

import java.util.Optional;

/** Something that has happened to a session. */
public sealed interface SessionChange {
    /**
     * The client has its 101.
     *
     * @param session the session
     */
    record Opened(LiveSession session) implements SessionChange {}

    /**
     * The session is over; it has left its groups.
     *
     * @param session the session
     * @param cause why
     */
    record Closed(LiveSession session, CloseCause cause) implements SessionChange {}

    /**
     * A handshake was refused.
     *
     * @param session what would have been the session; empty when the refusal came before anything was made for it
     * @param cause why
     */
    record Refused(Optional<LiveSession> session, CloseCause cause) implements SessionChange {}

    /**
     * The session has become a member.
     *
     * @param session the session
     * @param group the group
     */
    record Joined(LiveSession session, String group) implements SessionChange {}

    /**
     * The session is no member any more.
     *
     * @param session the session
     * @param group the group
     */
    record Left(LiveSession session, String group) implements SessionChange {}

    /**
     * A label was set or taken away.
     *
     * @param session the session
     * @param name of the label
     * @param value empty when it was taken away
     */
    record Labelled(LiveSession session, String name, Optional<String> value) implements SessionChange {}
}
