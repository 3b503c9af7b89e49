package dev.myelin.engine.transport.ws.settings;

import dev.myelin.dsl.DidYouMean;
import dev.myelin.engine.message.EventFormat;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.transport.tls.TlsKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the parameters of an inbound endpoint into {@link InboundSettings}, reporting what is wrong with each. */
final class InboundParameters {
    private static final Logger LOG = LoggerFactory.getLogger(InboundParameters.class);
    private static final String LISTENER = "ws.listener";
    private static final String TLS_PREFIX = "wss.ssl.";
    private static final int MIB = 1024 * 1024;
    private static final int MOST = 999_999_999;

    private static final Set<String> KNOWN = Set.of(
            "inbound.ws.port",
            "ws.path",
            LISTENER,
            "ws.use.port.offset",
            "ws.outflow.dispatch.sequence",
            "ws.outflow.dispatch.fault.sequence",
            "ws.connect.sequence",
            "ws.disconnect.sequence",
            EventFormat.NAME,
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
            "ws.idle.timeout",
            "ws.dispatch.idleTime",
            "ws.outflow.dispatch.idleTime",
            "ws.max.message.size.client",
            "ws.max.message.size.backend",
            "ws.max.frame.size.client",
            "ws.max.frame.size.backend",
            "ws.slow.consumer",
            "ws.max.connections",
            "ws.max.connections.per.address",
            "ws.max.handshake.rate",
            "ws.ping.interval",
            "ws.pong.timeout",
            "ws.max.lifetime",
            "ws.max.lifetime.jitter",
            "ws.subprotocols",
            "ws.headers.preserve",
            "ws.compression",
            "ws.pass.through.control.frames");

    /** Parameters of MI that have no meaning here: one INFO line each, no effect. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.of(
            "ws.boss.thread.pool.size", "all listeners share the engine's event loops",
            "ws.worker.thread.pool.size", "all listeners share the engine's event loops",
            "hostname", "ports are bound on every address",
            "protocolVersions", "ports speak HTTP/1.0 and HTTP/1.1",
            "sequential", "messages of a connection always run one after the other");

    private final ParameterValues values;

    InboundParameters(ParameterValues values) {
        this.values = values;
    }

    InboundSettings settings(String name) {
        values.names().forEach(parameter -> checkName(name, parameter));
        return new InboundSettings(name, address(), dispatch(), protocol(), admission(), limits(), times());
    }

    private void checkName(String endpoint, String parameter) {
        String reason = WITHOUT_EFFECT.get(parameter);
        if (reason != null) {
            LOG.info("Inbound endpoint {}: {} has no effect: {}", endpoint, parameter, reason);
        } else if (!KNOWN.contains(parameter)
                && TlsKey.of(TLS_PREFIX, parameter).isEmpty()) {
            String hint = DidYouMean.closest(parameter, known())
                    .map(known -> "Did you mean " + known + "?")
                    .orElse("It has no effect.");
            values.problems().report(parameter, false, "MYL-3001", "unknown parameter " + parameter, hint);
        }
    }

    /** The names of all parameters that have an effect. */
    static Set<String> known() {
        Set<String> all = new HashSet<>(KNOWN);
        for (TlsKey key : TlsKey.values()) {
            all.add(TLS_PREFIX + key.text());
        }
        return all;
    }

    private InboundSettings.Address address() {
        Binding binding = binding();
        String path = path();
        if (binding.isPort()) {
            checkPort();
        } else {
            checkListener(path);
        }
        int port = values.number("inbound.ws.port", 0, 0, 65535);
        return new InboundSettings.Address(
                port, values.flag("ws.use.port.offset", false), path, binding, Optional.empty());
    }

    private Binding binding() {
        if (values.value(LISTENER).isEmpty()) {
            return Binding.WEBSOCKET_PORT;
        }
        return values.choice(LISTENER, "http", "http", "https").equals("http")
                ? Binding.HTTP_LISTENER
                : Binding.HTTPS_LISTENER;
    }

