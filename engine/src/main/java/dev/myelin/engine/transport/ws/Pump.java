package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * Runs the messages of one direction of a session one after the other: the next begins when the one before has completed
 * or has run out of time. Confined to one event loop; completions may come from any thread.
 */
final class Pump {
    /** One message on its way through the sequences. */
    interface Job {
        /** Starts it; true when it was done before this method returned. {@code done} is called in every case. */
        boolean start(AsyncCallback done);

        /** How many bytes it holds while it waits. */
        int size();

        /** The longest time it may take, in milliseconds, unless it waits longer. */
        long timeoutMillis();

        /** How much longer its own route may wait for back-ends, in milliseconds; not positive for not at all. */
        long awaitedMillis();

        /** It has run out of time: runs the fault sequence, then {@code done} on any thread; what it does later counts no more. */
        void timedOut(Fault fault, Runnable done);

        /** That fault sequence has ended or has run out of time itself. Called at most once, on the event loop. */
        void faulted();

        /** It has ended, in time or late: releases what it holds. Called exactly once, on the event loop. */
        void ended();
    }

    private static final long WAIT_MARGIN_MILLIS = 500;

    private final EventLoop eventLoop;
    private final int maxWaiting;
    private final int maxBytes;
    private final Runnable onFull;
    private final Runnable onRoom;
    private final Queue<Job> waiting = new ArrayDeque<>(0);
    private int waitingBytes;
    private boolean full;
    private boolean held;
    private @Nullable Run running;
    private @Nullable Runnable whenIdle;
    private @Nullable Runnable afterLate;

    /**
     * Makes an idle pump.
     *
     * @param onFull called when enough waits: stop reading
     * @param onRoom called when there is room again
     */
    Pump(EventLoop eventLoop, int maxWaiting, int maxBytes, Runnable onFull, Runnable onRoom) {
        this.eventLoop = eventLoop;
        this.maxWaiting = maxWaiting;
        this.maxBytes = maxBytes;
        this.onFull = onFull;
        this.onRoom = onRoom;
    }

    /** Takes a message; runs it now if none is running. */
    void offer(Job job) {
        if (running == null && waiting.isEmpty() && !held) {
            start(job);
            settle();
        } else {
            waiting.add(job);
            waitingBytes += job.size();
            if (!full && (waiting.size() >= maxWaiting || waitingBytes >= maxBytes)) {
                full = true;
                onFull.run();
            }
        }
    }

    /** Runs {@code task} whenever a message has completed later than its start. */
    void afterLate(Runnable task) {
        afterLate = task;
    }

    /** The bytes of the messages that wait, and of that which runs. */
    long heldBytes() {
        Run now = running;
        return now == null ? waitingBytes : (long) waitingBytes + now.job.size();
    }

    /** Whether enough waits, since the last time that it was said. */
    boolean isFull() {
        return full;
    }

    /** Lets messages wait until {@link #release()}. */
    void hold() {
        held = true;
    }

    /** Begins with what waits. */
    void release() {
        held = false;
        settle();
    }

    /** Runs {@code task} once nothing runs and nothing waits: now, or after the messages taken so far. */
    void whenIdle(Runnable task) {
        if (running == null && waiting.isEmpty()) {
            task.run();
        } else {
            Runnable before = whenIdle;
            whenIdle = before == null
                    ? task
                    : () -> {
                        before.run();
                        task.run();
                    };
        }
    }

    /** Ends everything that waits without running it; how many messages that were. */
    int discard() {
        int count = waiting.size();
        Job job;
        while ((job = waiting.poll()) != null) {
            job.ended();
        }
        waitingBytes = 0;
        return count;
    }

    private void start(Job job) {
        Run run = new Run(job);
        running = run;
        run.begin();
    }

    /** Starts what waits until a message stays under way, and says so when there is room or nothing left. */
    private void settle() {
        Job job;
        while (running == null && !held && (job = waiting.poll()) != null) {
            waitingBytes -= job.size();
            start(job);
        }
        if (full && waiting.size() <= maxWaiting / 2 && waitingBytes <= maxBytes / 2) {
            full = false;
            onRoom.run();
        }
        Runnable task = whenIdle;
        if (running == null && task != null) {
            whenIdle = null;
            task.run();
        }
    }

    /** The running message; also its callback. */
    private final class Run implements AsyncCallback {
        private final Job job;
        private boolean starting = true;
        private boolean doneAtOnce;
        private boolean expired;
        private @Nullable ScheduledFuture<?> timer;

        Run(Job job) {
            this.job = job;
        }

        void begin() {
            boolean sync = job.start(this);
            starting = false;
            if (sync || doneAtOnce) {
                finish();
            } else {
                timer = eventLoop.schedule(this::expire, job.timeoutMillis(), TimeUnit.MILLISECONDS);
            }
        }

        /** Camel says "later" of everything that went through its executor, also when it was done at once. */
        @Override
        public void done(boolean doneSync) {
            boolean onLoop = eventLoop.inEventLoop();
            if (onLoop && starting) {
                doneAtOnce = true;
            } else if (onLoop) {
                complete();
            } else {
                eventLoop.execute(this::complete);
            }
        }

        /** The message has completed later than its start. Not {@code run}: that is Camel's way to call {@link #done}. */
        private void complete() {
            if (expired) {
                job.ended();
            } else {
                stopTimer();
                finish();
                settle();
                late();
            }
        }

        private void late() {
            Runnable task = afterLate;
            if (task != null) {
                task.run();
            }
        }

        private void finish() {
            job.ended();
            running = null;
        }

        private void expire() {
            if (awaits(this::expire)) {
                return;
            }
            expired = true;
            timer = eventLoop.schedule(this::faultExpired, job.timeoutMillis(), TimeUnit.MILLISECONDS);
            Fault fault = Fault.of(
                    ErrorCode.CONNECTION_TIMEOUT, "the message took longer than " + job.timeoutMillis() + " ms");
            job.timedOut(fault, this::faultEnded);
        }

        /** Comes again after the waits that the route itself asked for: whoever waits there has the first say. */
        private boolean awaits(Runnable again) {
            long millis = job.awaitedMillis();
            if (millis > 0) {
                timer = eventLoop.schedule(again, millis + WAIT_MARGIN_MILLIS, TimeUnit.MILLISECONDS);
            }
            return millis > 0;
        }

        private void faultExpired() {
            if (!awaits(this::faultExpired)) {
                giveUp();
            }
        }

        private void faultEnded() {
            if (eventLoop.inEventLoop()) {
                giveUp();
            } else {
                eventLoop.execute(this::giveUp);
            }
        }

        /** The next message may begin, whatever becomes of this one. */
        private void giveUp() {
            if (running == this) {
                stopTimer();
                job.faulted();
                running = null;
                settle();
            }
        }

        private void stopTimer() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
