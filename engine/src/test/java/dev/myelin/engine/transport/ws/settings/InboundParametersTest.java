package dev.myelin.engine.transport.ws.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InboundParametersTest {
    private final List<String> problems = new ArrayList<>();

    private InboundSettings parse(Map<String, String> parameters, Map<String, String> defaults) {
        Map<String, String> all = new TreeMap<>(Map.of("inbound.ws.port", "9092"));
        all.putAll(parameters);
        return InboundSettings.parse(
                "in",
                all,
                defaults,
                (parameter, error, code, message, hint) ->
                        problems.add((error ? "error " : "warning ") + code + " " + message + " " + hint));
    }

    @Test
    void unsetParametersHaveTheDocumentedDefaults() {
        InboundSettings settings = parse(Map.of(), Map.of());
        assertThat(settings.limits())
                .isEqualTo(new Limits(
                        new Limits.Sizes(0, 0),
                        new Limits.Sizes(0, 0),
                        new Limits.ReadAhead(64, 256 << 10),
                        new Limits.WaterMarks(32 << 10, 64 << 10),
                        Limits.SlowConsumer.PAUSE,
                        new Limits.Push(1 << 20, false)));
        assertThat(settings.limits().client().mediatedMessage()).isEqualTo(16 << 20);
        assertThat(settings.limits().client().relayedMessage()).isEqualTo(Long.MAX_VALUE);
        assertThat(settings.admission()).isEqualTo(new InboundSettings.Admission(0, 0, 0));
        assertThat(settings.times())
                .isEqualTo(new Times(
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofHours(1),
                        new Times.Ping(Duration.ZERO, Duration.ofSeconds(10)),
                        new Times.Lifetime(Duration.ZERO, 10)));
        assertThat(settings.dispatch().broadcastLevel()).isZero();
        assertThat(settings.protocol().shutdown().code()).isEqualTo(1001);
        assertThat(problems).isEmpty();
    }

    @Test
    void idleTimesOfOlderProductsStandForOursWhereThatIsNotSet() {
        Map<String, String> older = Map.of("ws.dispatch.idleTime", "20", "ws.outflow.dispatch.idleTime", "30");
        Map<String, String> defaults = Map.of("ws.idle.timeout", "2h");
        assertThat(parse(older, defaults).times().idle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(parse(Map.of("ws.dispatch.idleTime", "0"), defaults).times().idle())
                .isEqualTo(Duration.ofHours(2));
        assertThat(parse(Map.of("ws.dispatch.idleTime", "20", "ws.idle.timeout", "5m"), defaults)
                        .times()
                        .idle())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(problems).isEmpty();
    }

    @Test
    void anEndpointsOwnParameterWinsOverTheDefaultForAll() {
        InboundSettings settings = parse(
                Map.of("ws.max.message.size", "1MiB"),
                Map.of("ws.max.message.size", "2MiB", "ws.idle.timeout", "5s", "ws.max.frame.size", "4MiB"));
        assertThat(settings.limits().client().mediatedMessage()).isEqualTo(1 << 20);
        assertThat(settings.limits().backend().mediatedFrame()).isEqualTo(1 << 20);
        assertThat(settings.times().idle()).isEqualTo(Duration.ofSeconds(5));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "inbound.ws.port,0",
        "inbound.ws.port,65535",
        "ws.client.side.broadcast.level,2",
        "ws.use.port.offset,TRUE",
        "ws.read.ahead,8",
        "ws.read.ahead,'8, 64KiB'",
        "ws.max.message.size,1",
        "ws.idle.timeout,0",
        "ws.max.message.size.backend,3GiB",
        "ws.max.connections,9500",
        "ws.ping.interval,20s",
        "ws.max.lifetime,2h",
        "ws.max.lifetime.jitter,25%",
        "ws.slow.consumer,close",
        "ws.subprotocols,'v12.stomp, mqtt'",
        "ws.headers.preserve,'Authorization, X-*'",
        "ws.compression,false",
        "ws.pass.through.control.frames,true",
        "ws.idle.timeout,90",
        "ws.push.slow.consumer,drop-oldest",
        "ws.shutdown.status.code,4999",
        "ws.boss.thread.pool.size,many",
        "ws.worker.thread.pool.size,4",
        "sequential,true"
    })
    void aGoodValueIsTaken(String parameter, String value) {
        parse(Map.of(parameter, value), Map.of());
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "inbound.ws.port,x,error MYL-3002",
        "inbound.ws.port,65536,error MYL-3002",
        "inbound.ws.port,-1,error MYL-3002",
        "ws.client.side.broadcast.level,3,error MYL-3002",
        "ws.use.port.offset,yes,error MYL-3002",
        "ws.path,chat,error MYL-3002",
        "ws.path,/{a}{b},error MYL-3002",
        "ws.max.message.size,0,error MYL-3002",
        "ws.max.message.size,big,error MYL-3002",
        "ws.max.message.size.client,0,error MYL-3002",
        "ws.max.connections,many,error MYL-3002",
        "ws.max.handshake.rate,-1,error MYL-3002",
        "ws.max.lifetime.jitter,101%,error MYL-3002",
        "ws.pong.timeout,0,error MYL-3002",
        "ws.slow.consumer,wait,error MYL-3002",
        "ws.compression,maybe,error MYL-3002",
        "ws.read.ahead,0,error MYL-3002",
        "ws.read.ahead,'8, x',error MYL-3002",
        "ws.read.ahead,'8, 0',error MYL-3002",
        "ws.idle.timeout,soon,error MYL-3002",
        "ws.idle.timeout,-1s,error MYL-3002",
        "ws.handshake.timeout,0,error MYL-3002",
        "ws.backend.handshake.timeout,1000000h,error MYL-3002",
        "ws.write.low.water.mark,65KiB,error MYL-3002",
        "ws.push.slow.consumer,wait,error MYL-3002",
        "ws.shutdown.status.code,abc,warning MYL-3002",
        "ws.shutdown.status.code,1005,warning MYL-3002",
        "ws.pipeline.handler.class,org.wso2.carbon.Gate,error MYL-3005"
    })
    void aBadValueIsReportedWithNameValueAndRule(String parameter, String value, String problem) {
        parse(Map.of(parameter, value), Map.of());
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith(problem)
                .contains(parameter + ": ")
                .contains("(expected: ");
    }

    @Test
    void aDirectionsOwnLimitWinsOverThatOfBoth() {
        InboundSettings settings = parse(
                Map.of(
                        "ws.max.message.size",
                        "1MiB",
                        "ws.max.message.size.client",
                        "64KiB",
                        "ws.max.frame.size",
                        "32KiB"),
                Map.of());
        assertThat(settings.limits().client()).isEqualTo(new Limits.Sizes(64 << 10, 32 << 10));
        assertThat(settings.limits().backend()).isEqualTo(new Limits.Sizes(1 << 20, 32 << 10));
    }

    @Test
    void anEndpointsLimitOfBothDirectionsWinsOverTheDefaultOfOne() {
        InboundSettings settings = parse(
                Map.of("ws.max.message.size", "3MiB", "ws.max.frame.size", "32KiB", "ws.max.frame.size.client", "8KiB"),
                Map.of(
                        "ws.max.frame.size",
                        "1KiB",
                        "ws.max.frame.size.backend",
                        "2KiB",
                        "ws.max.message.size.client",
                        "4KiB"));
        assertThat(settings.limits().backend()).isEqualTo(new Limits.Sizes(3 << 20, 32 << 10));
        assertThat(settings.limits().client()).isEqualTo(new Limits.Sizes(3 << 20, 8 << 10));
    }

    @Test
    void aDefaultOfOneDirectionWinsOverTheDefaultOfBoth() {
        InboundSettings settings =
                parse(Map.of(), Map.of("ws.max.frame.size", "1KiB", "ws.max.frame.size.backend", "2KiB"));
        assertThat(settings.limits().client().frame()).isEqualTo(1 << 10);
        assertThat(settings.limits().backend().frame()).isEqualTo(2 << 10);
    }

    @Test
    void aMissingPortIsAnErrorAndAnUnknownNameAWarningWithAHint() {
        InboundSettings.parse(
                "in", Map.of(), Map.of(), (parameter, error, code, text, hint) -> problems.add(code + error));
        assertThat(problems).containsExactly("MYL-3003true");
        problems.clear();
        parse(Map.of("ws.idle.timeot", "5s"), Map.of());
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("warning MYL-3001")
                .contains("ws.idle.timeout?");
    }
}
