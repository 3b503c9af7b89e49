package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.auth.Credentials;
import dev.myelin.engine.message.Correlation;
import java.util.Optional;
import java.util.Set;

/**
 * What few endpoints have.
 *
 * @param timeout yields the milliseconds of the longest wait for each message; 0 or no number for the usual
 * @param retry after which failures another endpoint of the group is tried
 * @param addressing the headers of WS-Addressing that SOAP messages get
 * @param credentials what the back-end is shown
 * @param correlation how replies of a WebSocket back-end are told apart
 */
public record EndpointOptions(
        Optional<TextSource> timeout,
        Retry retry,
        Optional<AddressingHeaders> addressing,
        Optional<Credentials> credentials,
        Optional<Correlation> correlation) {

    /** None of it. */
    public static final EndpointOptions NONE =
            new EndpointOptions(Optional.empty(), Retry.ALWAYS, Optional.empty(), Optional.empty(), Optional.empty());

    EndpointOptions with(Correlation other) {
        return new EndpointOptions(timeout, retry, addressing, credentials, Optional.of(other));
    }

    /**
     * After which error codes another endpoint of a group is tried.
     *
     * @param enabled the only ones; empty for all
     * @param disabled those after which none is
     */
    public record Retry(Set<Integer> enabled, Set<Integer> disabled) {
        /** After all. */
        public static final Retry ALWAYS = new Retry(Set.of(), Set.of());

        boolean isWanted(int code) {
            return !disabled.contains(code) && (enabled.isEmpty() || enabled.contains(code));
        }
    }
}
