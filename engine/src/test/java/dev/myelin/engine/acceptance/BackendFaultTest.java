package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.samples.EchoBackend;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The WebSocket back-end goes and comes back; the engine runs on. */
class BackendFaultTest {
    private EngineHarness engine;
    private Optional<EchoBackend> echo = Optional.empty();

    @BeforeEach
    void start() {
        engine = EngineHarness.start(conf -> Folders.copy("conf", conf));
    }

    @AfterEach
    void stop() {
        stopBackend();
        engine.close();
    }

    @Test
    void withoutABackendTheFaultSequenceRunsAndTheCallerGets503() throws Exception {
        HttpResponse<String> answer = post("{\"secret\":1}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("secret", "localhost", "" + engine.wsPort("8082"));
        assertThat(engine.log().containing("myelin.log.fault"))
                .singleElement()
                .asString()
                .contains("ERROR_CODE = 101503")
                .containsPattern("ERROR_MESSAGE = .");
    }

    @Test
    void withoutABackendAHandshakeIsAnsweredWith502() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("9092"), "/")) {
            assertThat(client.status()).isEqualTo(502);
        }
        assertThat(engine.log().containing("myelin.log.fault"))
                .singleElement()
                .asString()
                .contains("ERROR_CODE = 101503");
    }

    @Test
    void aLiveClientGetsACloseFrameAtOnceAndTheNextOneIsServedWithoutARestart() throws Exception {
        startBackend();
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("9092"), "/")) {
            client.text("up");
            assertThat(client.readText()).isEqualTo("up");

            Instant gone = Instant.now();
            stopBackend();
            RawWebSocket.Frame close = client.read();

            assertThat(Duration.between(gone, Instant.now())).isLessThan(Duration.ofSeconds(4));
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(1014);
            assertThat(close.closeReason()).doesNotContain("localhost", "" + engine.wsPort("8082"));
        }
        try (RawWebSocket refused = RawWebSocket.connect(engine.wsPort("9092"), "/")) {
            assertThat(refused.status()).isEqualTo(502);
        }
        startBackend();
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("9092"), "/")) {
            client.text("back again");
            assertThat(client.readText()).isEqualTo("back again");
        }
    }

    @Test
    void aBackendThatSaysGoodbyeIsPassedOnWithItsCodeAndReason() throws Exception {
        try (ScriptedBackend backend = ScriptedBackend.start(engine.wsPort("8082"));
                RawWebSocket client = RawWebSocket.open(engine.wsPort("9092"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.close(4321, "see you");
            RawWebSocket.Frame close = client.read();

            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(4321);
            assertThat(close.closeReason()).isEqualTo("see you");
        }
    }

    @Test
    void theNextHttpMessageWorksOnceTheBackendIsBack() throws Exception {
        startBackend();
        assertThat(post("{\"n\":1}").statusCode()).isEqualTo(202);
        awaitEchoOf("{\"n\":1}");

        stopBackend();
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(post("{\"n\":2}").statusCode()).isEqualTo(503));

        startBackend();
        assertThat(post("{\"n\":3}").statusCode()).isEqualTo(202);
        awaitEchoOf("{\"n\":3}");
    }

    private HttpResponse<String> post(String body) throws Exception {
        return Http.postJson("http://localhost:" + engine.httpPort() + "/services/websocketProxy1", body);
    }

    private void awaitEchoOf(String payload) {
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(engine.log().containing("myelin.log.outDispatchSeq"))
                .anyMatch(line -> line.contains(payload)));
    }

    private void startBackend() {
        echo = Optional.of(EchoBackend.start("localhost", engine.wsPort("8082"), "/websocket"));
    }

    private void stopBackend() {
        echo.ifPresent(EchoBackend::close);
        echo = Optional.empty();
    }
}
