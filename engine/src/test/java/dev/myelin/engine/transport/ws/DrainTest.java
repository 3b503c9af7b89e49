package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.inboundAt;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.samples.EchoBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the engine, or one inbound endpoint of it, ends while clients are connected. */
class DrainTest {
    private static final Duration DRAIN_TIME = Duration.ofMillis(400);
    private ScriptedBackend backend;
    private EchoBackend echo;

    @BeforeEach
    void start() throws IOException {
        backend = ScriptedBackend.start();
        echo = EchoBackend.start("127.0.0.1", 0, "/echo");
    }

    @AfterEach
    void stop() throws IOException {
        backend.close();
        echo.close();
    }

    /** Sequence {@code echo} to the echo back-end. */
    private String echo(EchoGateway.Tier tier) {
        String toEcho = send("ws://127.0.0.1:" + echo.port() + "/echo");
        return sequence("echo", tier == EchoGateway.Tier.MEDIATED ? property("seen", "true") + toEcho : toEcho);
    }

    private static CompletableFuture<Void> closing(EngineHarness engine) {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(engine::close, DrainTest::onThread);
        await().atMost(Duration.ofSeconds(60)).until(() -> !engine.engine().ready());
        return closed;
    }

    private static void ends(CompletableFuture<Void> closing) {
        assertThat(closing).succeedsWithin(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @EnumSource
    void newHandshakesGet503WhileSessionsEnd(EchoGateway.Tier tier) throws Exception {
        EngineHarness engine = Artefacts.engine(inbound("echo", "echo"), echo(tier));
        assertThat(engine.engine().ready()).isTrue();
        int port = engine.wsPort("echo");
        try (RawWebSocket client = RawWebSocket.open(port, "/");
                RawWebSocket early = RawWebSocket.tcp(port)) {
            CompletableFuture<Void> closing = closing(engine);
            assertThat(client.read().closeCode()).isEqualTo(1001);
            try (RawWebSocket late = RawWebSocket.connect(port, "/")) {
                assertThat(late.status()).isEqualTo(503);
                assertThat(late.header("Retry-After")).isEqualTo("10");
            }
            assertThat(engine.engine().sessions().refusals(CloseCause.DRAINING)).isPositive();
            client.close(1001, "");
            // One that has sent nothing is told when the port closes.
            early.readHead();
            assertThat(early.status()).isEqualTo(503);
            ends(closing);
        }
        assertThat(engine.engine().sessions().ended(CloseCause.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void aHandshakeUnderWayIsRefusedAndItsBackendLeftAlone() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        backend.answering(request -> {
            asked.countDown();
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return ScriptedBackend.Answer.accept("");
        });
        EngineHarness engine = Artefacts.engine(inbound("paired", "paired"), sequence("paired", send(address())));
        CompletableFuture<RawWebSocket> client =
                CompletableFuture.supplyAsync(() -> connect(engine.wsPort("paired")), DrainTest::onThread);
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> closing = closing(engine);
        try (RawWebSocket refused = client.get(60, TimeUnit.SECONDS)) {
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("10");
        }
        ends(closing);
    }

    private String address() {
        return backend.address("/b");
    }

    private static RawWebSocket connect(int port) {
        try {
            return RawWebSocket.connect(port, "/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionsEndSpreadOverTheDrainTime(EchoGateway.Tier tier) throws Exception {
        String toml = Artefacts.SENDER + "[server]\ndrain_time = \"" + DRAIN_TIME.toMillis() + "ms\"\n";
        EngineHarness engine = EngineHarness.start(
                conf -> conf.toml(toml).definitions(inbound("echo", "echo") + echo(tier) + Artefacts.OUT));
        List<RawWebSocket> clients = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            clients.add(RawWebSocket.open(engine.wsPort("echo"), "/"));
        }
        long began = System.nanoTime();
        CompletableFuture<Void> closing = closing(engine);
        long[] told = new long[clients.size()];
        for (int i = 0; i < told.length; i++) {
            RawWebSocket each = clients.get(i);
            assertThat(each.read().closeCode()).isEqualTo(1001);
            told[i] = System.nanoTime() - began;
            each.close(1001, "");
            each.close();
        }
        ends(closing);
        Arrays.sort(told);
        for (int i = 0; i < told.length; i++) {
            assertThat(told[i]).isGreaterThanOrEqualTo(DRAIN_TIME.toNanos() * i / told.length);
        }
        assertThat(engine.engine().sessions().ended(CloseCause.SHUTDOWN)).isEqualTo(told.length);
    }

    @Test
    void aFrameThatDoesNotEndDelaysTheEndForTheCloseTimeoutOnly() throws Exception {
        EngineHarness engine = Artefacts.engine(
                inbound("relay", "relay", "ws.close.timeout=300ms"), sequence("relay", send(address())));
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("relay"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            byte[] frame = RawWebSocket.encode(0x82, new byte[1000], true);
            client.raw(Arrays.copyOf(frame, 500));
            assertThat(peer.socket().getInputStream().readNBytes(500)).hasSize(500);
            CompletableFuture<Void> closing = closing(engine);
            assertThat(client.read().closeCode()).isEqualTo(1001);
            // No close frame in the middle of another one.
            assertThat(peer.atEnd()).isTrue();
            assertThat(client.atEnd()).isTrue();
            ends(closing);
        }
    }

    @Test
    void aRequestUnderWayIsAnsweredAndItsConnectionEnds() throws Exception {
        EngineHarness engine = Artefacts.engine(proxy("ask", call(address()) + "<respond/>"));
        try (RawWebSocket caller = RawWebSocket.tcp(engine.httpPort())) {
            caller.raw(("POST /services/ask HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n"
                            + "Content-Length: 5\r\n\r\nhello")
                    .getBytes(StandardCharsets.ISO_8859_1));
            try (ScriptedBackend.Peer peer = backend.next()) {
                assertThat(peer.read().text()).isEqualTo("hello");
                CompletableFuture<Void> closing = closing(engine);
                peer.text("answer");
                caller.readHead();
                assertThat(caller.status()).isEqualTo(200);
                assertThat(caller.header("Connection")).isEqualToIgnoringCase("close");
                assertThat(caller.rest()).isEqualTo("answer");
                // The connection that was kept for the next caller gets its close handshake.
                assertThat(peer.read().closeCode()).isEqualTo(1001);
                peer.close(1001, "");
                ends(closing);
            }
        }
    }

    @Test
    void connectionsOfHttpCallersGetTheirCloseHandshakeWithinATime() throws Exception {
        EngineHarness engine =
                EngineHarness.start(conf -> conf.toml(Artefacts.SENDER + "[websocket]\nclose_timeout = \"200ms\"\n")
                        .definitions(proxy("tell", axis2("OUT_ONLY", "true") + send(address()))
                                + sequence("poolOut", "<drop/>")));
        try (RawWebSocket caller = RawWebSocket.tcp(engine.httpPort())) {
            caller.request(List.of("POST /services/tell HTTP/1.1", "Host: a", "Content-Length: 0"));
            assertThat(caller.status()).isEqualTo(202);
            try (ScriptedBackend.Peer peer = backend.next()) {
                peer.read();
                CompletableFuture<Void> closing = closing(engine);
                assertThat(peer.read().closeCode()).isEqualTo(1001);
                // It never answers.
                ends(closing);
                assertThat(peer.atEnd()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInboundEndpointIsTakenAwayAloneAndItsPathIsFree(EchoGateway.Tier tier) throws Exception {
        try (EngineHarness engine = Artefacts.engine(
                inboundAt("shared", "gone", "echo", "ws.path=/gone", "ws.shutdown.status.code=1012"),
                inboundAt("shared", "stays", "echo", "ws.path=/stays"),
                inbound("alone", "echo"),
                echo(tier))) {
            int shared = engine.wsPort("shared");
            try (RawWebSocket leaving = RawWebSocket.open(shared, "/gone");
                    RawWebSocket staying = RawWebSocket.open(shared, "/stays")) {
                CompletableFuture<Void> undeploy = CompletableFuture.runAsync(
                        () -> engine.engine().undeployInboundEndpoint("gone"), DrainTest::onThread);
                assertThat(leaving.read().closeCode()).isEqualTo(1012);
                try (RawWebSocket late = RawWebSocket.connect(shared, "/gone")) {
                    assertThat(late.status()).isEqualTo(503);
                }
                leaving.close(1012, "");
                ends(undeploy);
                try (RawWebSocket later = RawWebSocket.connect(shared, "/gone")) {
                    assertThat(later.status()).isEqualTo(404);
                }
                staying.text("alive");
                assertThat(staying.readText()).isEqualTo("alive");
                assertThat(engine.engine().sessions().ended(CloseCause.UNDEPLOYED))
                        .isEqualTo(1);
            }
            engine.engine().undeployInboundEndpoint("alone");
            assertThat(engine.engine().addresses()).noneMatch(each -> each.contains(":" + engine.wsPort("alone")));
            assertThatThrownBy(() -> RawWebSocket.tcp(engine.wsPort("alone"))).isInstanceOf(ConnectException.class);
            engine.engine().undeployInboundEndpoint("never there");
            assertThat(engine.engine().ready()).isTrue();
        }
    }

    /** The common pool may have one thread only. */
    private static void onThread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
