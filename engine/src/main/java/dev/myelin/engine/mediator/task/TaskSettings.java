package dev.myelin.engine.mediator.task;

import dev.myelin.engine.mediator.schedule.Schedule;
import java.util.Map;
import java.util.Optional;

/**
 * A task as it was compiled: MI's MessageInjector.
 *
 * @param name the artefact's
 * @param schedule when it runs
 * @param runs how many there are; 0 for any number
 * @param message what is injected
 * @param proxy the proxy that gets it, where it is one
 */
public record TaskSettings(String name, Schedule schedule, long runs, Message message, Optional<String> proxy) {

    /**
     * What is injected.
     *
     * @param text the payload
     * @param contentType of the payload
     * @param properties of default scope: {@code To}, {@code Action}
     * @param axis2 properties of axis2 scope
     */
    public record Message(String text, String contentType, Map<String, String> properties, Map<String, String> axis2) {}

    /** The name of the sequence that a task runs. */
    public static String sequenceOf(String task) {
        return "task/" + task;
    }
}
