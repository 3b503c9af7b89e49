package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may be connected with the management port when many want to be. */
class PlacesTest {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));

    private final List<RawWebSocket> clients = new ArrayList<>();
    private EngineHarness engine;
    private ManagementServer server;

    @BeforeEach
    void start() {
        engine = EngineHarness.start(
                conf -> conf.toml("[management]\nport = 0\nusername = 'admin'\npassword = 'admin'\n"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterEach
    void stop() throws IOException {
        closeAll();
        engine.close();
        server.close();
    }

    private void closeAll() throws IOException {
        for (RawWebSocket client : clients) {
            client.close();
        }
    }

    private RawWebSocket connect() throws IOException {
        RawWebSocket client = RawWebSocket.tcp(URI.create(server.address()).getPort());
        clients.add(client);
        return client;
    }

    private static void ask(RawWebSocket client) throws IOException {
        client.request(
                List.of("GET /management/inbound-endpoints HTTP/1.1", "Host: localhost", "Authorization: " + BASIC));
        assertThat(client.status()).isEqualTo(200);
        client.body(Integer.parseInt(client.header("Content-Length")));
    }

    @Test
    void whoIsIdleWithoutThePasswordKeepsNobodyAway() throws Exception {
        RawWebSocket known = connect();
        ask(known);
        RawWebSocket oldest = connect();
        for (int i = 0; i < 98; i++) {
            connect();
        }
        ask(connect());
        assertThat(oldest.atEnd()).isTrue();
        ask(known);
    }

    @Test
    void connectionsBeyondAHundredAreClosed() throws Exception {
        for (int i = 0; i < 100; i++) {
            ask(connect());
        }
        assertThat(connect().atEnd()).isTrue();
        closeAll();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            RawWebSocket client = connect();
            client.request(List.of("GET /health/live HTTP/1.1", "Host: localhost"));
            return client.status() == 200;
        });
    }
}
