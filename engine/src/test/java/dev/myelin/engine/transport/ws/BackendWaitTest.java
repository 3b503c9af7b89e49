package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long anybody waits for a back-end connection, and how many there are. */
class BackendWaitTest {
    private ScriptedBackend backend;

    @BeforeEach
    void start() throws IOException {
        backend = ScriptedBackend.start();
    }

    @AfterEach
    void stop() throws IOException {
        backend.close();
    }

    private static String endpoint(String address, String inAddress, String properties) {
        return "<send><endpoint><address uri='" + address + "'>" + inAddress + "</address>" + properties
                + "</endpoint></send>";
    }

    private void isSilent() {
        backend.answering(request -> {
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return ScriptedBackend.Answer.refuse(500);
        });
    }

    @Test
    void theTimeoutOfTheEndpointBoundsTheHandshakeWithItsBackend() throws Exception {
        isSilent();
        String brief = endpoint(backend.address("/"), "<timeout><duration>200</duration></timeout>", "");
        try (EngineHarness engine = Artefacts.engine(
                        inbound("brief", "brief", "ws.backend.handshake.timeout=60s"), sequence("brief", brief));
                RawWebSocket client = RawWebSocket.connect(engine.wsPort("brief"), "/")) {
            assertThat(client.status()).isEqualTo(504);
        }
    }

    @Test
    void aBackendThatNobodyAcceptsForIsATimeoutToo() throws Exception {
        List<Socket> queued = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // The queue of a listener that never accepts: filled, it drops what comes.
            for (int i = 0; i < 3; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                Thread connecting = new Thread(() -> connect(socket, full.getLocalPort()));
                connecting.setDaemon(true);
                connecting.start();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> queued.stream().filter(Socket::isConnected).count() >= 2);
            String address = "ws://127.0.0.1:" + full.getLocalPort() + "/";
            try (EngineHarness engine = Artefacts.engine(
                            inbound("in", "in", "ws.backend.handshake.timeout=300ms"), sequence("in", send(address)));
                    RawWebSocket client = RawWebSocket.connect(engine.wsPort("in"), "/")) {
                assertThat(client.status()).isEqualTo(504);
            }
        } finally {
            for (Socket each : queued) {
                each.close();
            }
        }
    }

    private static void connect(Socket socket, int port) {
        try {
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
        } catch (IOException e) {
            // The listener is gone.
        }
    }

    @Test
    void aClientThatHangsUpEndsTheHandshakeWithTheBackend() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        backend.answering(request -> {
            asked.countDown();
            new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            return ScriptedBackend.Answer.refuse(500);
        });
        try (EngineHarness engine = Artefacts.engine(
                inbound("in", "in", "ws.backend.handshake.timeout=60s", "ws.handshake.timeout=60s"),
                sequence(
                        "in",
                        endpoint(
                                backend.address("/"),
                                "",
                                "<property name='ws.backend.max.connections' value='1'/>")))) {
            try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("in"))) {
                client.raw(("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> engine.engine().sessions().refusals(CloseCause.CLIENT_LOST) == 1);
            // The place of the connection that was given up is free again.
            backend.answering(request -> ScriptedBackend.Answer.accept(""));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                try (RawWebSocket next = RawWebSocket.connect(engine.wsPort("in"), "/")) {
                    return next.status() == 101;
                }
            });
        }
    }

    @Test
    void beyondTheConnectionsOfABackendHandshakesGet503() throws Exception {
        String one = endpoint(backend.address("/"), "", "<property name='ws.backend.max.connections' value='1'/>");
        try (EngineHarness engine = Artefacts.engine(inbound("in", "in"), sequence("in", one), proxy("ask", one));
                RawWebSocket first = RawWebSocket.open(engine.wsPort("in"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            for (int i = 0; i < 3; i++) {
                try (RawWebSocket second = RawWebSocket.connect(engine.wsPort("in"), "/")) {
                    assertThat(second.status()).isEqualTo(503);
                }
            }
            try (RawWebSocket caller = RawWebSocket.tcp(engine.httpPort())) {
                caller.request(List.of("POST /services/ask HTTP/1.1", "Host: a", "Content-Length: 0"));
                assertThat(caller.status()).isEqualTo(503);
            }
            assertThat(engine.log().containing("ws.backend.max.connections = 1 is reached"))
                    .hasSize(1);
            first.text("alive");
            assertThat(peer.read().text()).isEqualTo("alive");
        }
    }

    @Test
    void aWrongLimitOfConnectionsIsReportedAtItsEndpoint() {
        String wrong = endpoint(backend.address("/"), "", "<property name='ws.backend.max.connections' value='few'/>");
        try (EngineHarness engine = Artefacts.engine(inbound("in", "in"), sequence("in", wrong))) {
            assertThat(engine.engine().diagnostics()).anySatisfy(each -> assertThat(each.message())
                    .isEqualTo("ws.backend.max.connections: few (expected: a number from 0)"));
        }
    }

    @Test
    void bothDirectionsShareALegThatOneOfThemIsOpening() throws Exception {
        CountDownLatch bothWait = new CountDownLatch(1);
        try (ScriptedBackend primary = ScriptedBackend.start()) {
            backend.answering(request -> {
                bothWait.await(60, TimeUnit.SECONDS);
                return ScriptedBackend.Answer.accept("");
            });
            String toSecond = send(backend.address("/second"));
            try (EngineHarness engine = Artefacts.engine(
                            inbound("in", "in", "ws.outflow.dispatch.sequence=back"),
                            sequence("in", onHandshake(send(primary.address("/1")), toSecond)),
                            sequence(
                                    "back",
                                    Artefacts.when(
                                            "websocket.target.handshake.present",
                                            "",
                                            "<log level='custom'><property name='now' value='waits'/></log>"
                                                    + toSecond)));
                    RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/");
                    ScriptedBackend.Peer peer = primary.next()) {
                client.text("from the client");
                await().atMost(Duration.ofSeconds(60)).until(() -> backend.handshakes() == 1);
                peer.text("from the back-end");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !engine.log().containing("now = waits").isEmpty());
                bothWait.countDown();
                try (ScriptedBackend.Peer shared = backend.next()) {
                    assertThat(List.of(shared.read().text(), shared.read().text()))
                            .containsExactly("from the client", "from the back-end");
                }
                assertThat(backend.handshakes()).isEqualTo(1);
            }
        }
    }
}
