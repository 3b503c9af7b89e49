package dev.myelin.engine.transport.ws;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.engine.config.Durations;
import dev.myelin.engine.config.Sizes;
import dev.myelin.engine.session.CloseStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the parameters of an inbound endpoint into {@link InboundSettings}, reporting what is wrong with each. */
final class InboundParameters {
    private static final Logger LOG = LoggerFactory.getLogger(InboundParameters.class);
    private static final int MIB = 1024 * 1024;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);

    private static final Set<String> KNOWN = Set.of(
            "inbound.ws.port",
            "ws.path",
            "ws.use.port.offset",
            "ws.outflow.dispatch.sequence",
            "ws.outflow.dispatch.fault.sequence",
            "ws.client.side.broadcast.level",
            "dispatch.custom.sequence",
            "ws.default.content.type",
            "ws.shutdown.status.code",
            "ws.shutdown.status.message",
            "ws.subprotocol.handler.class",
            "ws.pipeline.handler.class",
            "ws.allowed.origins",
            "ws.max.message.size",
            "ws.max.frame.size",
            "ws.read.ahead",
            "ws.write.low.water.mark",
            "ws.write.high.water.mark",
            "ws.push.queue",
            "ws.push.slow.consumer",
            "ws.handshake.timeout",
            "ws.backend.handshake.timeout",
            "ws.close.timeout",
            "ws.idle.timeout");

    /** Parameters of MI that have no meaning here: one INFO line each, no effect. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "ws.boss.thread.pool.size", "all listeners share the engine's event loops",
            "ws.worker.thread.pool.size", "all listeners share the engine's event loops",
            "sequential", "messages of a connection always run one after the other",
            "ws.dispatch.idleTime", "use ws.idle.timeout",
            "ws.outflow.dispatch.idleTime", "use ws.idle.timeout");

    private final Map<String, String> parameters;
    private final Map<String, String> defaults;
    private final InboundSettings.Problems problems;

    InboundParameters(Map<String, String> parameters, Map<String, String> defaults, InboundSettings.Problems problems) {
        this.parameters = parameters;
        this.defaults = defaults;
        this.problems = problems;
    }

    InboundSettings settings(String name) {
        parameters.keySet().forEach(parameter -> checkName(name, parameter));
        return new InboundSettings(name, address(), dispatch(), protocol(), limits(), times());
    }

    private void checkName(String endpoint, String parameter) {
        String reason = WITHOUT_EFFECT.get(parameter);
        if (reason != null) {
            LOG.info("Inbound endpoint {}: {} has no effect: {}", endpoint, parameter, reason);
        } else if (!KNOWN.contains(parameter)) {
            String hint = DidYouMean.closest(parameter, KNOWN)
                    .map(known -> "Did you mean " + known + "?")
                    .orElse("It has no effect.");
            problems.report(parameter, false, "MYL-3001", "unknown parameter " + parameter, hint);
        }
    }

    private InboundSettings.Address address() {
        if (!parameters.containsKey("inbound.ws.port")) {
            problems.report(
                    "inbound.ws.port",
                    true,
                    "MYL-3003",
                    "the parameter inbound.ws.port is missing",
                    "Add <parameter name=\"inbound.ws.port\">9092</parameter>");
        }
        int port = number("inbound.ws.port", 0, 0, 65535);
        return new InboundSettings.Address(port, flag("ws.use.port.offset", false), path());
    }

    private String path() {
        String path = value("ws.path").orElse("");
        if (path.isEmpty()) {
            return "";
        }
        try {
            PathTemplate.parse(path);
            return path;
        } catch (IllegalArgumentException e) {
            bad("ws.path", String.valueOf(e.getMessage()));
            return "";
        }
    }

    private InboundSettings.Dispatch dispatch() {
        return new InboundSettings.Dispatch(
                value("ws.outflow.dispatch.sequence"),
                value("ws.outflow.dispatch.fault.sequence"),
                Optional.empty(),
                flag("dispatch.custom.sequence", false),
                number("ws.client.side.broadcast.level", 0, 0, 2));
    }

    private InboundSettings.Protocol protocol() {
        List<String> handlers = list("ws.subprotocol.handler.class", ";");
        Optional<String> pipeline = value("ws.pipeline.handler.class");
        handlers.forEach(name -> checkHandler("ws.subprotocol.handler.class", name));
        pipeline.ifPresent(name -> checkHandler("ws.pipeline.handler.class", name));
        return new InboundSettings.Protocol(
                value("ws.default.content.type").orElse(""),
                new CloseStatus(
                        shutdownCode(), value("ws.shutdown.status.message").orElse("shutdown")),
                handlers,
                pipeline,
                list("ws.allowed.origins", ",").stream()
                        .map(origin -> origin.toLowerCase(Locale.ROOT))
                        .toList());
    }

    /** MI: a code that is no number is 1001, with a warning. */
    private int shutdownCode() {
        String text = value("ws.shutdown.status.code").orElse("1001");
        boolean legal = text.matches("\\d{4}") && CloseStatus.isLegalOnWire(Integer.parseInt(text));
        if (!legal) {
            problems.report(
                    "ws.shutdown.status.code",
                    false,
                    "MYL-3002",
                    "ws.shutdown.status.code: " + text + " (expected: a close code of RFC 6455, 1000 to 4999)",
                    "1001 is used.");
        }
        return legal ? Integer.parseInt(text) : CloseStatus.GOING_AWAY;
    }

    private void checkHandler(String parameter, String className) {
        if (className.startsWith("org.wso2.") || className.startsWith("org.apache.synapse.")) {
            problems.report(
                    parameter,
                    true,
                    "MYL-3005",
                    parameter + ": " + className + " (expected: a class of Myelin's own SPI)",
                    "A class of WSO2 MI cannot run here; implement an interface of"
                            + " dev.myelin.engine.transport.ws.spi and put the jar into lib/.");
        }
    }

    private InboundSettings.Limits limits() {
        int maxMessage = size("ws.max.message.size", 16 * MIB);
        int high = size("ws.write.high.water.mark", 64 * 1024);
        int low = size("ws.write.low.water.mark", Math.min(32 * 1024, high));
        if (low > high) {
            bad("ws.write.low.water.mark", "ws.write.low.water.mark: " + low + " (expected: at most " + high + ")");
        }
        String[] ahead = value("ws.read.ahead").orElse("64").split(",", 2);
        return new InboundSettings.Limits(
                maxMessage,
                Math.min(size("ws.max.frame.size", maxMessage), maxMessage),
                parsed("ws.read.ahead", ahead[0].strip(), text -> positive("ws.read.ahead", text), 64),
                ahead.length == 1 ? 256 * 1024 : parsed("ws.read.ahead", ahead[1].strip(), InboundParameters::bytes, 1),
                Math.min(low, high),
                high,
                new InboundSettings.Push(size("ws.push.queue", MIB), dropsOldest()));
    }

    private boolean dropsOldest() {
        String policy = value("ws.push.slow.consumer").orElse("close");
        if (!policy.equals("close") && !policy.equals("drop-oldest")) {
            bad("ws.push.slow.consumer", "ws.push.slow.consumer: " + policy + " (expected: close or drop-oldest)");
        }
        return policy.equals("drop-oldest");
    }

    private InboundSettings.Times times() {
        return new InboundSettings.Times(
                wait("ws.handshake.timeout", Duration.ofSeconds(10)),
                wait("ws.backend.handshake.timeout", Duration.ofSeconds(10)),
                wait("ws.close.timeout", Duration.ofSeconds(5)),
                time("ws.idle.timeout", Duration.ofHours(1)));
    }

    /** A time that somebody waits for: not none, and not so long that it is none. */
    private Duration wait(String parameter, Duration unset) {
        Duration time = time(parameter, unset);
        if (time.isZero() || time.compareTo(LONGEST_WAIT) > 0) {
            bad(
                    parameter,
                    parameter + ": " + time.toMillis() + " ms (expected: 1ms to " + LONGEST_WAIT.toHours() + "h)");
            return unset;
        }
        return time;
    }

    private Optional<String> value(String parameter) {
        String own = parameters.get(parameter);
        String text = own == null ? defaults.get(parameter) : own;
        return Optional.ofNullable(text).map(String::strip).filter(found -> !found.isEmpty());
    }

    private List<String> list(String parameter, String separator) {
        return value(parameter)
                .map(text -> Stream.of(text.split(separator))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList())
                .orElse(List.of());
    }

    private boolean flag(String parameter, boolean unset) {
        String text = value(parameter).orElse(String.valueOf(unset)).toLowerCase(Locale.ROOT);
        if (!text.equals("true") && !text.equals("false")) {
            bad(parameter, parameter + ": " + text + " (expected: true or false)");
        }
        return text.equals("true");
    }

    private int number(String parameter, int unset, int from, int to) {
        return value(parameter)
                .map(text -> parsed(
                        parameter,
                        text,
                        digits -> {
                            int number = digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
                            if (number < from || number > to) {
                                throw new IllegalArgumentException(
                                        parameter + ": " + digits + " (expected: " + from + " to " + to + ")");
                            }
                            return number;
                        },
                        unset))
                .orElse(unset);
    }

    private int size(String parameter, int unset) {
        return value(parameter)
                .map(text -> parsed(parameter, text, InboundParameters::bytes, unset))
                .orElse(unset);
    }

    private Duration time(String parameter, Duration unset) {
        return value(parameter)
                .map(text -> parsed(parameter, text, found -> Durations.parse(found, ChronoUnit.SECONDS), unset))
                .orElse(unset);
    }

    private static int bytes(String text) {
        long size = Sizes.parse(text);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(text + " (expected: 1 byte to 2 GiB)");
        }
        return (int) size;
    }

    private static int positive(String parameter, String text) {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(parameter + ": " + text + " (expected: a number from 1)");
        }
        return Integer.parseInt(text);
    }

    private <T> T parsed(String parameter, String text, Function<String, T> parser, T unset) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            String message = String.valueOf(e.getMessage());
            bad(parameter, message.startsWith(parameter) ? message : parameter + ": " + message);
            return unset;
        }
    }

    private void bad(String parameter, String message) {
        problems.report(parameter, true, "MYL-3002", message, "");
    }
}
