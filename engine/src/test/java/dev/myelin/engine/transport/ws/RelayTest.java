package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The relay tier between real sockets. Its sequences read no message, which is what puts an inbound endpoint there. */
class RelayTest {
    private static final int LIMIT = 70_000;
    private static ScriptedBackend backend;
    private static EngineHarness engine;
    private RawWebSocket client;
    private ScriptedBackend.Peer peer;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toBackend = send(backend.address("/"));
        String ended = "<log level='custom'><property name='ended' expression=\"fn:concat("
                + get("websocket.disconnect.code") + ", ' ', " + get("websocket.connection.id") + ")\"/></log>";
        String ready = "<log level='custom'><property name='ready' expression=\"" + get("websocket.connection.id")
                + "\"/></log>";
        engine = Artefacts.engine(
                inbound("plain", "plain"),
                inbound("told", "told", "ws.outflow.dispatch.sequence=toldOut"),
                inbound("lazy", "lazy"),
                inbound("limited", "plain", "ws.max.message.size=" + LIMIT, "ws.max.frame.size=" + LIMIT / 2),
                inbound("hasty", "plain", "ws.close.timeout=300ms"),
                sequence("plain", toBackend),
                sequence("told", when("connection.terminate", ended, toBackend)),
                sequence("toldOut", when("websocket.target.handshake.present", ready, "<respond/>")),
                sequence("lazy", onHandshake("", toBackend)));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    @BeforeEach
    void open() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        connect("plain");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        peer.close();
        sessionsEnd();
        assertThat(engine.log().containing("LEAK:")).isEmpty();
    }

    private void connect(String inbound, String... headers) throws Exception {
        if (client != null) {
            client.close();
            peer.close();
        }
        client = RawWebSocket.open(engine.wsPort(inbound), "/", headers);
        peer = backend.next();
    }

    private static void sessionsEnd() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.engine().sessions().all().isEmpty());
    }

    private static void isClose(RawWebSocket.Frame frame, int code, String reason) {
        assertThat(frame.opcode()).isEqualTo(8);
        assertThat(frame.closeCode()).isEqualTo(code);
        assertThat(frame.closeReason()).isEqualTo(reason);
    }

    private static long ended(CloseCause cause) {
        return engine.engine().sessions().ended(cause);
    }

    private void isCountedAs(CloseCause cause, long before) throws Exception {
        client.close();
        peer.close();
        sessionsEnd();
        assertThat(ended(cause)).isEqualTo(before + 1);
    }

    @Test
    void framesPassAsTheyAreAndInOrder() throws Exception {
        client.frame(0x01, new byte[] {'a'});
        client.frame(0x89, new byte[] {9});
        client.frame(0x00, new byte[0]);
        client.frame(0x80, new byte[70_000]);
        client.binary(new byte[300]);
        int[] opcodes = {1, 9, 0, 0, 2};
        int[] sizes = {1, 1, 0, 70_000, 300};
        for (int i = 0; i < opcodes.length; i++) {
            RawWebSocket.Frame frame = peer.read();
            assertThat(frame.opcode()).isEqualTo(opcodes[i]);
            assertThat(frame.payload()).hasSize(sizes[i]);
        }
        peer.frame(0x02, new byte[] {1});
        peer.frame(0x8A, new byte[] {9});
        peer.frame(0x80, new byte[] {2});
        assertThat(client.read().opcode()).isEqualTo(2);
        assertThat(client.read().opcode()).isEqualTo(10);
        assertThat(client.read().opcode()).isZero();
    }

    @Test
    void pingsAndPongsPassEndToEndBothWays() throws Exception {
        client.frame(0x89, new byte[] {1});
        assertThat(peer.read().opcode()).isEqualTo(9);
        peer.frame(0x8A, new byte[] {1});
        assertThat(client.read().opcode()).isEqualTo(10);
        peer.frame(0x89, new byte[125]);
        assertThat(client.read().payload()).hasSize(125);
        client.frame(0x8A, new byte[125]);
        assertThat(peer.read().opcode()).isEqualTo(10);
    }

    @Test
    void manyMessagesOfAllSizesArriveWholeAndInOrder() throws Exception {
        Random random = new Random(7);
        byte[][] messages = new byte[400][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = new byte[random.nextInt(i % 20 == 0 ? 200_000 : 300)];
            random.nextBytes(messages[i]);
        }
        Thread sender = new Thread(() -> sendAll(messages));
        sender.start();
        for (byte[] each : messages) {
            RawWebSocket.Frame frame = peer.read();
            assertThat(frame.payload()).isEqualTo(each);
            peer.frame(0x82, frame.payload());
            assertThat(client.read().payload()).isEqualTo(each);
        }
        sender.join();
    }

    private void sendAll(byte[][] messages) {
        try {
            for (byte[] each : messages) {
                client.binary(each);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void extensionsAreAgreedEndToEndAndTheirBitsPass() throws Exception {
        String deflate = "permessage-deflate; client_max_window_bits";
        backend.answering(request -> ScriptedBackend.Answer.accept(
                "", "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover"));
        connect("plain", "Sec-WebSocket-Extensions: " + deflate);
        assertThat(peer.header("Sec-WebSocket-Extensions")).isEqualTo(deflate);
        assertThat(client.header("Sec-WebSocket-Extensions"))
                .isEqualTo("permessage-deflate; server_no_context_takeover");
        byte[] raw = RawWebSocket.encode(0xC1, "not even deflated".getBytes(), false);
        peer.raw(raw);
        assertThat(client.readText()).isEqualTo("not even deflated");
        client.frame(0xA1, new byte[1]);
        assertThat(client.read().closeCode()).isEqualTo(1002);
    }

    @Test
    void anExtensionThatNobodyOfferedIsABadGateway() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("", "Sec-WebSocket-Extensions: x-surprise"));
        try (RawWebSocket refused =
                RawWebSocket.connect(engine.wsPort("plain"), "/", "Sec-WebSocket-Extensions: permessage-deflate")) {
            assertThat(refused.status()).isEqualTo(502);
        }
        backend.next().close();
    }

    @Test
    void handshakeReadyAndTerminateMessagesRunTheirSequences() throws Exception {
        connect("told");
        String id = client.header("X-Websocket-Connection-Id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !engine.log().containing("ready = " + id).isEmpty());
        long before = ended(CloseCause.CLIENT_CLOSED);
        client.close(4001, "done");
        isClose(peer.read(), 4001, "done");
        peer.close(4001, "done");
        isClose(client.read(), 4001, "done");
        assertThat(client.atEnd()).isTrue();
        isCountedAs(CloseCause.CLIENT_CLOSED, before);
        assertThat(engine.log().containing("ended = 4001 " + id)).hasSize(1);
    }

    @Test
    void aHandshakeThatOpensNoConnectionLeavesTheMessagesToTheSequences() throws Exception {
        int before = backend.handshakes();
        try (RawWebSocket late =
                RawWebSocket.open(engine.wsPort("lazy"), "/", "Sec-WebSocket-Extensions: permessage-deflate; x=1")) {
            assertThat(backend.handshakes()).isEqualTo(before);
            late.text("first");
            try (ScriptedBackend.Peer opened = backend.next()) {
                assertThat(opened.read().text()).isEqualTo("first");
                opened.text("answer");
                assertThat(late.readText()).isEqualTo("answer");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1000,bye", "1011,''", "3000,mine", "4999,'a reason with \u2603'"})
    void aCloseIsMirroredBothWays(int code, String reason) throws Exception {
        client.text("before");
        client.close(code, reason);
        assertThat(peer.read().text()).isEqualTo("before");
        isClose(peer.read(), code, reason);
        peer.text("still to come");
        peer.close(code, reason);
        assertThat(client.readText()).isEqualTo("still to come");
        isClose(client.read(), code, reason);
        assertThat(client.atEnd()).isTrue();
        connect("plain");
        long before = ended(CloseCause.BACKEND_CLOSED);
        peer.close(code, reason);
        isClose(client.read(), code, reason);
        client.close(code, reason);
        isClose(peer.read(), code, reason);
        isCountedAs(CloseCause.BACKEND_CLOSED, before);
    }

    @Test
    void aCloseWithoutACodeStaysWithoutOne() throws Exception {
        client.frame(0x88, new byte[0]);
        assertThat(peer.read().payload()).isEmpty();
        peer.frame(0x88, new byte[0]);
        assertThat(client.read().payload()).isEmpty();
        assertThat(client.atEnd()).isTrue();
    }

    @Test
    void aCloseThatTheOtherSideDoesNotAnswerIsAnsweredAfterTheCloseTimeout() throws Exception {
        connect("hasty");
        client.close(1000, "bye");
        isClose(peer.read(), 1000, "bye");
        isClose(client.read(), 1000, "bye");
        assertThat(client.atEnd()).isTrue();
        assertThat(peer.atEnd()).isTrue();
    }

    @Test
    void aLostClientIsGoingAwayAndALostBackendABadGateway() throws Exception {
        long clients = ended(CloseCause.CLIENT_LOST);
        client.socket().setSoLinger(true, 0);
        client.close();
        assertThat(peer.read().closeCode()).isEqualTo(1001);
        isCountedAs(CloseCause.CLIENT_LOST, clients);
        connect("plain");
        long backends = ended(CloseCause.BACKEND_LOST);
        peer.close();
        isClose(client.read(), 1014, "back-end connection lost");
        isCountedAs(CloseCause.BACKEND_LOST, backends);
    }

    @Test
    void aConnectionLostInAFrameEndsTheOtherWithoutAFalseFrame() throws Exception {
        byte[] frame = RawWebSocket.encode(0x82, new byte[100], false);
        peer.raw(java.util.Arrays.copyOf(frame, 50));
        peer.close();
        byte[] rest = client.socket().getInputStream().readAllBytes();
        assertThat(rest).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({"131, 1002", "177, 1002", "128, 1002", "9, 1002", "143, 1002", "193, 1002"})
    void aViolationOfTheClientIsClosedWithItsCode(int first, int code) throws Exception {
        long before = ended(CloseCause.CLIENT_PROTOCOL_ERROR);
        client.text("fine");
        client.frame(first, new byte[2]);
        assertThat(peer.read().text()).isEqualTo("fine");
        assertThat(client.read().closeCode()).isEqualTo(code);
        assertThat(peer.read().closeCode()).isEqualTo(1001);
        assertThat(client.atEnd()).isTrue();
        peer.close(1001, "");
        isCountedAs(CloseCause.CLIENT_PROTOCOL_ERROR, before);
    }

    @Test
    void aViolationOfTheBackendIsClosedWithItsCode() throws Exception {
        long before = ended(CloseCause.BACKEND_PROTOCOL_ERROR);
        peer.raw(RawWebSocket.encode(0x81, new byte[] {'x'}, true));
        assertThat(peer.read().closeCode()).isEqualTo(1002);
        isClose(client.read(), 1001, "");
        isCountedAs(CloseCause.BACKEND_PROTOCOL_ERROR, before);
    }

    @ParameterizedTest
    @CsvSource({"0, 1002", "999, 1002", "1005, 1002", "1015, 1002", "2999, 1002", "5000, 1002"})
    void aCloseCodeThatNobodyMaySendDoesNotPass(int illegal, int code) throws Exception {
        client.close(illegal, "");
        assertThat(client.read().closeCode()).isEqualTo(code);
        assertThat(peer.read().closeCode()).isEqualTo(1001);
        connect("plain");
        peer.close(illegal, "");
        assertThat(peer.read().closeCode()).isEqualTo(code);
        assertThat(client.read().closeCode()).isEqualTo(1001);
    }

    @Test
    void aCloseOfOneByteOrWithABadReasonDoesNotPass() throws Exception {
        client.frame(0x88, new byte[] {3});
        assertThat(client.read().closeCode()).isEqualTo(1002);
        assertThat(peer.read().closeCode()).isEqualTo(1001);
        connect("plain");
        peer.frame(0x88, new byte[] {3, (byte) 232, (byte) 0xFF});
        assertThat(peer.read().closeCode()).isEqualTo(1007);
        assertThat(client.read().closeCode()).isEqualTo(1001);
    }

    @Test
    void messagesAndFramesOverTheLimitAreTooBigBothWays() throws Exception {
        connect("limited");
        client.frame(0x02, new byte[LIMIT / 2]);
        client.frame(0x80, new byte[LIMIT / 2]);
        assertThat(peer.read().payload()).hasSize(LIMIT / 2);
        assertThat(peer.read().payload()).hasSize(LIMIT / 2);
        long before = ended(CloseCause.MESSAGE_TOO_BIG);
        client.binary(new byte[LIMIT / 2 + 1]);
        assertThat(client.read().closeCode()).isEqualTo(1009);
        assertThat(peer.read().closeCode()).isEqualTo(1001);
        isCountedAs(CloseCause.MESSAGE_TOO_BIG, before);
        connect("limited");
        peer.frame(0x02, new byte[LIMIT / 2]);
        peer.frame(0x00, new byte[LIMIT / 2]);
        peer.frame(0x80, new byte[1]);
        client.read();
        client.read();
        assertThat(client.read().closeCode()).isEqualTo(1001);
        assertThat(peer.read().closeCode()).isEqualTo(1009);
    }

    @Test
    void aReceiverThatDoesNotReadStopsItsSenderAndNothingIsLost() throws Exception {
        AtomicInteger written = new AtomicInteger();
        int messages = 400;
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < messages; i++) {
                    peer.frame(0x82, ByteBuffer.allocate(100_000).putInt(i).array());
                    written.incrementAndGet();
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        sender.start();
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
        assertThat(written.get()).isBetween(1, messages - 1);
        for (int i = 0; i < messages; i++) {
            assertThat(ByteBuffer.wrap(client.read().payload()).getInt()).isEqualTo(i);
        }
        sender.join();
    }

    @Test
    void framesThatComeWithTheAnswerOfTheBackendReachTheClient() throws Exception {
        ByteArrayOutputStream early = new ByteArrayOutputStream();
        early.writeBytes(RawWebSocket.encode(0x81, "welcome".getBytes(), false));
        early.writeBytes(RawWebSocket.encode(0x88, new byte[] {3, (byte) 0xE8}, false));
        try (EarlyBackend hasty = new EarlyBackend(early.toByteArray());
                EngineHarness own = Artefacts.engine(
                        inbound("in", "seq"), sequence("seq", send("ws://127.0.0.1:" + hasty.port() + "/")));
                RawWebSocket greeted = RawWebSocket.open(own.wsPort("in"), "/")) {
            assertThat(greeted.readText()).isEqualTo("welcome");
            assertThat(greeted.read().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void framesThatDoNotWaitForTheAnswerReachTheBackend() throws Exception {
        try (RawWebSocket eager = RawWebSocket.tcp(engine.wsPort("plain"))) {
            String request = "GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(request.getBytes());
            all.writeBytes(RawWebSocket.encode(0x81, "eager".getBytes(), true));
            eager.raw(all.toByteArray());
            eager.readHead();
            assertThat(eager.status()).isEqualTo(101);
            try (ScriptedBackend.Peer other = backend.next()) {
                assertThat(other.read().text()).isEqualTo("eager");
            }
        }
    }

    @Test
    void aHugeMessageStreams() throws Exception {
        huge(8 << 20);
    }

    @Test
    @Tag("stress")
    void aMessageOf256MebibytesStreamsInConstantMemory() throws Exception {
        huge(256 << 20);
    }

    /** Sends a message in one frame; a fifth of it at once would not fit into the direct memory that may be used. */
    private void huge(int size) throws Exception {
        byte[] header = {
            (byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, (byte) (size >> 24), (byte) (size >> 16), 0, 0, 0, 0, 0, 0
        };
        byte[] piece = new byte[1 << 20];
        Thread sender = new Thread(() -> {
            try {
                client.raw(header);
                for (int sent = 0; sent < size; sent += piece.length) {
                    client.raw(piece);
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        long before = usedDirectMemory();
        long most = 0;
        sender.start();
        byte[] read = new byte[1 << 20];
        int expected = header.length + size;
        for (int got = 0; got < expected; ) {
            got += peer.socket().getInputStream().read(read);
            most = Math.max(most, usedDirectMemory());
        }
        sender.join();
        assertThat(most - before).isLessThan(Math.min(size, 32 << 20));
        peer.frame(0x82, new byte[] {1});
        assertThat(client.read().payload()).hasSize(1);
    }

    private static long usedDirectMemory() {
        return io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
