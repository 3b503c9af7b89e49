package dev.myelin.engine.mediator.processor;

import dev.myelin.engine.mediator.schedule.Schedule;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A message processor as it was compiled.
 *
 * @param name the artefact's
 * @param store where its messages come from
 * @param active whether it begins when the engine starts
 * @param pace how often it takes a message
 * @param work what it does with one
 */
public record ProcessorSettings(String name, String store, boolean active, Pace pace, Work work) {

    /**
     * How often messages are taken.
     *
     * @param schedule when it looks for messages
     * @param pause between two messages of one look; empty when one message is taken at each
     */
    public record Pace(Schedule schedule, Optional<Duration> pause) {}

    /** What is done with a message. */
    public sealed interface Work {}

    /**
     * It is sent, again and again until that works.
     *
     * @param byProperty whether the message names the endpoint
     * @param attempts after which a message has failed; 0 for any number
     * @param retryInterval from one attempt to the next
     * @param failed what becomes of the processor and the message then
     * @param accepted HTTP status codes of 400 and above that count as delivered
     * @param runs the sequences that there are, of those that {@link #sequence} names
     */
    public record Forward(
            boolean byProperty,
            int attempts,
            Duration retryInterval,
            Failed failed,
            Set<Integer> accepted,
            Set<Step> runs)
            implements Work {}

    /**
     * What becomes of a message that could not be delivered.
     *
     * @param drop whether it is forgotten; else the processor is deactivated and the message stays in its store
     * @param store the store that gets it, instead of either
     */
    public record Failed(boolean drop, Optional<String> store) {}

    /**
     * It runs a sequence, and has left the store then.
     *
     * @param concurrency how many messages at a time
     */
    public record Sample(int concurrency) implements Work {}

    /**
     * It goes to another store.
     *
     * @param target that store
     */
    public record Move(String target) implements Work {}

    /** What a processor runs. */
    public enum Step {
        /** Sends the message; its fault is a failed attempt. */
        DELIVER,
        /** Runs with the reply. */
        REPLY,
        /** Runs with a message whose attempt failed. */
        FAULT,
        /** Runs with the message that made the processor give up. */
        DEACTIVATE,
        /** Runs with a sampled message. */
        SAMPLE
    }

    /** The name of the sequence that is a step of this processor. */
    public String sequence(Step step) {
        return sequence(name, step);
    }

    /** The name of the sequence that is a step of a processor. */
    public static String sequence(String processor, Step step) {
        return "processor/" + processor + "/"
                + switch (step) {
                    case DELIVER -> "deliver";
                    case REPLY -> "reply";
                    case FAULT -> "fault";
                    case DEACTIVATE -> "deactivate";
                    case SAMPLE -> "sample";
                };
    }
}
