package dev.myelin.engine.deploy.routing;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import org.apache.camel.StaticService;
import org.apache.camel.spi.ReactiveExecutor;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of routes on the thread that causes them. As with Camel's own, a step that asks for the next one does
 * not nest inside it without end; unlike there, the first few do nest, so that a short sequence costs no queueing.
 */
final class LoopReactiveExecutor extends ServiceSupport implements ReactiveExecutor, StaticService {
    private static final Logger LOG = LoggerFactory.getLogger(LoopReactiveExecutor.class);

    /** Beyond this depth steps wait in the queue: some hundred stack frames. */
    private static final int MAX_DEPTH = 24;

    private final FastThreadLocal<Worker> workers = new FastThreadLocal<>() {
        @Override
        protected Worker initialValue() {
            return new Worker();
        }
    };

    @Override
    public void schedule(Runnable step) {
        workers.get().run(step);
    }

    @Override
    public void scheduleMain(Runnable step) {
        workers.get().run(step);
    }

    @Override
    public void scheduleSync(Runnable step) {
        workers.get().runNow(step);
    }

    @Override
    public void scheduleQueue(Runnable step) {
        workers.get().waiting.addLast(step);
    }

    @Override
    public boolean executeFromQueue() {
        return workers.get().runNext();
    }

    @Override
    public void setStatisticsEnabled(boolean enabled) {
        // Nothing is counted.
    }

    @Override
    public boolean isStatisticsEnabled() {
        return false;
    }

    /** The steps of one thread. */
    private static final class Worker {
        private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
        private int depth;

        void run(Runnable step) {
            if (depth < MAX_DEPTH) {
                runNow(step);
            } else {
                waiting.addLast(step);
            }
        }

        void runNow(Runnable step) {
            depth++;
            try {
                guarded(step);
                while (depth == 1 && runNext()) {
                    // What waits runs when the stack has unwound.
                }
            } finally {
                depth--;
            }
        }

        boolean runNext() {
            Runnable next = waiting.pollFirst();
            if (next == null) {
                return false;
            }
            guarded(next);
            return true;
        }

        /** One step's failure must not keep those of other messages from running. */
        private static void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException e) {
                LOG.warn("A step of a route failed: {}", e.toString(), e);
            }
        }
    }
}
