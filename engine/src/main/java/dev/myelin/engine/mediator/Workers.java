package dev.myelin.engine.mediator;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for what must not run on an event loop: scripts, users' classes, large transformations. A bounded number of
 * threads with a bounded queue, one set for a Camel context; made when first needed, and ended with the context.
 */
public final class Workers extends ServiceSupport {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int MAX_WAITING = 1000;
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
    /** Stylesheets recurse where other languages loop. Memory is taken only as far as a thread goes. */
    private static final long STACK = 16 << 20;

    private static final Duration KEPT_IDLE = Duration.ofSeconds(30);

    /** As many threads are added for those that do not come back from what they do. */
    private static final int MAX_LOST = 4 * THREADS;

    private @Nullable ThreadPoolExecutor threads;
    private int lost;
    private @Nullable ScheduledThreadPoolExecutor clock;

    /** Something to do with a message. */
    @FunctionalInterface
    public interface Work {
        /** Does it; what it throws is the message's fault. {@code turn} ends when the time is up. */
        void run(Exchange exchange, Turn turn) throws Exception;
    }

    private Workers() {}

    /** The workers of {@code context}. */
    public static Workers of(CamelContext context) {
        synchronized (context.getRegistry()) {
            Workers known = context.getCamelContextExtension().getContextPlugin(Workers.class);
            if (known != null) {
                return known;
            }
            Workers made = new Workers();
            context.getCamelContextExtension().addContextPlugin(Workers.class, made);
            stopWith(context, made);
            return made;
        }
    }

    private static void stopWith(CamelContext context, Workers workers) {
        try {
            context.addService(workers, true, false);
        } catch (Exception e) {
            throw new IllegalStateException("The workers cannot be given to the Camel context", e);
        }
    }

    /**
     * Runs {@code work} on a worker, then {@code callback}.
     *
     * @param limit after which the message fails, whatever the work does; zero: none
     * @return false, for it is never done before this method returns, unless there is no room
     */
    public boolean run(Exchange exchange, Duration limit, Work work, AsyncCallback callback) {
        Turn turn = new Turn();
        try {
            if (!limit.isZero()) {
                turn.alarm(clock().schedule(
                                () -> late(exchange, limit, turn, callback), limit.toMillis(), TimeUnit.MILLISECONDS));
            }
            threads().execute(() -> work(exchange, work, turn, callback));
            return false;
        } catch (RejectedExecutionException full) {
            if (turn.end()) {
                String text = "No worker is free, and " + MAX_WAITING + " messages wait for one already";
                exchange.setException(Fault.of(ErrorCode.MEDIATION, text).withHttpStatus(503));
                callback.done(true);
                return true;
            }
            return false;
        }
    }

    /** Runs {@code task} on a worker. Throws {@link RejectedExecutionException} when there is no room. */
    public void execute(Runnable task) {
        threads().execute(task);
    }

    /** Runs {@code task}, which must not take long, when {@code delay} is over; it may be cancelled before. */
    public Future<?> after(Duration delay, Runnable task) {
        return clock().schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work(Exchange exchange, Work work, Turn turn, AsyncCallback callback) {
        if (!turn.begin(Thread.currentThread())) {
            return;
        }
        Attempt attempt = new Attempt(exchange, work, turn);
        attempt.run();
        Exception failure = attempt.failure();
        boolean inTime = turn.end();
        if (turn.release()) {
            lost(-1);
        }
        if (inTime) {
            if (failure != null) {
                exchange.setException(failure);
            }
            callback.done(false);
        }
    }

    /** One attempt to do some work. Takes whatever is thrown: the turn must end, and the caller hear of it. */
    private static final class Attempt extends FutureTask<Turn> {
        private @Nullable Throwable thrown;

        Attempt(Exchange exchange, Work work, Turn turn) {
            super(() -> {
                work.run(exchange, turn);
                return turn;
            });
        }

        @Override
        protected void setException(Throwable cause) {
            thrown = cause;
            super.setException(cause);
        }

        @Nullable
        Exception failure() {
            if (thrown == null || thrown instanceof Exception) {
                return (Exception) thrown;
            }
            if (thrown instanceof StackOverflowError) {
                return Fault.of(ErrorCode.MEDIATION, "Recursion went too deep and was stopped");
            }
            if (thrown instanceof OutOfMemoryError) {
                return Fault.of(ErrorCode.MEDIATION, "Out of memory: " + thrown.getMessage());
            }
            LOG.error("A mediator ended in an error: {}", thrown.toString(), thrown);
            return Fault.of(ErrorCode.MEDIATION, thrown.toString());
        }
    }

    private void late(Exchange exchange, Duration limit, Turn turn, AsyncCallback callback) {
        if (turn.end()) {
            if (turn.abandon()) {
                lost(1);
            }
            String text = "Took longer than " + limit.toMillis() + " ms and was stopped";
            exchange.setException(Fault.of(ErrorCode.MEDIATION, text).withHttpStatus(504));
            callback.done(false);
        }
    }

    /** A thread that does not come back from what it does is replaced; the others must not wait for it. */
    private synchronized void lost(int more) {
        lost += more;
        ThreadPoolExecutor pool = threads;
        if (pool != null) {
            int size = THREADS + Math.min(lost, MAX_LOST);
            pool.setCorePoolSize(Math.min(size, pool.getMaximumPoolSize()));
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        }
    }

    private synchronized ThreadPoolExecutor threads() {
        ThreadPoolExecutor made = threads;
        if (made == null) {
            made = new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    KEPT_IDLE.toSeconds(),
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MAX_WAITING),
                    daemons("myelin-worker"));
            made.allowCoreThreadTimeOut(true);
            threads = made;
        }
        return made;
    }

    private synchronized ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor made = clock;
        if (made == null) {
            made = new ScheduledThreadPoolExecutor(1, daemons("myelin-worker-clock"));
            made.setRemoveOnCancelPolicy(true);
            clock = made;
        }
        return made;
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, STACK);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    protected synchronized void doStop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
        if (clock != null) {
            clock.shutdownNow();
            clock = null;
        }
    }
}
