package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code conf/}, what {@code bin/start.sh} runs: the first thing that a new user sees. */
class DefaultConfTest {
    private static final String MI_SUBPROTOCOL = "synapse(contentType='application/json')";

    private EngineHarness engine;
    private EchoBackend echo;

    @BeforeEach
    void start() {
        engine = EngineHarness.start(conf -> Folders.copy("conf", conf));
        echo = EchoBackend.start("localhost", engine.wsPort("8082"), "/websocket");
    }

    @AfterEach
    void stop() {
        engine.close();
        echo.close();
    }

    @Test
    void nothingIsWrongWithIt() {
        assertThat(engine.engine().diagnostics()).isEmpty();
        assertThat(engine.errors()).isEmpty();
        assertThat(engine.log().lines()).noneMatch(line -> line.startsWith("WARN") || line.startsWith("ERROR"));
    }

    @Test
    void anHttpCallerGets202AndTheEchoRunsTheOutSequenceWithItsPayload() throws Exception {
        HttpResponse<String> answer =
                Http.postJson("http://localhost:" + engine.httpPort() + "/services/websocketProxy1", "{\"hello\":1}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(engine.log().containing("myelin.log.outDispatchSeq"))
                .anyMatch(line -> line.contains("{\"hello\":1}")));
        assertThat(engine.log().containing("myelin.log.dispatchSeq"))
                .singleElement()
                .asString()
                .contains("LOGGED_MESSAGE = LOGGED", "{\"hello\":1}");
    }

    @Test
    void aWebSocketClientGetsItsMessagesBackByteForByte() throws Exception {
        byte[] bytes = new byte[70_000];
        new Random(1).nextBytes(bytes);
        try (JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9092") + "/")) {
            for (String text : new String[] {"{message:\"hello web socket test\"}", "", "  ä€\uD83D\uDE00\t\n"}) {
                assertThat(client.text(text).nextText()).isEqualTo(text);
            }
            for (byte[] message : new byte[][] {bytes, {}, {0, -1, -2}}) {
                JdkWebSocket.Received back = client.binary(message).next();
                assertThat(back.kind()).isEqualTo("binary");
                assertThat(back.payload()).isEqualTo(message);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/any/path?with=query"})
    void everyPathOfThePortIsServed(String path) throws Exception {
        try (JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9092") + path)) {
            assertThat(client.text("hello").nextText()).isEqualTo("hello");
        }
    }

    @Test
    void theSubprotocolOfMiIsAgreedAndMessagesStayAsTheyAre() throws Exception {
        try (RawWebSocket client =
                RawWebSocket.open(engine.wsPort("9092"), "/", "Sec-WebSocket-Protocol: " + MI_SUBPROTOCOL)) {
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo(MI_SUBPROTOCOL);
            client.text("{ \"sample message\" : \"test\" }");
            assertThat(client.readText()).isEqualTo("{ \"sample message\" : \"test\" }");
            client.binary(new byte[] {0, 1, -1});
            RawWebSocket.Frame back = client.read();
            assertThat(back.opcode()).isEqualTo(2);
            assertThat(back.payload()).containsExactly(0, 1, -1);
        }
    }

    @Test
    void aClientsCloseComesBackWithItsCode() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("9092"), "/")) {
            client.close(4001, "enough");
            RawWebSocket.Frame back = client.read();
            assertThat(back.opcode()).isEqualTo(8);
            assertThat(back.closeCode()).isEqualTo(4001);
            assertThat(client.atEnd()).isTrue();
        }
    }
}
