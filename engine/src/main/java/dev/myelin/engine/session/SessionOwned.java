package dev.myelin.engine.session;

/** A source whose messages belong to a session: it, and where it is known. */
public interface SessionOwned {
    /** The session; open or not. */
    LiveSession session();

    /** Knows its groups and labels. */
    SessionRegistry registry();
}
