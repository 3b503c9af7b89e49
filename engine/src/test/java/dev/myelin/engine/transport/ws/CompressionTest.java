package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.DeflatePeer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** permessage-deflate on real connections: each hop for itself, against a far end of the JDK's zlib alone. */
class CompressionTest {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions: ";
    private static final String OFFER = EXTENSIONS + "permessage-deflate; client_max_window_bits";
    private static final int LIMIT = 1 << 20;
    private static final String LONG = "the same words again and again, ".repeat(40);

    private static ScriptedBackend backend;
    private static ScriptedBackend pooled;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        pooled = ScriptedBackend.start();
        engine = Artefacts.engine(
                inbound("local", "local", "ws.max.message.size.client=" + LIMIT),
                inbound("paired", "paired", "ws.max.message.size.backend=" + LIMIT),
                inbound("off", "paired", "ws.compression=false"),
                proxy("push", property("OUT_ONLY", "true") + send(pooled.address("/push"))),
                proxy("ask", send(pooled.address("/ask"))),
                sequence("local", "<respond/>"),
                sequence("paired", property("mediated", "true") + send(backend.address("/"))));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        pooled.close();
    }

    @AfterEach
    void nothingLeaks() {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        assertThat(engine.log().containing("LEAK:")).isEmpty();
        assertThat(engine.log().containing("Exception: ")).isEmpty();
    }

    private static void accepting(String answer) {
        backend.answering(request -> ScriptedBackend.Answer.accept("", EXTENSIONS + answer));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] encoded(int first, byte... payload) {
        return RawWebSocket.encode(first, payload, true);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "permessage-deflate, true, true",
        "permessage-deflate; client_no_context_takeover, false, true",
        "permessage-deflate; server_no_context_takeover, true, false",
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover, false, false",
        "permessage-deflate; server_max_window_bits=9, true, true",
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=10, true, false",
    })
    void anEchoComesBackTheSameWhateverWasAgreed(String offer, boolean own, boolean engines) throws Exception {
        Random random = new Random(1);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/", EXTENSIONS + offer);
                DeflatePeer peer = new DeflatePeer(own, engines)) {
            assertThat(client.header("Sec-WebSocket-Extensions")).isEqualTo(offer);
            for (int size : new int[] {0, 1, 63, 64, 1000, 1025, 70_000, LIMIT}) {
                byte[] message = bytes(LONG.repeat(size / LONG.length() + 1).substring(0, size));
                client.frame(0xC1, peer.deflate(message));
                RawWebSocket.Frame back = client.read();
                assertThat(back.opcode()).isEqualTo(1);
                assertThat(back.reserved()).isEqualTo(size < 64 ? 0 : 4);
                assertThat(peer.message(back)).isEqualTo(message);

                byte[] noise = new byte[size];
                random.nextBytes(noise);
                client.frame(0xC2, peer.deflate(noise));
                back = client.read();
                assertThat(back.opcode()).isEqualTo(2);
                assertThat(peer.message(back)).isEqualTo(noise);
            }
        }
    }

    @Test
    void messagesInFlightTogetherKeepTheirOrderCompressedOrNot() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/", OFFER);
                DeflatePeer peer = new DeflatePeer(true, true)) {
            ByteArrayOutputStream burst = new ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                String text = i % 3 == 0 ? "short " + i : LONG.repeat(1 + i % 5) + i;
                burst.writeBytes(i % 2 == 0 ? encoded(0xC1, peer.deflate(text)) : encoded(0x81, bytes(text)));
            }
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    client.raw(burst.toByteArray());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 200; i++) {
                String text = i % 3 == 0 ? "short " + i : LONG.repeat(1 + i % 5) + i;
                assertThat(peer.message(client.read())).isEqualTo(bytes(text));
            }
            sent.join();
        }
    }

    @Test
    void aCompressedMessageMayComeInFragmentsWithControlFramesBetween() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/", OFFER);
                DeflatePeer peer = new DeflatePeer(true, true)) {
            for (int round = 0; round < 3; round++) {
                String text = "\u2603" + LONG + round;
                byte[] payload = peer.deflate(text);
                client.frame(0x41, Arrays.copyOf(payload, 5));
                client.frame(0x89, bytes("ping"));
                client.frame(0x00, new byte[0]);
                client.frame(0x00, Arrays.copyOfRange(payload, 5, payload.length));
                client.frame(0x80, new byte[0]);
                RawWebSocket.Frame pong = client.read();
                assertThat(pong.opcode()).isEqualTo(10);
                assertThat(pong.reserved()).isZero();
                assertThat(new String(peer.message(client.read()), StandardCharsets.UTF_8))
                        .isEqualTo(text);
            }
        }
    }

    static Stream<Arguments> violations() {
        DeflatePeer peer = new DeflatePeer(false, false);
        byte[] hello = peer.deflate("Hello");
        byte[] bomb = peer.deflate(new byte[64 * LIMIT]);
        byte[] half = Arrays.copyOf(bomb, bomb.length / 2);
        return Stream.of(
                Arguments.of("a bomb", 1009, encoded(0xC2, bomb)),
                Arguments.of(
                        "a bomb in fragments",
                        1009,
                        join(encoded(0x42, half), encoded(0x80, Arrays.copyOfRange(bomb, half.length, bomb.length)))),
                Arguments.of("one byte over the limit", 1009, encoded(0xC2, peer.deflate(new byte[LIMIT + 1]))),
                Arguments.of("a frame over the limit", 1009, encoded(0x82, new byte[2 * LIMIT])),
                Arguments.of("no deflate", 1002, encoded(0xC2, bytes("\u00FF\u00FF\u00FF"))),
                Arguments.of("a bad block", 1002, encoded(0xC2, (byte) 7, (byte) 7)),
                Arguments.of("text that inflates to no UTF-8", 1007, encoded(0xC1, peer.deflate(new byte[] {-1, -1}))),
                Arguments.of("a first fragment of no UTF-8", 1007, encoded(0x41, peer.deflate(new byte[] {-1, -1}))),
                Arguments.of("RSV1 on a ping", 1002, encoded(0xC9, hello)),
                Arguments.of("RSV1 on a pong", 1002, encoded(0xCA, hello)),
                Arguments.of("RSV1 on a close", 1002, encoded(0xC8, (byte) 3, (byte) 0xE8)),
                Arguments.of("RSV1 on a continuation", 1002, join(encoded(0x41, hello), encoded(0xC0, new byte[0]))),
                Arguments.of("RSV2", 1002, encoded(0xA1, hello)),
                Arguments.of("RSV3", 1002, encoded(0x91, hello)),
                Arguments.of("all reserved bits", 1002, encoded(0xF1, hello)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void aViolationClosesWithItsCode(String name, int code, byte[] sent) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/", OFFER);
                RawWebSocket neighbour = RawWebSocket.open(engine.wsPort("local"), "/", OFFER)) {
            client.raw(sent);
            RawWebSocket.Frame close = client.read();
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(client.atEnd()).isTrue();
            neighbour.text("still here");
            assertThat(neighbour.readText()).isEqualTo("still here");
        }
    }

    @Test
    void aHundredBombsHoldNoMoreThanTheirLimits() throws Exception {
        byte[] bomb;
        try (DeflatePeer peer = new DeflatePeer(false, false)) {
            bomb = encoded(0xC2, peer.deflate(new byte[128 << 20]));
        }
        long before = io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        for (int i = 0; i < 100; i++) {
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/", OFFER)) {
                client.raw(bomb);
                assertThat(client.read().closeCode()).isEqualTo(1009);
            }
        }
        long after = io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
        assertThat(after - before).isLessThan(64 << 20);
    }

    @Test
    void withoutAnOfferThereIsNoneAndTheBitIsAViolation() throws Exception {
        for (String inbound : List.of("local", "off")) {
            try (RawWebSocket client =
                    RawWebSocket.open(engine.wsPort(inbound), "/", inbound.equals("off") ? OFFER : "X-None: 1")) {
                assertThat(client.header("Sec-WebSocket-Extensions")).isEmpty();
                client.frame(0xC1, new byte[] {0});
                assertThat(client.read().closeCode()).isEqualTo(1002);
            }
        }
        backend.next().close();
    }

    @Test
    void aMalformedOfferIsABadRequest() throws Exception {
        try (RawWebSocket client =
                RawWebSocket.connect(engine.wsPort("local"), "/", EXTENSIONS + "permessage-deflate;")) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(client.rest()).contains("Sec-WebSocket-Extensions");
        }
    }

    @Test
    void eachHopAgreesForItself() throws Exception {
        accepting("permessage-deflate; server_no_context_takeover; client_max_window_bits=9");
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next();
                DeflatePeer deflate = new DeflatePeer(false, true)) {
            assertThat(client.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(peer.header("Sec-WebSocket-Extensions")).isEqualTo("permessage-deflate; client_max_window_bits");
            for (int i = 0; i < 5; i++) {
                client.text(LONG + i);
                RawWebSocket.Frame frame = peer.read();
                assertThat(frame.reserved()).isEqualTo(4);
                assertThat(deflate.message(frame)).isEqualTo(bytes(LONG + i));
                peer.frame(0xC2, deflate.deflate(LONG + i));
                RawWebSocket.Frame reply = client.read();
                assertThat(reply.opcode()).isEqualTo(2);
                assertThat(reply.reserved()).isZero();
                assertThat(reply.text()).isEqualTo(LONG + i);
            }
        }
    }

    @Test
    void aBackendMayDecline() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/", OFFER);
                ScriptedBackend.Peer peer = backend.next();
                DeflatePeer deflate = new DeflatePeer(true, true)) {
            client.frame(0xC1, deflate.deflate(LONG));
            RawWebSocket.Frame frame = peer.read();
            assertThat(frame.reserved()).isZero();
            assertThat(frame.text()).isEqualTo(LONG);
            peer.text(LONG);
            assertThat(deflate.message(client.read())).isEqualTo(bytes(LONG));
            peer.frame(0xC1, new byte[] {0});
            assertThat(peer.read().closeCode()).isEqualTo(1002);
            assertThat(client.read().closeCode()).isEqualTo(1014);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; what",
                "permessage-deflate, permessage-deflate",
                "permessage-bzip2",
                "permessage-deflate;;",
            })
    void aBackendThatAnswersWhatMayNotBeHasFailedTheHandshake(String answer) throws Exception {
        accepting(answer);
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("paired"), "/", OFFER);
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(client.status()).isEqualTo(502);
            assertThat(peer.atEnd()).isTrue();
        }
    }

    @Test
    void withoutCompressionNothingIsOfferedAndNothingAccepted() throws Exception {
        accepting("permessage-deflate");
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("off"), "/", OFFER);
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.header("Sec-WebSocket-Extensions")).isEmpty();
            assertThat(client.status()).isEqualTo(502);
        }
    }

    @Test
    void aBombOfABackendIsClosedWith1009() throws Exception {
        accepting("permessage-deflate");
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next();
                DeflatePeer deflate = new DeflatePeer(false, false)) {
            peer.frame(0xC2, deflate.deflate(new byte[64 * LIMIT]));
            assertThat(peer.read().closeCode()).isEqualTo(1009);
            assertThat(client.read().closeCode()).isEqualTo(1014);
        }
    }

    @Test
    void connectionsForHttpCallersAreCompressedToo() throws Exception {
        pooled.answering(request -> ScriptedBackend.Answer.accept("", EXTENSIONS + "permessage-deflate"));
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (DeflatePeer deflate = new DeflatePeer(true, true)) {
            assertThat(http.send(post("push"), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(202);
            try (ScriptedBackend.Peer peer = pooled.next()) {
                RawWebSocket.Frame frame = peer.read();
                assertThat(frame.reserved()).isEqualTo(4);
                assertThat(deflate.message(frame)).isEqualTo(bytes(LONG));
            }
        }
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(post("ask"), HttpResponse.BodyHandlers.ofString());
        ScriptedBackend.Peer asking = pooled.next();
        while (!asking.request().get(0).contains("/ask")) {
            asking = pooled.next();
        }
        try (DeflatePeer deflate = new DeflatePeer(true, true)) {
            assertThat(deflate.message(asking.read())).isEqualTo(bytes(LONG));
            asking.frame(0xC1, deflate.deflate("answer " + LONG));
            assertThat(asked.join().body()).isEqualTo("answer " + LONG);
        } finally {
            asking.close();
        }
    }

    private static HttpRequest post(String proxy) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(LONG))
                .build();
    }
}
