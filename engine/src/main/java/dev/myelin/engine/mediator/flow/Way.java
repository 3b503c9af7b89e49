package dev.myelin.engine.mediator.flow;

import dev.myelin.engine.mediator.MediationCounters;
import dev.myelin.engine.message.Sequences;
import java.util.List;
import java.util.Optional;

/**
 * How the parts of a message go.
 *
 * @param name of the mediator, for the log
 * @param id that an {@code aggregate} knows the parts by
 * @param sequential whether a part starts only when the one before it has ended
 * @param waits whether the message stands still until its parts have ended
 * @param goesOn whether the message itself goes on then
 * @param rest the sequences that parts go on with, one after the other, when their target called a back-end
 * @param runtime what it takes to run them
 */
public record Way(
        String name,
        Optional<String> id,
        boolean sequential,
        boolean waits,
        boolean goesOn,
        List<String> rest,
        Runtime runtime) {
    /**
     * What it takes to run parts.
     *
     * @param sequences by name
     * @param counters of what is lost
     */
    public record Runtime(Sequences sequences, MediationCounters counters) {}
}
