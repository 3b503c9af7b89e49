package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import dev.myelin.samples.HttpBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples {@code websocket-events} and {@code frame-policies}: what their READMEs say. */
class EventSamplesTest {
    private static EngineHarness sample(String name) {
        return EngineHarness.start(conf -> Folders.copy("samples/" + name, conf));
    }

    private static HttpBackend http(EngineHarness engine) {
        return HttpBackend.start("localhost", engine.wsPort("8083"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket-events", "frame-policies"})
    void aSampleDeploysWithoutAFinding(String name) {
        try (EngineHarness engine = sample(name)) {
            assertThat(engine.engine().diagnostics()).isEmpty();
        }
    }

    @Test
    void anHttpBackendHearsOfEachEventAndAnswers() throws Exception {
        try (EngineHarness engine = sample("websocket-events");
                HttpBackend backend = http(engine)) {
            String id;
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("9099"), "/rooms/blue", "X-Token: let-me-in")) {
                id = client.header("X-Websocket-Connection-Id");
                assertThat(client.header("X-Yc-Apigateway-Websocket-Connection-Id"))
                        .isEqualTo(id);
                client.text("quiet");
                client.text("hello");
                assertThat(client.readText())
                        .startsWith("{\"connection\":\"" + id + "\",\"message\":\"")
                        .endsWith("\",\"room\":\"blue\",\"upper\":\"HELLO\"}");
            }
            await().untilAsserted(() -> assertThat(engine.log().containing("left = " + id))
                    .singleElement()
                    .asString()
                    .contains("code = 1006"));
        }
    }

    @Test
    void clientsWithoutTheTokenAreRefusedAndSoAreAllWithoutTheBackend() throws Exception {
        try (EngineHarness engine = sample("websocket-events")) {
            try (HttpBackend backend = http(engine);
                    RawWebSocket byQuery = RawWebSocket.open(engine.wsPort("9099"), "/rooms/blue?token=let-me-in");
                    RawWebSocket without = RawWebSocket.connect(engine.wsPort("9099"), "/rooms/blue");
                    RawWebSocket wrong = RawWebSocket.connect(engine.wsPort("9099"), "/rooms/blue", "X-Token: wrong")) {
                assertThat(byQuery.status()).isEqualTo(101);
                assertThat(without.status()).isEqualTo(401);
                assertThat(without.rest()).isEqualTo("{\"error\":\"token\"}");
                assertThat(wrong.status()).isEqualTo(401);
            }
            try (RawWebSocket late = RawWebSocket.connect(engine.wsPort("9099"), "/rooms/blue", "X-Token: let-me-in")) {
                assertThat(late.status()).isEqualTo(503);
                assertThat(late.rest()).startsWith("{\"error\": \"10150");
            }
        }
    }

    private static EchoBackend echo(EngineHarness engine, String port) {
        return EchoBackend.start("localhost", engine.wsPort(port), "/websocket");
    }

    @Test
    void framesOfBothSidesRunTheirPolicies() throws Exception {
        try (EngineHarness engine = sample("frame-policies");
                EchoBackend echo = echo(engine, "8082");
                JdkWebSocket client =
                        JdkWebSocket.open("ws://localhost:" + engine.wsPort("9099") + "/ws/echo?user=ada")) {
            assertThat(client.text("{\"type\":\"ping\"}").nextText()).isEqualTo("{\"type\": \"pong\"}");
            client.text("{\"type\":\"secret\"}");
            assertThat(client.text("{\"type\":\"say\",\"text\":\"hello\"}").nextText())
                    .isEqualTo("{\"type\":\"say\",\"text\":\"hello\",\"user\":\"ada\"}");
            client.text("{\"type\":\"list\",\"items\":[{\"n\":1},{\"n\":2}]}");
            assertThat(client.nextText()).isEqualTo("{\"n\":1}");
            assertThat(client.nextText()).isEqualTo("{\"n\":2}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/ws/echo?user=a,X-Nothing,101",
        "/ws/other?user=a,X-Nothing,502",
        "/ws/other?user=a&service=echo,X-Nothing,101",
        "/ws/other?user=a&service=other,X-Service: echo,101",
        "/ws/echo?user=a,X-Service: other,502",
        "/ws/nothing?user=a,X-Nothing,404",
        "/ws/echo,X-Nothing,401",
        "/ws/echo,X-User: ada,101"
    })
    void theUpgradePicksTheServer(String path, String header, int status) throws Exception {
        try (EngineHarness engine = sample("frame-policies");
                EchoBackend echo = echo(engine, "8082");
                RawWebSocket client = RawWebSocket.connect(
                        engine.wsPort("9099"), path, header.contains(":") ? header : header + ": x")) {
            assertThat(client.status()).isEqualTo(status);
        }
    }
}
