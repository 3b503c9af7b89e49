package dev.myelin.engine.mediator.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a Groovy script may take. Its loops, closures and methods ask {@link #areReached()} each time they begin; the compiler puts
 * that in.
 */
public final class GroovyLimits {
    private static final int CALLS = 16;
    private static final ThreadLocal<@Nullable GroovyLimits> CURRENT = new ThreadLocal<>();

    private final Duration limit;
    private final long deadline;
    private final long allocated = Allocations.ofThisThread();
    private int calls;

    /** Ends a script that does not end itself. */
    public static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        /** For Groovy, which gives it a text of its own. */
        public Stopped(String ignored) {
            super(reason(), null, false, false);
        }

        private static String reason() {
            GroovyLimits current = CURRENT.get();
            return current == null ? "stopped" : current.why();
        }
    }

    private GroovyLimits(Duration limit) {
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** Runs {@code script} on this thread, counting from now. */
    static void within(Duration limit, Runnable script) {
        CURRENT.set(new GroovyLimits(limit));
        try {
            script.run();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether the script of this thread has taken what it may. False on threads that a script made. */
    public static boolean areReached() {
        GroovyLimits current = CURRENT.get();
        return current != null && ++current.calls % CALLS == 0 && (current.isLate() || current.isGreedy());
    }

    private boolean isLate() {
        return System.nanoTime() - deadline > 0;
    }

    private boolean isGreedy() {
        return Allocations.ofThisThread() - allocated > Allocations.MAX_OF_A_SCRIPT;
    }

    private String why() {
        return isLate()
                ? "took longer than " + limit.toMillis() + " ms and was stopped"
                : "took more than " + (Allocations.MAX_OF_A_SCRIPT >> 20) + " MiB of memory and was stopped";
    }
}
