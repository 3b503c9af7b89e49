package dev.myelin.engine.mediator.store;

import java.util.Optional;

/**
 * A message store in memory.
 *
 * @param name the artefact's
 * @param maxMessages how many messages it holds at most
 * @param maxSize how many bytes their payloads have together at most
 * @param failover the store that takes what this one cannot
 */
public record StoreSettings(String name, int maxMessages, long maxSize, Optional<String> failover) {
    /** Room for messages where nothing else is said. */
    public static final int DEFAULT_MESSAGES = 100_000;

    /** Room for their payloads where nothing else is said. */
    public static final String DEFAULT_SIZE = "64MiB";
}
