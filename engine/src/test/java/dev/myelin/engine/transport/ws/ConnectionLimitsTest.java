package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many may connect, and from where. */
class ConnectionLimitsTest {
    private static EngineHarness engine;

    @BeforeAll
    static void start() {
        String toml = "[websocket]\nmax_total_connections = 6\n";
        engine = Artefacts.engine(conf -> conf.toml(toml)
                .definitions(inbound("free", "echo")
                        + inbound("two", "echo", "ws.max.connections=2")
                        + inbound("address", "echo", "ws.max.connections.per.address=1")
                        + inbound("rate", "echo", "ws.max.handshake.rate=1")
                        + inbound("slow", "echo", "ws.handshake.timeout=300ms")
                        + inbound("listed", "echo", "ws.allowed.origins=https://My_App:8443, [::1], null")
                        + inbound("same", "echo")
                        + sequence("echo", "<respond/>")
                        + Artefacts.OUT));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static SessionRegistry sessions() {
        return engine.engine().sessions();
    }

    private static RawWebSocket.Frame closeOf(RawWebSocket client) throws IOException {
        client.close(1000, "");
        return client.read();
    }

    @ParameterizedTest
    @CsvSource({
        "free, 6, 503, 10, [websocket] max_total_connections = 6, TOTAL_CONNECTIONS",
        "two, 2, 503, 10, ws.max.connections = 2, ENDPOINT_CONNECTIONS",
        "address, 1, 429, 10, ws.max.connections.per.address = 1, ADDRESS_CONNECTIONS"
    })
    void oneClientMoreIsRefusedUntilOneHasGone(
            String name, int limit, int status, String retryAfter, String logged, CloseCause cause) throws Exception {
        await().until(() -> sessions().all().isEmpty());
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            clients.add(open(name));
        }
        long before = sessions().refusals(cause);
        for (int i = 0; i < 3; i++) {
            try (RawWebSocket refused = RawWebSocket.connect(engine.wsPort(name), "/")) {
                assertThat(refused.status()).isEqualTo(status);
                assertThat(refused.header("Retry-After")).isEqualTo(retryAfter);
            }
        }
        assertThat(sessions().refusals(cause)).isEqualTo(before + 3);
        assertThat(engine.log().containing(logged)).hasSize(1);
        closeOf(clients.remove(0));
        clients.add(open(name));
        for (RawWebSocket each : clients) {
            each.text("alive");
            assertThat(each.readText()).isEqualTo("alive");
            closeOf(each);
            each.close();
        }
    }

    /** A place is free a moment after its client has seen the end. */
    private static RawWebSocket open(String name) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> RawWebSocket.open(engine.wsPort(name), "/"), client -> true);
    }

    @Test
    void handshakesThatComeTooFastAreRefused() throws Exception {
        long before = sessions().refusals(CloseCause.HANDSHAKE_RATE);
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("rate"), "/")) {
                if (client.status() == 429) {
                    refused++;
                    assertThat(client.header("Retry-After")).isEqualTo("1");
                }
            }
        }
        assertThat(refused).isPositive();
        assertThat(sessions().refusals(CloseCause.HANDSHAKE_RATE)).isEqualTo(before + refused);
        assertThat(engine.log().containing("ws.max.handshake.rate = 1")).hasSize(1);
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> RawWebSocket.open(
                        engine.wsPort("rate"), "/")
                .close());
    }

    @Test
    void aClientThatNeverSendsAnythingIsAnsweredAndCutOff() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("slow"))) {
            client.readHead();
            assertThat(client.status()).isEqualTo(408);
            client.rest();
        }
    }

    @Test
    void aClientThatSendsItsHeadersByteByByteHasNoMoreTime() throws Exception {
        long before = sessions().refusals(CloseCause.HANDSHAKE_TIMEOUT);
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("slow"))) {
            client.raw("GET / HTTP/1.1\r\nX-Endless: ".getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        client.raw(new byte[] {'x'});
                        return client.socket().getInputStream().available() > 0;
                    });
            client.readHead();
            assertThat(client.status()).isEqualTo(408);
        }
        assertThat(sessions().refusals(CloseCause.HANDSHAKE_TIMEOUT)).isGreaterThan(before);
    }

    @Test
    void aBodyWithoutEndIsRefusedByItsHead() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("slow"))) {
            client.request(List.of(
                    "GET / HTTP/1.1",
                    "Host: a",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Transfer-Encoding: chunked",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
            assertThat(client.status()).isEqualTo(400);
            await().atMost(Duration.ofSeconds(60)).until(() -> isCut(client));
        }
    }

    private static boolean isCut(RawWebSocket client) {
        try {
            client.raw("1\r\nx\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "listed, http://my_app, 101",
        "listed, HTTPS://MY_APP:1, 101",
        "listed, http://[::1]:3000, 101",
        "listed, null, 101",
        "listed, https://my_app.evil.example, 403",
        "listed, https://evil.example/my_app, 403",
        "listed, http://localhost, 403",
        "same, http://localhost:3000, 101",
        "same, https://LOCALHOST, 101",
        "same, null, 403",
        "same, '', 403",
        "same, http://, 403",
        "same, http://localhost.evil.example, 403",
        "same, http://127.0.0.1, 403"
    })
    void originsAreComparedByHost(String name, String origin, int status) throws Exception {
        await().until(() -> sessions().all().isEmpty());
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort(name), "/", "Origin: " + origin)) {
            assertThat(client.status()).isEqualTo(status);
        }
    }

    @Test
    void refusedOriginsAreCountedAndLoggedWithTheParameter() throws Exception {
        long before = sessions().refusals(CloseCause.ORIGIN);
        for (int i = 0; i < 3; i++) {
            RawWebSocket.connect(engine.wsPort("same"), "/", "Origin: http://evil.example")
                    .close();
        }
        assertThat(sessions().refusals(CloseCause.ORIGIN)).isEqualTo(before + 3);
        assertThat(engine.log().containing("ws.allowed.origins")).isNotEmpty();
    }
}
