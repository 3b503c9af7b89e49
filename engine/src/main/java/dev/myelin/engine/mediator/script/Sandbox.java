package dev.myelin.engine.mediator.script;

import java.time.Duration;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ContextFactory;

/**
 * Where scripts run: no class of Java can be seen, and every few thousand steps the time that has passed and the memory
 * that was taken are looked at. Scripts are interpreted, so that each step counts and deep recursion is a fault.
 */
final class Sandbox extends ContextFactory {
    private static final int STEPS = 10_000;
    private static final int MAX_CALLS = 2_000;

    /** Ends a script in a way that the script cannot catch. */
    static final class Stopped extends Error {
        private static final long serialVersionUID = 1L;

        Stopped(String why) {
            super(why, null, false, false);
        }
    }

    private static final class Limited extends Context {
        private long deadline = Long.MAX_VALUE;
        private long allocated;
        private Duration limit = Duration.ZERO;

        Limited(ContextFactory factory) {
            super(factory);
        }
    }

    /** Begins to count for what runs in {@code context} from now on. */
    static void limit(Context context, Duration limit) {
        Limited limited = (Limited) context;
        limited.limit = limit;
        limited.deadline = System.nanoTime() + limit.toNanos();
        limited.allocated = Allocations.ofThisThread();
    }

    @Override
    protected Context makeContext() {
        Limited context = new Limited(this);
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true);
        context.setMaximumInterpreterStackDepth(MAX_CALLS);
        context.setInstructionObserverThreshold(STEPS);
        context.setClassShutter(name -> false);
        return context;
    }

    @Override
    protected boolean hasFeature(Context context, int feature) {
        return switch (feature) {
            case Context.FEATURE_E4X, Context.FEATURE_ENABLE_XML_SECURE_PARSING -> true;
            case Context.FEATURE_INTEGER_WITHOUT_DECIMAL_PLACE -> true;
            default -> super.hasFeature(context, feature);
        };
    }

    @Override
    protected void observeInstructionCount(Context context, int steps) {
        Limited limited = (Limited) context;
        if (System.nanoTime() - limited.deadline > 0 && limited.deadline != Long.MAX_VALUE) {
            throw new Stopped("took longer than " + limited.limit.toMillis() + " ms and was stopped");
        }
        if (Allocations.ofThisThread() - limited.allocated > Allocations.MAX_OF_A_SCRIPT) {
            throw new Stopped(
                    "took more than " + (Allocations.MAX_OF_A_SCRIPT >> 20) + " MiB of memory and was stopped");
        }
    }
}
