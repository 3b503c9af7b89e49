package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.message.SendRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Synapse endpoint as it was compiled.
 *
 * @param name the artefact's name, or that of the mediator it stands in, such as {@code dispatchSeq/send-1}
 * @param target an address or another endpoint
 * @param timeout the longest wait for a reply
 * @param timeoutAction what becomes of a message whose reply did not come in time
 * @param suspension when the endpoint is given a rest
 * @param format the message format to send, else the message's own
 * @param properties that steer the sender, such as {@code ws.pool.size}
 */
public record EndpointSettings(
        String name,
        Target target,
        Duration timeout,
        TimeoutAction timeoutAction,
        SuspensionPolicy suspension,
        Optional<String> format,
        Map<String, String> properties) {

    /** The longest wait for a reply where nothing else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    /** Where messages go. */
    public sealed interface Target {}

    /**
     * To a back-end.
     *
     * @param uri absolute, with a scheme that a sender knows
     */
    public record Uri(String uri) implements Target {
        /** The scheme in lower case. */
        public String scheme() {
            int colon = uri.indexOf(':');
            return colon < 0 ? "" : uri.substring(0, colon).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * To where another endpoint says.
     *
     * @param name of that endpoint
     */
    public record Key(String name) implements Target {}

    /** What becomes of a message whose reply did not come in time. */
    public enum TimeoutAction {
        /** It runs the fault sequence. */
        FAULT,
        /** It is dropped and counted. */
        DISCARD
    }

    /** What a sender is asked for. */
    SendRequest request(String uri, SendRequest.Mode mode, Optional<String> receive) {
        return new SendRequest(uri, mode, timeout, receive, format, properties);
    }
}
