package dev.myelin.engine.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code listener.request_timeout} and {@code listener.idle_timeout}: callers that hold a connection and say little. */
class CallerTimesTest {
    private static final String HEAD = "POST /services/echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n";

    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toml =
                "[transport.ws]\nsender.enable = true\n[transport.http]\nlistener.port = @port:http@\nlistener.request_timeout = \"1s\"\n"
                        + "listener.idle_timeout = 4000\n";
        engine = EngineHarness.start(conf -> conf.toml(toml)
                .definitions("<proxy name='echo'><target><inSequence><respond/></inSequence></target></proxy>"
                        + "<proxy name='slow'><target><inSequence><call><endpoint><address uri='" + backend.address("/")
                        + "'/></endpoint></call><respond/></inSequence></target></proxy>"
                        + "<sequence name='in'><respond/></sequence>"
                        + "<inboundEndpoint name='mixed' protocol='httpws' sequence='in'><parameters>"
                        + "<parameter name='port'>@port:mixed@</parameter>"
                        + "<parameter name='ws.handshake.timeout'>300ms</parameter></parameters></inboundEndpoint>"
                        + "<inboundEndpoint name='bound' protocol='ws' sequence='in'><parameters>"
                        + "<parameter name='ws.listener'>http</parameter>"
                        + "<parameter name='ws.path'>/bound</parameter></parameters></inboundEndpoint>"));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private static int port(String listener) {
        return listener.equals("http") ? engine.httpPort() : engine.wsPort(listener);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void isTimedOut(RawWebSocket client) throws IOException {
        client.readHead();
        assertThat(client.status()).isEqualTo(408);
        assertThat(client.header("Connection")).isEqualTo("close");
        client.rest();
    }

    /** Sends {@code part} every moment until there is an answer. */
    private static void drip(RawWebSocket client, String part) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    client.raw(ascii(part));
                    return client.socket().getInputStream().available() > 0;
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "mixed"})
    void whoNeverSendsAnythingIsAnsweredAndCutOff(String listener) throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(port(listener))) {
            isTimedOut(client);
        }
    }

    @ParameterizedTest
    @CsvSource({"http, ''", "http, 'X-First: 1\r\n'", "mixed, ''"})
    void headersWithoutEndHaveNoMoreTime(String listener, String first) throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(port(listener))) {
            client.raw(ascii(HEAD + first + "X-Endless: "));
            drip(client, "x");
            isTimedOut(client);
        }
    }

    @Test
    void headersWithoutEndHaveNoMoreTimeBehindAnotherRequest() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.raw(ascii(HEAD + "Content-Length: 2\r\n\r\nok"));
            client.readHead();
            assertThat(client.body(2)).isEqualTo("ok");
            client.raw(ascii(HEAD + "X-Endless: "));
            drip(client, "x");
            isTimedOut(client);
        }
    }

    @Test
    void aBodyThatStopsIsGivenUp() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.raw(ascii(HEAD + "Content-Length: 20000\r\n\r\n" + "x".repeat(10_000)));
            isTimedOut(client);
        }
    }

    @Test
    void aBodyThatDripsIsGivenUp() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.raw(ascii(HEAD + "Transfer-Encoding: chunked\r\n\r\n"));
            drip(client, "1\r\nx\r\n");
            isTimedOut(client);
        }
    }

    @Test
    void aBodyThatGoesOnMayTakeLonger() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.raw(ascii(HEAD + "Content-Length: 150000\r\n\r\n"));
            int[] sent = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        client.raw(ascii("x".repeat(5_000)));
                        return ++sent[0] == 30;
                    });
            client.readHead();
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.body(150_000)).hasSize(150_000);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            int[] answered = {0};
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        client.raw(ascii(HEAD + "Content-Length: 2\r\n\r\nok"));
                        client.readHead();
                        return client.body(2).equals("ok") && ++answered[0] == 10;
                    });
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void anAnswerMayTakeLonger() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.raw(ascii(HEAD.replace("echo", "slow") + "Content-Length: 2\r\n\r\nok"));
            try (ScriptedBackend.Peer peer = backend.next()) {
                peer.read();
                await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
                peer.text("late");
                client.readHead();
                assertThat(client.body(4)).isEqualTo("late");
            }
        }
    }

    @Test
    void aWebSocketIsNoConcernOfTheirs() throws Exception {
        try (RawWebSocket bound = RawWebSocket.open(engine.httpPort(), "/bound");
                RawWebSocket mixed = RawWebSocket.open(engine.wsPort("mixed"), "/")) {
            await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
            for (RawWebSocket client : new RawWebSocket[] {bound, mixed}) {
                client.text("alive");
                assertThat(client.readText()).isEqualTo("alive");
            }
        }
    }
}
