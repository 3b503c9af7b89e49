package dev.myelin.engine.session;

/**
 * Hears of what happens to sessions: metrics, a console, a cluster. Called on the session's own thread, where it must not
 * block; what it throws is logged and has no effect. See {@link SessionRegistry#listen}.
 */
@FunctionalInterface
public interface SessionListener {
    /** Something has happened; the changes of one session come in their order. */
    void changed(SessionChange change);
}
