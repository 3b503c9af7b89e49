package dev.myelin.engine.transport.ws.settings;

import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.transport.tls.TlsSettings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a WebSocket inbound endpoint is set to, from its parameters and the defaults of {@code [websocket]}.
 *
 * @param name the inbound endpoint's
 * @param address where it listens
 * @param dispatch which sequences its messages run
 * @param protocol what it agrees to
 * @param admission how many may connect
 * @param limits sizes
 * @param times how long things may take
 */
public record InboundSettings(
        String name,
        Address address,
        Dispatch dispatch,
        Protocol protocol,
        Admission admission,
        Limits limits,
        Times times) {

    /** Takes what is wrong with a parameter. */
    @FunctionalInterface
    public interface Problems {
        /**
         * Takes one problem.
         *
         * @param parameter the parameter's name
         * @param error whether the endpoint cannot run so
         * @param code the diagnostic's code
         * @param message what is wrong
         * @param hint what to do
         */
        void report(String parameter, boolean error, String code, String message, String hint);
    }

    /**
     * Where an inbound endpoint listens.
     *
     * @param port {@code inbound.ws.port}, before the offset
     * @param usePortOffset {@code ws.use.port.offset}
     * @param path {@code ws.path}; empty for every path
     * @param binding {@code ws.listener}, or what the protocol says; the port counts where there is one of its own
     * @param tls of {@code wss} and {@code httpswss}
     */
    public record Address(int port, boolean usePortOffset, String path, Binding binding, Optional<TlsSettings> tls) {}

    /**
     * Which sequences the messages of an inbound endpoint run.
     *
     * @param outSequence {@code ws.outflow.dispatch.sequence}
     * @param faultSequence {@code ws.outflow.dispatch.fault.sequence}
     * @param onError the endpoint's {@code onError}
     * @param customSequence {@code dispatch.custom.sequence}: whether the path names the sequence
     * @param broadcastLevel {@code ws.client.side.broadcast.level}: 0 own client, 1 all of the path, 2 all but the own
     * @param apis which requests without an upgrade go to proxies and APIs first
     * @param events what handshakes and ends run, and how back-ends hear of them
     * @param tier how messages pass; the compiler's choice
     * @param chooses whether each message may go to another back-end
     */
    public record Dispatch(
            Optional<String> outSequence,
            Optional<String> faultSequence,
            Optional<String> onError,
            boolean customSequence,
            int broadcastLevel,
            Optional<Pattern> apis,
            Events events,
            Tier tier,
            boolean chooses) {}

    /**
     * What is told of the events of sessions, and to whom.
     *
     * @param connectSequence {@code ws.connect.sequence}: runs for handshakes; empty for the endpoint's own sequence
     * @param disconnectSequence {@code ws.disconnect.sequence}: runs at the end; empty for the endpoint's own sequence
     * @param format {@code ws.event.format}: how HTTP back-ends are told
     */
    public record Events(Optional<String> connectSequence, Optional<String> disconnectSequence, EventFormat format) {}

    /** How messages pass through an inbound endpoint. */
    public enum Tier {
        /** Each message is an exchange that runs the sequences. */
        MEDIATED,
        /**
         * Both connections exchange bytes; only frame headers and control frames are read. A session whose handshake has
         * opened no back-end connection is mediated all the same: its first message opens one.
         */
        RELAY
    }

    /**
     * How many clients may connect; 0 everywhere means no limit.
     *
     * @param maxConnections {@code ws.max.connections} of this inbound endpoint; beyond it 503
     * @param maxConnectionsPerAddress {@code ws.max.connections.per.address} of one client address; beyond it 429
     * @param maxHandshakeRate {@code ws.max.handshake.rate}: handshakes in a second; beyond it 429
     */
    public record Admission(int maxConnections, int maxConnectionsPerAddress, int maxHandshakeRate) {}

    /**
     * Checks and takes over the parameters.
     *
     * @param name the inbound endpoint's
     * @param parameters name to value, in order
     * @param defaults of {@code [websocket]}, parameter name to value
     * @param problems takes what is wrong; with an error the settings must not be used
     */
    public static InboundSettings parse(
            String name, Map<String, String> parameters, Map<String, String> defaults, Problems problems) {
        return new InboundParameters(new ParameterValues(parameters, defaults, problems)).settings(name);
    }

    /** What endpoints have for which no parameter says otherwise, such as connections opened for HTTP callers. */
    public static InboundSettings defaults(String name, Map<String, String> defaults) {
        return parse(name, Map.of("inbound.ws.port", "0"), defaults, (parameter, error, code, message, hint) -> {
            // Reported where the defaults are read.
        });
    }

    /** The port before the offset. */
    public int port() {
        return address.port();
    }

    /** The path template; empty for every path. */
    public String path() {
        return address.path();
    }

    /** The sequence of back-end frames. */
    public Optional<String> outSequence() {
        return dispatch.outSequence();
    }

    /** Its fault sequence. */
    public Optional<String> faultSequence() {
        return dispatch.faultSequence();
    }

    /** What handshakes and ends run, and how back-ends hear of them. */
    public Events events() {
        return dispatch.events();
    }

    /** Whether the path names the sequence of client messages. */
    public boolean dispatchCustomSequence() {
        return dispatch.customSequence();
    }

    /** Whether messages may be compressed hop by hop; what relays leaves that to the two ends. */
    public boolean deflates() {
        return protocol.negotiation().compression() && dispatch.tier() == Tier.MEDIATED;
    }

    /** The same with the {@code onError} attribute of the endpoint, which is no parameter. */
    public InboundSettings withOnError(Optional<String> onError) {
        return with(new Dispatch(
                dispatch.outSequence(),
                dispatch.faultSequence(),
                onError,
                dispatch.customSequence(),
                dispatch.broadcastLevel(),
                dispatch.apis(),
                dispatch.events(),
                dispatch.tier(),
                dispatch.chooses()));
    }

    /** The same with TLS. */
    public InboundSettings withTls(TlsSettings tls) {
        Address secure = new Address(
                address.port(), address.usePortOffset(), address.path(), address.binding(), Optional.of(tls));
        return new InboundSettings(name, secure, dispatch, protocol, admission, limits, times);
    }

    /** The same in another tier; {@code chooses} says whether each message may go to another back-end. */
    public InboundSettings withTier(Tier tier, boolean chooses) {
        return with(new Dispatch(
                dispatch.outSequence(),
                dispatch.faultSequence(),
                dispatch.onError(),
                dispatch.customSequence(),
                dispatch.broadcastLevel(),
                dispatch.apis(),
                dispatch.events(),
                tier,
                chooses));
    }

    /** The same for a port that answers HTTP requests. */
    public InboundSettings withBinding(Binding binding) {
        Address bound = new Address(address.port(), address.usePortOffset(), address.path(), binding, address.tls());
        return new InboundSettings(name, bound, dispatch, protocol, admission, limits, times);
    }

    /** The same where requests whose path {@code apis} matches go to proxies and APIs first. */
    public InboundSettings withApis(Optional<Pattern> apis) {
        return with(new Dispatch(
                dispatch.outSequence(),
                dispatch.faultSequence(),
                dispatch.onError(),
                dispatch.customSequence(),
                dispatch.broadcastLevel(),
                apis,
                dispatch.events(),
                dispatch.tier(),
                dispatch.chooses()));
    }

    private InboundSettings with(Dispatch changed) {
        return new InboundSettings(name, address, changed, protocol, admission, limits, times);
    }
}