    private void checkPort() {
        if (!values.names().contains("inbound.ws.port")) {
            values.problems()
                    .report(
                            "inbound.ws.port",
                            true,
                            "MYL-3003",
                            "the parameter inbound.ws.port is missing",
                            "Add <parameter name=\"inbound.ws.port\">9092</parameter>");
        }
    }

    private void checkListener(String path) {
        if (values.names().contains("inbound.ws.port")) {
            values.bad(
                    "inbound.ws.port",
                    "inbound.ws.port: " + values.value("inbound.ws.port").orElse("") + " (expected: none with "
                            + LISTENER + ", which binds to the port of that listener)");
        }
        if (path.isEmpty()) {
            values.bad(
                    "ws.path",
                    "ws.path: none (expected: a path with " + LISTENER + ", which other paths stay free of)");
        }
    }

    private String path() {
        String path = values.value("ws.path").orElse("");
        return values.parsed(
                "ws.path",
                path,
                text -> {
                    PathTemplate.parse(text);
                    return text;
                },
                "");
    }

    private InboundSettings.Dispatch dispatch() {
        return new InboundSettings.Dispatch(
                values.value("ws.outflow.dispatch.sequence"),
                values.value("ws.outflow.dispatch.fault.sequence"),
                Optional.empty(),
                values.flag("dispatch.custom.sequence", false),
                values.number("ws.client.side.broadcast.level", 0, 0, 2),
                Optional.empty(),
                events(),
                InboundSettings.Tier.MEDIATED,
                false);
    }

    private InboundSettings.Events events() {
        String format = values.choice(
                EventFormat.NAME, EventFormat.MYELIN.text(), EventFormat.texts().toArray(String[]::new));
        return new InboundSettings.Events(
                values.value("ws.connect.sequence"),
                values.value("ws.disconnect.sequence"),
                EventFormat.of(format).orElse(EventFormat.MYELIN));
    }

    private Protocol protocol() {
        return new Protocol(
                values.value("ws.default.content.type").orElse(""),
                new CloseStatus(
                        shutdownCode(),
                        values.value("ws.shutdown.status.message").orElse("shutdown")),
                handlers(),
                lowerCase("ws.allowed.origins"),
                lowerCase("ws.headers.preserve"),
                new Protocol.Negotiation(values.list("ws.subprotocols", ","), values.flag("ws.compression", true)),
                values.flag("ws.pass.through.control.frames", false));
    }

    private List<String> lowerCase(String parameter) {
        return values.list(parameter, ",").stream()
                .map(item -> item.toLowerCase(Locale.ROOT))
                .toList();
    }

    private Protocol.Handlers handlers() {
        List<String> subprotocols = values.list("ws.subprotocol.handler.class", ";");
        Optional<String> pipeline = values.value("ws.pipeline.handler.class");
        subprotocols.forEach(name -> checkHandler("ws.subprotocol.handler.class", name));
        pipeline.ifPresent(name -> checkHandler("ws.pipeline.handler.class", name));
        return new Protocol.Handlers(subprotocols, pipeline);
    }

