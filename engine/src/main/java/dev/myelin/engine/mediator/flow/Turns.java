package dev.myelin.engine.mediator.flow;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time take steps; one that comes meanwhile leaves the other its turn. So steps that end at once
 * do not nest, however many there are.
 */
final class Turns {
    private final AtomicInteger waiting = new AtomicInteger();

    void take(Runnable step) {
        if (waiting.getAndIncrement() == 0) {
            do {
                step.run();
            } while (waiting.decrementAndGet() != 0);
        }
    }
}
