package dev.myelin.engine.session;

/** Where a session is in its life; each state has methods for the legal ways out of it only. */
public sealed interface SessionState {
    /** The state of a new session. */
    static Handshaking begin() {
        return new Handshaking();
    }

    /** The client waits for its answer. */
    record Handshaking() implements SessionState {
        /** The client has its 101. */
        public Open open() {
            return new Open();
        }

        /** The handshake was refused, or the client left. */
        public Closed refuse(CloseCause cause, CloseStatus status) {
            return new Closed(cause, status);
        }
    }

    /** Messages flow. */
    record Open() implements SessionState {
        /** An end has begun: what was read before it is still delivered. */
        public Closing close(CloseCause cause, CloseStatus status) {
            return new Closing(cause, status);
        }
    }

    /**
     * The session ends.
     *
     * @param cause why
     * @param status the code and reason that began it
     */
    record Closing(CloseCause cause, CloseStatus status) implements SessionState {
        /** Everything is released. */
        public Closed closed() {
            return new Closed(cause, status);
        }
    }

    /**
     * The session is over.
     *
     * @param cause why
     * @param status the code and reason that ended it
     */
    record Closed(CloseCause cause, CloseStatus status) implements SessionState {}
}
