package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever comes by a port that speaks HTTP as well meets the limits of a port of the endpoint's own. */
class OnePortLimitsTest {
    private ScriptedBackend backend;
    private EngineHarness engine;

    /** How an inbound endpoint is bound. */
    enum Bound {
        OWN_PORT("ws", "inbound.ws.port", "@port:"),
        HTTPWS("httpws", "port", "@port:"),
        LISTENER("ws", "ws.listener", "http");

        private final String protocol;
        private final String parameter;
        private final String value;

        Bound(String protocol, String parameter, String value) {
            this.protocol = protocol;
            this.parameter = parameter;
            this.value = value;
        }

        String inbound(String name, String sequence, String limit) {
            String where = this == LISTENER ? value : value + name + "@";
            return "<inboundEndpoint name='" + name + "' protocol='" + protocol + "' sequence='" + sequence
                    + "'><parameters>" + parameter(parameter, where) + parameter("ws.path", "/" + name)
                    + parameter("ws.outflow.dispatch.sequence", "out")
                    + parameter(limit.split("=")[0], limit.split("=")[1]) + "</parameters></inboundEndpoint>";
        }

        private static String parameter(String name, String value) {
            return "<parameter name='" + name + "'>" + value + "</parameter>";
        }
    }

    @BeforeEach
    void startBackend() throws IOException {
        backend = ScriptedBackend.start();
    }

    private void start(Bound bound) {
        engine = EngineHarness.start(
                conf -> conf.toml("[transport.ws]\nsender.enable = true\n[websocket]\nmax_total_connections = 4\n")
                        .definitions(bound.inbound("free", "echo", "ws.max.message.size=1MiB")
                                + bound.inbound("two", "echo", "ws.max.connections=2")
                                + bound.inbound("address", "echo", "ws.max.connections.per.address=1")
                                + bound.inbound("rate", "echo", "ws.max.handshake.rate=1")
                                + bound.inbound("listed", "echo", "ws.allowed.origins=https://app.example")
                                + bound.inbound("paired", "paired", "ws.handshake.timeout=300ms")
                                + bound.inbound("patient", "paired", "ws.handshake.timeout=60s")
                                + sequence("echo", "<respond/>")
                                + sequence("paired", send(backend.address("/")))
                                + Artefacts.OUT));
    }

    @AfterEach
    void stop() throws IOException {
        engine.close();
        backend.close();
    }

    private int port(Bound bound, String name) {
        return bound == Bound.LISTENER ? engine.httpPort() : engine.wsPort(name);
    }

    private RawWebSocket connect(Bound bound, String name, String... headers) throws IOException {
        return RawWebSocket.connect(port(bound, name), "/" + name, headers);
    }

    private SessionRegistry sessions() {
        return engine.engine().sessions();
    }

    private void isFullAt(Bound bound, String name, int limit, int status, CloseCause cause) throws IOException {
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < limit; i++) {
            clients.add(connect(bound, name));
            assertThat(clients.get(i).status()).isEqualTo(101);
        }
        long before = sessions().refusals(cause);
        try (RawWebSocket refused = connect(bound, name)) {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.header("Connection")).isEqualToIgnoringCase("close");
            refused.rest();
        }
        assertThat(sessions().refusals(cause)).isEqualTo(before + 1);
        for (RawWebSocket client : clients) {
            client.close();
        }
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            try (RawWebSocket next = connect(bound, name)) {
                return next.status() == 101;
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> sessions().all().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void placesAreCountedAndGivenBack(Bound bound) throws Exception {
        start(bound);
        isFullAt(bound, "two", 2, 503, CloseCause.ENDPOINT_CONNECTIONS);
        isFullAt(bound, "address", 1, 429, CloseCause.ADDRESS_CONNECTIONS);
        isFullAt(bound, "free", 4, 503, CloseCause.TOTAL_CONNECTIONS);
    }

    @ParameterizedTest
    @EnumSource
    void handshakesThatComeTooFastAreRefused(Bound bound) throws Exception {
        start(bound);
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            try (RawWebSocket client = connect(bound, "rate")) {
                refused += client.status() == 429 ? 1 : 0;
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> sessions().all().isEmpty());
        }
        assertThat(refused).isPositive();
        assertThat(sessions().refusals(CloseCause.HANDSHAKE_RATE)).isEqualTo(refused);
    }

    @ParameterizedTest
    @EnumSource
    void otherOriginsAreRefused(Bound bound) throws Exception {
        start(bound);
        try (RawWebSocket own = connect(bound, "listed", "Origin: https://app.example");
                RawWebSocket other = connect(bound, "listed", "Origin: https://evil.example")) {
            assertThat(own.status()).isEqualTo(101);
            assertThat(other.status()).isEqualTo(403);
        }
        assertThat(sessions().refusals(CloseCause.ORIGIN)).isEqualTo(1);
        assertThat(engine.log().containing("ws.allowed.origins")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aHandshakeThatTakesTooLongIsAnswered(Bound bound) throws Exception {
        start(bound);
        CountDownLatch end = new CountDownLatch(1);
        backend.answering(request -> {
            end.await(30, TimeUnit.SECONDS);
            return ScriptedBackend.Answer.accept("");
        });
        try (RawWebSocket client = connect(bound, "paired")) {
            assertThat(client.status()).isEqualTo(504);
        }
        assertThat(sessions().refusals(CloseCause.HANDSHAKE_TIMEOUT)).isEqualTo(1);
        // What does not say yet what it is has the time of requests on the HTTP listener.
        if (bound != Bound.LISTENER) {
            try (RawWebSocket silent = RawWebSocket.tcp(port(bound, "paired"))) {
                silent.raw("GET /paired HTTP/1.1\r\nX-Endless: ".getBytes(StandardCharsets.US_ASCII));
                silent.readHead();
                assertThat(silent.status()).isEqualTo(408);
            }
        }
        end.countDown();
    }

    @ParameterizedTest
    @EnumSource
    void theEndIsToldToSessionsAndHandshakes(Bound bound) throws Exception {
        start(bound);
        CountDownLatch asked = new CountDownLatch(1);
        backend.answering(request -> {
            asked.countDown();
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
            return ScriptedBackend.Answer.accept("");
        });
        CompletableFuture<Integer> underWay = CompletableFuture.supplyAsync(
                () -> {
                    try (RawWebSocket client = connect(bound, "patient")) {
                        return client.status();
                    } catch (IOException e) {
                        return -1;
                    }
                },
                OnePortLimitsTest::onThread);
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        try (RawWebSocket client = connect(bound, "free")) {
            CompletableFuture<Void> closing =
                    CompletableFuture.runAsync(engine.engine()::close, OnePortLimitsTest::onThread);
            assertThat(client.read().closeCode()).isEqualTo(1001);
            assertThat(underWay.get(20, TimeUnit.SECONDS)).isEqualTo(503);
            try (RawWebSocket late = connect(bound, "free")) {
                assertThat(late.status()).isEqualTo(503);
                assertThat(late.header("Retry-After")).isEqualTo("10");
            }
            client.close(1001, "");
            assertThat(closing).succeedsWithin(Duration.ofSeconds(60));
        }
        assertThat(sessions().ended(CloseCause.SHUTDOWN)).isEqualTo(1);
    }

    /** The common pool may have one thread only. */
    private static void onThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
