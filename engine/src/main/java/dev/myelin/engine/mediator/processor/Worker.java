package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.store.MessageStore;

/** What a processor does each time that it looks for messages. */
interface Worker {
    /**
     * Takes what it can from {@code store}, and deals with it.
     *
     * @param ended called once when that is over, with whether there was a message
     */
    void work(MessageStore store, Ended ended);

    /** Takes the end of a look for messages. */
    @FunctionalInterface
    interface Ended {
        /** It is over; {@code found} says whether there was a message. */
        void ended(boolean found);
    }
}