    /** MI: a code that is no number is 1001, with a warning. */
    private int shutdownCode() {
        String text = values.value("ws.shutdown.status.code").orElse("1001");
        boolean legal = text.matches("\\d{4}") && CloseStatus.isLegalOnWire(Integer.parseInt(text));
        if (!legal) {
            values.problems()
                    .report(
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
            values.problems()
                    .report(
                            parameter,
                            true,
                            "MYL-3005",
                            parameter + ": " + className + " (expected: a class of Myelin's own SPI)",
                            "A class of WSO2 MI cannot run here; implement an interface of"
                                    + " dev.myelin.engine.transport.ws.spi and put the jar into lib/.");
        }
    }

    private InboundSettings.Admission admission() {
        return new InboundSettings.Admission(
                values.number("ws.max.connections", 0, 0, MOST),
                values.number("ws.max.connections.per.address", 0, 0, MOST),
                values.number("ws.max.handshake.rate", 0, 0, MOST));
    }

    private Limits limits() {
        boolean closes =
                values.choice("ws.slow.consumer", "pause", "pause", "close").equals("close");
        return new Limits(
                sizes("client"),
                sizes("backend"),
                readAhead(),
                waterMarks(),
                closes ? Limits.SlowConsumer.CLOSE : Limits.SlowConsumer.PAUSE,
                new Limits.Push(values.size("ws.push.queue", MIB), dropsOldest()));
    }

    /** What the endpoint says wins over the defaults, then a direction's own limit over that of both. */
    private Limits.Sizes sizes(String direction) {
        return new Limits.Sizes(size("ws.max.message.size", direction), size("ws.max.frame.size", direction));
    }

    private long size(String parameter, String direction) {
        String own = parameter + "." + direction;
        boolean general = values.names().contains(parameter) && !values.names().contains(own);
        return values.largeSize(general || values.value(own).isEmpty() ? parameter : own);
    }

    private Limits.ReadAhead readAhead() {
        String[] ahead = values.value("ws.read.ahead").orElse("64").split(",", 2);
        return new Limits.ReadAhead(
                values.parsed("ws.read.ahead", ahead[0].strip(), text -> positive("ws.read.ahead", text), 64),
                ahead.length == 1
                        ? 256 * 1024
                        : values.parsed("ws.read.ahead", ahead[1].strip(), InboundParameters::bytes, 1));
    }

    private Limits.WaterMarks waterMarks() {
        int high = values.size("ws.write.high.water.mark", 64 * 1024);
        int low = values.size("ws.write.low.water.mark", Math.min(32 * 1024, high));
        if (low > high) {
            values.bad(
                    "ws.write.low.water.mark", "ws.write.low.water.mark: " + low + " (expected: at most " + high + ")");
        }
        return new Limits.WaterMarks(Math.min(low, high), high);
    }

    private boolean dropsOldest() {
        return values.choice("ws.push.slow.consumer", "close", "close", "drop-oldest")
                .equals("drop-oldest");
    }

    private Times times() {
        return new Times(
                values.wait("ws.handshake.timeout", Duration.ofSeconds(10)),
                values.wait("ws.backend.handshake.timeout", Duration.ofSeconds(10)),
                values.wait("ws.close.timeout", Duration.ofSeconds(5)),
                idle(),
                new Times.Ping(
                        values.time("ws.ping.interval", Duration.ZERO),
                        values.wait("ws.pong.timeout", Duration.ofSeconds(10))),
                new Times.Lifetime(values.time("ws.max.lifetime", Duration.ZERO), jitter()));
    }

    /** The names of WSO2's older products count where the endpoint has not ours; a connection is idle when both are over. */
    private Duration idle() {
        Duration reading = values.time("ws.dispatch.idleTime", Duration.ZERO);
        Duration writing = values.time("ws.outflow.dispatch.idleTime", Duration.ZERO);
        Duration longer = reading.compareTo(writing) > 0 ? reading : writing;
        return longer.isZero() || values.names().contains("ws.idle.timeout")
                ? values.time("ws.idle.timeout", Duration.ofHours(1))
                : longer;
    }

    private int jitter() {
        String text = values.value("ws.max.lifetime.jitter").orElse("10%");
        return values.parsed(
                "ws.max.lifetime.jitter",
                text,
                found -> {
                    String digits = found.replace("%", "").strip();
                    if (!digits.matches("\\d{1,2}|100")) {
                        throw new IllegalArgumentException(found + " (expected: 0% to 100%)");
                    }
                    return Integer.parseInt(digits);
                },
                10);
    }

    private static int bytes(String text) {
        return (int) ParameterValues.bytes(text, Integer.MAX_VALUE, "2 GiB");
    }

    private static int positive(String parameter, String text) {
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException(parameter + ": " + text + " (expected: a number from 1)");
        }
        return Integer.parseInt(text);
    }
}
