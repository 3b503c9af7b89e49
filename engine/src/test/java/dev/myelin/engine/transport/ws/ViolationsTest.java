package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that break RFC 6455: the right code toward the offender, and nothing for a neighbour on the same loop. */
class ViolationsTest {
    private static final int LIMIT = 70_000;
    private static ScriptedBackend backend;
    private static EngineHarness engine;
    private static RawWebSocket[] neighbours;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        engine = Artefacts.mediating(
                inbound("local", "local", "ws.max.message.size=" + LIMIT),
                inbound("paired", "paired", "ws.max.message.size=" + LIMIT),
                sequence("local", "<respond/>"),
                sequence("paired", send(backend.address("/"))));
        // More than there are event loops: whichever one the offender lands on has a neighbour.
        neighbours = new RawWebSocket[32];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = RawWebSocket.open(engine.wsPort("local"), "/");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (RawWebSocket each : neighbours) {
            each.close();
        }
        engine.close();
        backend.close();
    }

    private static void neighboursAreWell() throws Exception {
        for (RawWebSocket each : neighbours) {
            each.text("still here");
        }
        for (RawWebSocket each : neighbours) {
            assertThat(each.readText()).isEqualTo("still here");
        }
        assertThat(engine.log().containing("LEAK:")).isEmpty();
    }

    private static byte[] masked(int first, byte... payload) {
        return RawWebSocket.encode(first, payload, true);
    }

    private static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = (byte) values[i];
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    private static byte[] close(int code) {
        return masked(0x88, bytes(code >> 8, code));
    }

    static Stream<Arguments> violations() {
        return Stream.of(
                arguments("an unmasked frame", 1002, RawWebSocket.encode(0x81, bytes('x'), false)),
                arguments("RSV1", 1002, masked(0xC1, bytes('x'))),
                arguments("RSV2", 1002, masked(0xA1, bytes('x'))),
                arguments("RSV3", 1002, masked(0x91, bytes('x'))),
                arguments("opcode 3", 1002, masked(0x83, bytes('x'))),
                arguments("opcode 7", 1002, masked(0x87, bytes('x'))),
                arguments("opcode 11", 1002, masked(0x8B, bytes('x'))),
                arguments("opcode 15", 1002, masked(0x8F, bytes('x'))),
                arguments("a fragmented ping", 1002, masked(0x09, bytes('x'))),
                arguments("a fragmented close", 1002, masked(0x08, bytes(3, 232))),
                arguments("a ping of 126 bytes", 1002, masked(0x89, new byte[126])),
                arguments("a close of 126 bytes", 1002, masked(0x88, new byte[126])),
                arguments("a continuation without a start", 1002, masked(0x80, bytes('x'))),
                arguments("a message in a message", 1002, join(masked(0x01, bytes('x')), masked(0x81, bytes('y')))),
                arguments("a close of 1 byte", 1002, masked(0x88, bytes(3))),
                arguments("close 0", 1002, close(0)),
                arguments("close 999", 1002, close(999)),
                arguments("close 1004", 1002, close(1004)),
                arguments("close 1005", 1002, close(1005)),
                arguments("close 1006", 1002, close(1006)),
                arguments("close 1015", 1002, close(1015)),
                arguments("close 1016", 1002, close(1016)),
                arguments("close 2999", 1002, close(2999)),
                arguments("close 5000", 1002, close(5000)),
                arguments("close 65535", 1002, close(65535)),
                arguments("text that is not UTF-8", 1007, masked(0x81, bytes('a', 0xFF))),
                arguments("an overlong slash", 1007, masked(0x81, bytes(0xC0, 0xAF))),
                arguments("a surrogate", 1007, masked(0x81, bytes(0xED, 0xA0, 0x80))),
                arguments("beyond Unicode", 1007, masked(0x81, bytes(0xF4, 0x90, 0x80, 0x80))),
                arguments("bad UTF-8 in the first fragment", 1007, masked(0x01, bytes('a', 0xFF))),
                arguments("text that ends in a character", 1007, masked(0x81, bytes('a', 0xE2, 0x98))),
                arguments(
                        "fragments that end in a character",
                        1007,
                        join(masked(0x01, bytes(0xE2)), masked(0x80, bytes(0x98)))),
                arguments("a close reason that is not UTF-8", 1007, masked(0x88, bytes(3, 232, 0xFF))),
                arguments("a frame over the limit", 1009, masked(0x82, new byte[LIMIT + 1])),
                arguments(
                        "fragments over the limit",
                        1009,
                        join(masked(0x02, new byte[LIMIT]), masked(0x00, bytes(1)), masked(0x80))),
                arguments("a length of 2^63", 1002, bytes(0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("violations")
    void aViolationOfTheClientIsClosedWithItsCode(String name, int code, byte[] sent) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.raw(sent);
            RawWebSocket.Frame close = client.read();
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(close.closeCode()).isEqualTo(code);
            assertThat(client.atEnd()).isTrue();
            assertThat(peer.read().closeCode()).isEqualTo(1001);
        }
        neighboursAreWell();
    }

    @Test
    void aMessageOfExactlyTheLimitPasses() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/")) {
            client.binary(new byte[LIMIT]);
            assertThat(client.read().payload()).hasSize(LIMIT);
            client.frame(0x02, new byte[LIMIT - 1]);
            client.frame(0x80, new byte[1]);
            assertThat(client.read().payload()).hasSize(LIMIT);
        }
    }

    @Test
    void aViolationOfTheBackendIsClosedWithItsCodeAndTheClientLearnsNothingOfIt() throws Exception {
        byte[][] violations = {
            RawWebSocket.encode(0x81, bytes('x'), true),
            RawWebSocket.encode(0x83, bytes('x'), false),
            RawWebSocket.encode(0x81, bytes(0xFF), false),
            RawWebSocket.encode(0x82, new byte[LIMIT + 1], false)
        };
        int[] codes = {1002, 1002, 1007, 1009};
        for (int i = 0; i < codes.length; i++) {
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                    ScriptedBackend.Peer peer = backend.next()) {
                peer.raw(violations[i]);
                assertThat(peer.read().closeCode()).isEqualTo(codes[i]);
                RawWebSocket.Frame close = client.read();
                assertThat(close.closeCode()).isEqualTo(1014);
                assertThat(close.closeReason()).doesNotContain("" + backend.port());
            }
        }
        neighboursAreWell();
    }

    @Test
    void aClientThatIsStillSendingItsHugeMessageReadsTheClose() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/")) {
            client.raw(RawWebSocket.encode(0x82, new byte[8 * 1024 * 1024], true));
            assertThat(client.read().closeCode()).isEqualTo(1009);
        }
        neighboursAreWell();
    }

    @Test
    void randomBytesHarmNobody() throws Exception {
        randomBytes(400);
    }

    @Test
    @Tag("stress")
    void aMillionRandomFramesHarmNobody() throws Exception {
        randomBytes(20_000);
    }

    /** Fifty pieces a connection. */
    private static void randomBytes(int connections) throws Exception {
        Random random = new Random(20_000);
        for (int i = 0; i < connections; i++) {
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/")) {
                for (int frame = 0; frame < 50; frame++) {
                    byte[] sent = new byte[1 + random.nextInt(60)];
                    random.nextBytes(sent);
                    if (random.nextBoolean()) {
                        sent = RawWebSocket.encode(random.nextInt(256), sent, random.nextInt(10) != 0);
                    }
                    client.raw(sent);
                }
            } catch (java.net.SocketException closedByTheEngine) {
                assertThat(closedByTheEngine).isNotNull();
            }
        }
        neighboursAreWell();
        assertThat(engine.log().lines()).noneMatch(line -> line.startsWith("ERROR"));
        assertThat(engine.log().containing("Exception: ")).isEmpty();
    }

    @Test
    void randomHandshakesHarmNobody() throws Exception {
        randomHandshakes(1_000);
    }

    @Test
    @Tag("stress")
    void manyRandomHandshakesHarmNobody() throws Exception {
        randomHandshakes(100_000);
    }

    private static void randomHandshakes(int connections) throws Exception {
        Random random = new Random(4);
        for (int i = 0; i < connections; i++) {
            byte[] sent = new byte[1 + random.nextInt(200)];
            random.nextBytes(sent);
            byte[] head = "GET / HTTP/1.1\r\nUpgrade: websocket\r\n".getBytes(StandardCharsets.US_ASCII);
            try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("local"))) {
                client.raw(random.nextBoolean() ? sent : join(head, sent, bytes(13, 10, 13, 10)));
            } catch (java.net.SocketException closedByTheEngine) {
                assertThat(closedByTheEngine).isNotNull();
            }
        }
        neighboursAreWell();
        assertThat(engine.log().lines()).noneMatch(line -> line.startsWith("ERROR"));
        assertThat(engine.log().containing("handshake failed")).isEmpty();
    }
}
