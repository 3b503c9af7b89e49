package dev.myelin.engine.session;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The live sessions, their groups and labels: what management, sequences and listings work with. {@link
 * LocalSessionRegistry} knows those of this process; one that knows those of several would implement the same. Thread-safe;
 * nothing here blocks.
 *
 * <p>Names of groups and labels must be sound ({@link Names}); one that is not is an {@link IllegalArgumentException}.
 */
public interface SessionRegistry {
    /** The session of this id, while it lives. */
    Optional<LiveSession> find(String id);

    /** A live view of all sessions. */
    Collection<LiveSession> all();

    /**
     * Some sessions in the order of their ids; costs the same whatever their number.
     *
     * @param after the id after which to begin; empty for the first page
     * @param filter which sessions count
     * @param limit how many at most
     */
    SessionPage page(String after, Predicate<LiveSession> filter, int limit);

    /**
     * Some groups in the order of their names.
     *
     * @param after the name after which to begin; empty for the first page
     * @param limit how many at most
     */
    GroupPage groups(String after, int limit);

    /** A group that has members. */
    Optional<GroupSummary> group(String name);

    /** Some members of a group, as {@link #page}; none when there is no such group. */
    SessionPage members(String group, String after, Predicate<LiveSession> filter, int limit);

    /**
     * Makes a session a member of a group; one that is a member stays it. One that still waits for its 101 becomes a member
     * when it gets it.
     *
     * @param result told on the session's own thread
     */
    void join(LiveSession session, String group, Consumer<MarkResult> result);

    /** Ends a membership; nothing happens where there is none. */
    void leave(LiveSession session, String group, Consumer<MarkResult> result);

    /**
     * Sends a message to all who are members now. A member that does not take it holds nobody up ({@code
     * ws.push.slow.consumer}).
     *
     * @param message taken over
     * @param result told when each member's connection has got the message, on a thread of one of them; or at once, when
     *     there is no room for it
     */
    void send(String group, PushedMessage message, Consumer<GroupDelivery> result);

    /**
     * Sets a label of a session, or takes it away.
     *
     * @param value empty to take it away
     */
    void label(LiveSession session, String name, Optional<String> value, Consumer<MarkResult> result);

    /** The groups and labels of a session. */
    SessionMarks marks(LiveSession session);

    /** Tells {@code listener} of what happens to sessions from now on. */
    void listen(SessionListener listener);

    /** How many sessions have been opened. */
    long opened();

    /** How many sessions ended for {@code cause}; over all causes, with those that live, they are as many as were opened. */
    long ended(CloseCause cause);

    /** How many handshakes that never became a session ended for {@code cause}. */
    long refusals(CloseCause cause);
}
