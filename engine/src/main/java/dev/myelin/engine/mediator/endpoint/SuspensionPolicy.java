package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.ErrorCode;
import java.time.Duration;
import java.util.Set;

/**
 * When an endpoint is given a rest: {@code suspendOnFailure} and {@code markForSuspension} of MI.
 *
 * @param initial the first rest; {@link Duration#ZERO} for never
 * @param factor what each further rest is multiplied by
 * @param maximum the longest rest
 * @param errorCodes the codes that suspend at once; empty for every failure of a sender
 * @param marking which failures are tolerated first
 */
public record SuspensionPolicy(
        Duration initial, double factor, Duration maximum, Set<Integer> errorCodes, Marking marking) {

    /** Never suspended. */
    public static final SuspensionPolicy NEVER =
            new SuspensionPolicy(Duration.ZERO, 1, Duration.ZERO, Set.of(), Marking.NONE);

    /**
     * Failures that are tolerated before a suspension.
     *
     * @param errorCodes the codes that are counted; empty for time-outs and closed connections
     * @param retries how many are tolerated
     * @param delay how long the endpoint is left alone after each
     */
    public record Marking(Set<Integer> errorCodes, int retries, Duration delay) {
        /** None is. */
        public static final Marking NONE = new Marking(Set.of(), 0, Duration.ZERO);

        boolean counts(int code) {
            return errorCodes.isEmpty()
                    ? code == ErrorCode.CONNECTION_TIMEOUT || code == ErrorCode.CONNECTION_CLOSED
                    : errorCodes.contains(code);
        }
    }

    /** Whether the endpoint can ever be suspended. */
    public boolean isNever() {
        return initial.isZero() || initial.isNegative();
    }

    boolean suspends(int code) {
        return errorCodes.isEmpty() ? isOfSender(code) : errorCodes.contains(code);
    }

    private static boolean isOfSender(int code) {
        return code >= 101_000 && code < 102_000;
    }
}
