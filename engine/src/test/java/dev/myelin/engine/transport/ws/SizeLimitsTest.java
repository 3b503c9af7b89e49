package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.DeflatePeer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ws.max.message.size} and {@code ws.max.frame.size}, each direction for itself. */
class SizeLimitsTest {
    private static final int FRAME_OF_CLIENT = 1_000;
    private static final int MESSAGE_OF_CLIENT = 2_500;
    private static final int FRAME_OF_BACKEND = 3_000;
    private static final int MESSAGE_OF_BACKEND = 7_500;

    private static ScriptedBackend backend;
    private static ScriptedBackend pooled;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        pooled = ScriptedBackend.start();
        String toml = Artefacts.SENDER
                + "[websocket]\nmax_message_size_backend = " + MESSAGE_OF_BACKEND
                + "\nmax_frame_size_backend = " + FRAME_OF_BACKEND
                + "\nmax_message_size_client = " + MESSAGE_OF_CLIENT
                + "\nmax_frame_size_client = " + FRAME_OF_CLIENT + "\n";
        engine = EngineHarness.start(conf -> conf.toml(toml)
                .definitions(String.join(
                        "\n",
                        inbound("paired", "paired"),
                        inbound(
                                "wide",
                                "paired",
                                "ws.max.message.size.client=9000",
                                "ws.max.frame.size.client=9000",
                                "ws.max.message.size.backend=9000",
                                "ws.max.frame.size.backend=9000"),
                        proxy("push", property("OUT_ONLY", "true") + send(pooled.address("/push"))),
                        proxy("askLittle", send(pooled.address("/little"))),
                        proxy("askMuch", send(pooled.address("/much"))),
                        sequence("paired", property("mediated", "true") + send(backend.address("/"))),
                        sequence("poolOut", "<log level='custom'><property name='POOL' value='reply'/></log>"),
                        Artefacts.OUT)));
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(engine.log().containing("LEAK:")).isEmpty();
        engine.close();
        backend.close();
        pooled.close();
    }

    /** Frames of a message of {@code parts} equal parts. */
    private static byte[] frames(int size, int parts, boolean masked) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < parts; i++) {
            int opcode = i == 0 ? 2 : 0;
            int part = i == parts - 1 ? size - size / parts * (parts - 1) : size / parts;
            all.writeBytes(RawWebSocket.encode(opcode | (i == parts - 1 ? 0x80 : 0), new byte[part], masked));
        }
        return all.toByteArray();
    }

    @Test
    void theLimitsThemselvesPassInBothDirections() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.raw(frames(FRAME_OF_CLIENT, 1, true));
            assertThat(peer.read().payload()).hasSize(FRAME_OF_CLIENT);
            client.raw(frames(MESSAGE_OF_CLIENT, 3, true));
            assertThat(peer.read().payload()).hasSize(MESSAGE_OF_CLIENT);
            peer.raw(frames(FRAME_OF_BACKEND, 1, false));
            assertThat(client.read().payload()).hasSize(FRAME_OF_BACKEND);
            peer.raw(frames(MESSAGE_OF_BACKEND, 3, false));
            assertThat(client.read().payload()).hasSize(MESSAGE_OF_BACKEND);
        }
    }

    @ParameterizedTest
    @CsvSource({FRAME_OF_CLIENT + 1 + ", 1", MESSAGE_OF_CLIENT + 1 + ", 3"})
    void moreOfAClientClosesWith1009AndTheBackendLearnsOfIt(int size, int parts) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.raw(frames(size, parts, true));
            assertThat(client.read().closeCode()).isEqualTo(1009);
            assertThat(peer.read().closeCode()).isEqualTo(1001);
        }
        logged("paired");
    }

    @ParameterizedTest
    @CsvSource({FRAME_OF_BACKEND + 1 + ", 1", MESSAGE_OF_BACKEND + 1 + ", 3"})
    void moreOfABackendClosesItWith1009(int size, int parts) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.raw(frames(size, parts, false));
            assertThat(peer.read().closeCode()).isEqualTo(1009);
            assertThat(client.read().closeCode()).isEqualTo(1014);
        }
        logged("paired");
    }

    @Test
    void parametersOfTheEndpointWinOverTheDefaults() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("wide"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.raw(frames(9_000, 1, true));
            assertThat(peer.read().payload()).hasSize(9_000);
            peer.raw(frames(9_000, 1, false));
            assertThat(client.read().payload()).hasSize(9_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {FRAME_OF_CLIENT, FRAME_OF_CLIENT + 1})
    void theFrameLimitIsThatOfTheWireAndTheMessageLimitThatOfWhatItInflatesTo(int wire) throws Exception {
        byte[] noise = new byte[wire - 6];
        new Random(1).nextBytes(noise);
        try (RawWebSocket client = RawWebSocket.open(
                        engine.wsPort("paired"), "/", "Sec-WebSocket-Extensions: permessage-deflate");
                ScriptedBackend.Peer peer = backend.next();
                DeflatePeer deflate = new DeflatePeer(true, true)) {
            byte[] payload = deflate.deflate(noise);
            assertThat(payload).hasSize(wire);
            client.frame(0xC2, payload);
            if (wire > FRAME_OF_CLIENT) {
                assertThat(client.read().closeCode()).isEqualTo(1009);
            } else {
                assertThat(peer.read().payload()).isEqualTo(noise);
                client.frame(0xC2, deflate.deflate(new byte[MESSAGE_OF_CLIENT]));
                assertThat(peer.read().payload()).hasSize(MESSAGE_OF_CLIENT);
                client.frame(0xC2, deflate.deflate(new byte[MESSAGE_OF_CLIENT + 1]));
                assertThat(client.read().closeCode()).isEqualTo(1009);
            }
        }
    }

    @Test
    void connectionsForHttpCallersHaveTheDefaultsOfBackends() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int size : List.of(MESSAGE_OF_BACKEND, MESSAGE_OF_BACKEND + 1)) {
            // Connections of their own: the one that was closed here may not have been noticed yet.
            String proxy = size > MESSAGE_OF_BACKEND ? "askMuch" : "askLittle";
            CompletableFuture<HttpResponse<byte[]>> asked =
                    http.sendAsync(post(proxy), HttpResponse.BodyHandlers.ofByteArray());
            try (ScriptedBackend.Peer peer = pooled.next()) {
                peer.read();
                peer.raw(frames(size, 3, false));
                if (size > MESSAGE_OF_BACKEND) {
                    assertThat(peer.read().closeCode()).isEqualTo(1009);
                    assertThat(asked.join().statusCode()).isEqualTo(503);
                } else {
                    assertThat(asked.join().body()).hasSize(size);
                    // The next request must find this connection ended.
                    peer.close(1000, "");
                    assertThat(peer.read().closeCode()).isEqualTo(1000);
                }
            }
        }
        http.send(post("push"), HttpResponse.BodyHandlers.ofByteArray());
        ScriptedBackend.Peer peer = pooled.next();
        while (!peer.request().get(0).contains("/push")) {
            peer = pooled.next();
        }
        peer.read();
        peer.raw(frames(MESSAGE_OF_BACKEND, 3, false));
        await().until(() -> !engine.log().containing("POOL = reply").isEmpty());
        peer.raw(frames(FRAME_OF_BACKEND + 1, 1, false));
        assertThat(peer.read().closeCode()).isEqualTo(1009);
        peer.close();
        logged(pooled.address("/push"));
        logged(pooled.address("/much"));
    }

    private static HttpRequest post(String proxy) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();
    }

    private static void logged(String where) {
        await().until(() -> engine.log().containing("ws.max.message.size or ws.max.frame.size").stream()
                .anyMatch(line -> line.startsWith("WARN") && line.contains(where)));
    }
}
