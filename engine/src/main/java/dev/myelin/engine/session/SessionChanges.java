package dev.myelin.engine.session;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who listens to what happens to sessions. Costs one read where nobody does. */
final class SessionChanges {
    private static final Logger LOG = LoggerFactory.getLogger(SessionChanges.class);

    private volatile SessionListener[] listeners = {};

    synchronized void add(SessionListener listener) {
        SessionListener[] more = Arrays.copyOf(listeners, listeners.length + 1);
        more[more.length - 1] = listener;
        listeners = more;
    }

    /** Whether a change has to be made and told at all. */
    boolean areHeard() {
        return listeners.length > 0;
    }

    void tell(SessionChange change) {
        for (SessionListener each : listeners) {
            try {
                each.changed(change);
            } catch (RuntimeException e) {
                LOG.warn(
                        "{} failed on {}",
                        each.getClass().getName(),
                        change.getClass().getSimpleName(),
                        e);
            }
        }
    }
}
