package dev.myelin.engine.mediator.throttle;

/**
 * What callers may do.
 *
 * @param callers whom it is about
 * @param limit how much they may
 */
record Rule(Callers callers, Limit limit) {
    /** How much. */
    sealed interface Limit {}

    /** As much as they like. */
    record Allow() implements Limit {}

    /** Nothing. */
    record Deny() implements Limit {}

    /**
     * So many messages in a time, each caller by itself.
     *
     * @param count how many
     * @param unitNanos in which time
     * @param prohibitNanos for how long more are refused after too many; zero: until the time is over
     */
    record Rate(int count, long unitNanos, long prohibitNanos) implements Limit {}
}
