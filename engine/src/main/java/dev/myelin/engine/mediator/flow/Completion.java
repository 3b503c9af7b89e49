package dev.myelin.engine.mediator.flow;

import org.apache.camel.AsyncCallback;

/** Tells Camel that a step is over, be it before or after the method that began it has returned. */
final class Completion {
    private final AsyncCallback callback;
    private boolean over;
    private boolean returned;

    Completion(AsyncCallback callback) {
        this.callback = callback;
    }

    /** What the method returns that has begun the step. */
    boolean begun() {
        synchronized (this) {
            if (!over) {
                returned = true;
                return false;
            }
        }
        callback.done(true);
        return true;
    }

    /** Says that the step is over; once. */
    void over() {
        synchronized (this) {
            over = true;
            if (!returned) {
                return;
            }
        }
        callback.done(false);
    }
}
