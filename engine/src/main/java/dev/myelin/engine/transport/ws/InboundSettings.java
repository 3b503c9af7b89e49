package dev.myelin.engine.transport.ws;

import dev.myelin.engine.session.CloseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an inbound endpoint of protocol {@code ws} is set to, from its parameters and the defaults of {@code [websocket]}.
 *
 * @param name the inbound endpoint's
 * @param address where it listens
 * @param dispatch which sequences its messages run
 * @param protocol what it agrees to
 * @param limits sizes
 * @param times how long things may take
 */
public record InboundSettings(
        String name, Address address, Dispatch dispatch, Protocol protocol, Limits limits, Times times) {

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
     */
    public record Address(int port, boolean usePortOffset, String path) {}

    /**
     * Which sequences the messages of an inbound endpoint run.
     *
     * @param outSequence {@code ws.outflow.dispatch.sequence}
     * @param faultSequence {@code ws.outflow.dispatch.fault.sequence}
     * @param onError the endpoint's {@code onError}
     * @param customSequence {@code dispatch.custom.sequence}: whether the path names the sequence
     * @param broadcastLevel {@code ws.client.side.broadcast.level}: 0 own client, 1 all of the path, 2 all but the own
     */
    public record Dispatch(
            Optional<String> outSequence,
            Optional<String> faultSequence,
            Optional<String> onError,
            boolean customSequence,
            int broadcastLevel) {}

    /**
     * What an inbound endpoint agrees to.
     *
     * @param defaultContentType {@code ws.default.content.type}; empty when unset
     * @param shutdown {@code ws.shutdown.status.code} and {@code .message}
     * @param subprotocolHandlers {@code ws.subprotocol.handler.class}: class names
     * @param pipelineHandler {@code ws.pipeline.handler.class}: a class name
     * @param allowedOrigins {@code ws.allowed.origins}: host names, or {@code *}; empty for that of the request only
     */
    public record Protocol(
            String defaultContentType,
            CloseStatus shutdown,
            List<String> subprotocolHandlers,
            Optional<String> pipelineHandler,
            List<String> allowedOrigins) {}

    /**
     * Sizes, in bytes unless said otherwise.
     *
     * @param maxMessage {@code ws.max.message.size}, inclusive
     * @param maxFrame {@code ws.max.frame.size}, inclusive
     * @param readAheadMessages {@code ws.read.ahead}: messages read while an exchange runs
     * @param readAheadBytes the same in bytes
     * @param lowWaterMark {@code ws.write.low.water.mark}
     * @param highWaterMark {@code ws.write.high.water.mark}
     * @param push what a slow receiver of broadcasts gets
     */
    public record Limits(
            int maxMessage,
            int maxFrame,
            int readAheadMessages,
            int readAheadBytes,
            int lowWaterMark,
            int highWaterMark,
            Push push) {}

    /**
     * What a slow receiver of broadcasts gets.
     *
     * @param queue {@code ws.push.queue}: bytes that may wait for it
     * @param dropsOldest {@code ws.push.slow.consumer=drop-oldest}; else it is closed with 1013
     */
    public record Push(int queue, boolean dropsOldest) {}

    /**
     * How long things may take.
     *
     * @param handshake {@code ws.handshake.timeout}: from the accepted connection to the answer
     * @param backendHandshake {@code ws.backend.handshake.timeout}
     * @param close {@code ws.close.timeout}: for the peer's close frame
     * @param idle {@code ws.idle.timeout}; zero for none
     */
    public record Times(Duration handshake, Duration backendHandshake, Duration close, Duration idle) {}

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
        return new InboundParameters(parameters, defaults, problems).settings(name);
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

    /** Whether the path names the sequence of client messages. */
    public boolean dispatchCustomSequence() {
        return dispatch.customSequence();
    }

    /** The same with the {@code onError} attribute of the endpoint, which is no parameter. */
    public InboundSettings withOnError(Optional<String> onError) {
        Dispatch changed = new Dispatch(
                dispatch.outSequence(),
                dispatch.faultSequence(),
                onError,
                dispatch.customSequence(),
                dispatch.broadcastLevel());
        return new InboundSettings(name, address, changed, protocol, limits, times);
    }
}
