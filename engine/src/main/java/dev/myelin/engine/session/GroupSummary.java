package dev.myelin.engine.session;

/**
 * A group.
 *
 * @param name its name
 * @param members how many sessions are in it
 */
public record GroupSummary(String name, int members) {}
