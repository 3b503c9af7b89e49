package dev.myelin.engine.mediator.endpoint;

import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.endpoint.wsdl.WsdlAddress;
import dev.myelin.engine.message.Correlation;
import dev.myelin.engine.message.SendRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
 * @param options what few endpoints have
 */
public record EndpointSettings(
        String name,
        Target target,
        Duration timeout,
        TimeoutAction timeoutAction,
        SuspensionPolicy suspension,
        Optional<String> format,
        Map<String, String> properties,
        EndpointOptions options) {

    /** The longest wait for a reply where nothing else is said. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    /** Where messages go. */
    public sealed interface Target {}

    /**
     * To a back-end.
     *
     * @param uri absolute, with a scheme that a sender knows
     * @param method the HTTP method, else the message's own
     */
    public record Uri(String uri, Optional<String> method) implements Target {
        /** With the message's own method. */
        public Uri(String uri) {
            this(uri, Optional.empty());
        }

        @Override
        public String toString() {
            return uri;
        }

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
    public record Key(String name) implements Target {
        @Override
        public String toString() {
            return "as endpoint " + name;
        }
    }

    /**
     * To the URI that a template yields for the message.
     *
     * @param uri the template
     * @param method the HTTP method, else the message's own
     */
    public record Template(UriTemplate uri, Optional<String> method) implements Target {
        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /**
     * To where the message's {@code To} points.
     *
     * @param method the HTTP method, else the message's own
     */
    public record ByTo(Optional<String> method) implements Target {
        @Override
        public String toString() {
            return "to where To points";
        }
    }

    /**
     * To where a WSDL document says that could not be read yet.
     *
     * @param address asked for when a message comes
     */
    public record Wsdl(WsdlAddress address) implements Target {
        @Override
        public String toString() {
            return address.toString();
        }
    }

    /**
     * To a host, with the path and the query of the message's To.
     *
     * @param host to send to
     * @param httpPort for messages that came by HTTP
     * @param httpsPort for messages that came by HTTPS
     */
    public record Member(String host, Optional<String> httpPort, Optional<String> httpsPort) implements Target {
        /** The address for a message. */
        String uri(String to, boolean secure) {
            boolean https = httpsPort.isPresent() && (secure || httpPort.isEmpty());
            int authority = to.indexOf("://");
            int path = authority < 0 ? 0 : to.indexOf('/', authority + 3);
            String rest = path < 0 ? "/" : to.substring(path);
            String port = (https ? httpsPort : httpPort).map(text -> ":" + text).orElse("");
            return (https ? "https://" : "http://") + host + port + (rest.startsWith("/") ? rest : "/" + rest);
        }

        @Override
        public String toString() {
            return "to " + host + " by the path of To";
        }
    }

    /**
     * To one of several endpoints.
     *
     * @param members their names, in order
     * @param weights how many messages in a row each gets; empty for one each
     * @param choice which one a message begins with
     * @param failover whether the next one gets the message when sending to one fails
     * @param session what keeps the messages of a client with one of them
     */
    public record Group(
            List<String> members,
            List<Integer> weights,
            Choice choice,
            boolean failover,
            Optional<SessionAffinity.Kind> session)
            implements Target {
        /** Which endpoint a message begins with. */
        public enum Choice {
            /** The first. */
            FIRST,
            /** The one that worked last. */
            LAST_GOOD,
            /** Each in turn. */
            ROUND
        }

        @Override
        public String toString() {
            return (choice == Choice.ROUND ? "one after the other of " : "the first that works of ")
                    + String.join(", ", members);
        }
    }

    /**
     * To all of several endpoints.
     *
     * @param members their names, in order
     * @param found yields more: addresses or names, with commas
     */
    public record Recipients(List<String> members, Optional<TextSource> found) implements Target {
        @Override
        public String toString() {
            return "all of " + String.join(", ", members) + (found.isPresent() ? " and those that are found" : "");
        }
    }

    /** An endpoint of nothing but an address. */
    static EndpointSettings ofAddress(String uri) {
        return new EndpointSettings(
                uri,
                new Uri(uri.strip()),
                DEFAULT_TIMEOUT,
                TimeoutAction.FAULT,
                SuspensionPolicy.NEVER,
                Optional.empty(),
                Map.of(),
                EndpointOptions.NONE);
    }

    /** What becomes of a message whose reply did not come in time. */
    public enum TimeoutAction {
        /** It runs the fault sequence. */
        FAULT,
        /** It is dropped and counted. */
        DISCARD
    }

    /** Whether addresses of {@code http} and {@code https} are those of WebSocket back-ends. */
    public boolean upgrades() {
        return "true".equalsIgnoreCase(properties.get(SendRequest.UPGRADE));
    }

    /** The address to send to where a URI leads, with the scheme of WebSocket when that is asked for. */
    String address(String uri) {
        boolean http = upgrades() && uri.regionMatches(true, 0, "http", 0, 4) && uri.indexOf("://") < 6;
        return http ? "ws" + uri.substring(4) : uri;
    }

    /** The same with more properties, and with what they make of a constant address. */
    public EndpointSettings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(properties);
        all.putAll(more);
        return new EndpointSettings(name, target, timeout, timeoutAction, suspension, format, Map.copyOf(all), options)
                .upgraded();
    }

    /** The same, whose replies are told apart so. */
    public EndpointSettings with(Correlation correlation) {
        return new EndpointSettings(
                name, target, timeout, timeoutAction, suspension, format, properties, options.with(correlation));
    }

    /** The same with the address that it means. */
    public EndpointSettings upgraded() {
        if (!(target instanceof Uri uri) || uri.uri().equals(address(uri.uri()))) {
            return this;
        }
        Uri webSocket = new Uri(address(uri.uri()));
        return new EndpointSettings(name, webSocket, timeout, timeoutAction, suspension, format, properties, options);
    }

    /** What a sender is asked for; {@code method} is the HTTP method that the endpoint says. */
    SendRequest request(String uri, SendRequest.Mode mode, Wish wish, Optional<String> method) {
        Map<String, String> all = properties;
        if (method.isPresent()) {
            all = new HashMap<>(properties);
            all.put(SendRequest.METHOD, method.get());
        }
        return new SendRequest(
                uri, mode, timeout, wish.receive(), format, Map.copyOf(all), options.correlation(), wish.check());
    }

    /** The longest wait that a text in milliseconds means; the usual one for 0, and for what is no number. */
    public static Duration timeout(String milliseconds) {
        try {
            long given = (long) Double.parseDouble(milliseconds.strip());
            return given > 0 ? Duration.ofMillis(given) : DEFAULT_TIMEOUT;
        } catch (NumberFormatException e) {
            return DEFAULT_TIMEOUT;
        }
    }
}
