package dev.myelin.engine.session;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Messages to groups on their way to the members of one event loop: one after the other, so that all of them see the same
 * order, and some members at a time, so that what else the loop has to do is not kept waiting. Confined to the loop.
 */
final class PushTurns implements Runnable {
    private static final int MEMBERS_AT_A_TIME = 256;

    private final EventExecutor loop;
    private final Queue<Broadcast.Part> waiting = new ArrayDeque<>();

    PushTurns(EventExecutor loop) {
        this.loop = loop;
    }

    void add(Broadcast.Part part) {
        waiting.add(part);
        if (waiting.size() == 1) {
            run();
        }
    }

    @Override
    public void run() {
        Broadcast.Part part = waiting.element();
        try {
            part.push(MEMBERS_AT_A_TIME);
            if (part.isDone()) {
                waiting.remove();
                part.finish();
            }
        } finally {
            if (!waiting.isEmpty()) {
                runLater();
            }
        }
    }

    private void runLater() {
        try {
            loop.execute(this);
        } catch (RejectedExecutionException ends) {
            waiting.forEach(Broadcast.Part::finish);
            waiting.clear();
        }
    }
}
