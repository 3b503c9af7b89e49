package dev.myelin.engine.mediator.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether an endpoint is fit to be sent to. Active until a failure that counts; then on time-out (tolerated failures,
 * each with its delay), then suspended for a time that grows with each failed try after it. A success makes it active. An operator may take it out
 * of service.
 * Thread-safe.
 */
public final class EndpointHealth {
    private final SuspensionPolicy policy;
    private final InstantSource clock;
    private final Object lock = new Object();
    private volatile State state = new Active();

    /** Where an endpoint stands. */
    public sealed interface State {}

    /** Fit. */
    public record Active() implements State {}

    /**
     * Failed, and the failure was tolerated.
     *
     * @param retriesLeft failures that will still be tolerated
     * @param until not before then
     */
    public record Timeout(int retriesLeft, Instant until) implements State {}

    /**
     * At rest.
     *
     * @param until the end of the rest; the next message after it is a try
     * @param rest how long it is
     */
    public record Suspended(Instant until, Duration rest) implements State {}

    /** Taken out of service by an operator. */
    public record Off() implements State {}

    /** A fit endpoint. */
    public EndpointHealth(SuspensionPolicy policy, InstantSource clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** Where the endpoint stands. */
    public State state() {
        return state;
    }

    /** Whether a message may be sent now. */
    boolean isReady() {
        State now = state;
        if (now instanceof Off) {
            return false;
        }
        if (now instanceof Suspended suspended) {
            return !clock.instant().isBefore(suspended.until());
        }
        return !(now instanceof Timeout timeout) || !clock.instant().isBefore(timeout.until());
    }

    /** A message went through. */
    void succeeded() {
        if (!(state instanceof Active)) {
            synchronized (lock) {
                state = state instanceof Off ? state : new Active();
            }
        }
    }

    /** An operator takes it out of service: messages do not get there until {@link #switchOn()}. */
    void switchOff() {
        synchronized (lock) {
            state = new Off();
        }
    }

    /** An operator takes it into service: it is fit, whatever was before. */
    void switchOn() {
        synchronized (lock) {
            state = new Active();
        }
    }

    /** A message failed with an error code. */
    void failed(int code) {
        if (policy.isNever()) {
            return;
        }
        synchronized (lock) {
            if (state instanceof Off) {
                return;
            }
            if (policy.marking().counts(code)) {
                state = marked(state);
            } else if (policy.suspends(code)) {
                state = suspended(state);
            }
        }
    }

    private State marked(State before) {
        if (before instanceof Suspended) {
            return suspended(before);
        }
        int left = before instanceof Timeout timeout
                ? timeout.retriesLeft()
                : policy.marking().retries();
        if (left <= 0) {
            return suspended(before);
        }
        return new Timeout(left - 1, clock.instant().plus(policy.marking().delay()));
    }

    private State suspended(State before) {
        Instant now = clock.instant();
        if (!(before instanceof Suspended last)) {
            return rest(now, policy.initial());
        }
        // Messages under way when the rest began fail as well; they are not a failed try.
        if (now.isBefore(last.until())) {
            return last;
        }
        return rest(now, Duration.ofMillis((long) (last.rest().toMillis() * policy.factor())));
    }

    private State rest(Instant now, Duration wanted) {
        Duration rest = wanted.compareTo(policy.maximum()) > 0 ? policy.maximum() : wanted;
        return new Suspended(now.plus(rest), rest);
    }
}
