package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer that does not read stops whoever writes to it; what is pushed to it is bounded. */
class BackpressureTest {
    private static final int MESSAGE = 16 * 1024;
    /** Far more than socket buffers, water marks and read-ahead hold together. */
    private static final int MESSAGES = 4000;

    private static ScriptedBackend backend;
    private static RecordingBackend http;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        http = new RecordingBackend(0);
        engine = Artefacts.mediating(
                inbound("paired", "paired"),
                inbound("local", "local"),
                inbound("all", "local", "ws.client.side.broadcast.level=1"),
                inbound("others", "local", "ws.client.side.broadcast.level=2"),
                inbound("closing", "local", "ws.client.side.broadcast.level=2", "ws.push.queue=64KiB"),
                inbound(
                        "dropping",
                        "local",
                        "ws.client.side.broadcast.level=2",
                        "ws.push.queue=64KiB",
                        "ws.push.slow.consumer=drop-oldest"),
                sequence("paired", send(backend.address("/"))),
                sequence("local", onHandshake("", "<respond/>")));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        http.close();
    }

    private static byte[] numbered(int number) {
        return ByteBuffer.allocate(MESSAGE).putInt(0, number).array();
    }

    private interface Write {
        void message(byte[] payload) throws IOException;
    }

    /** Writes all messages in a thread; the number written so far. */
    private static AtomicInteger flood(Write write) {
        AtomicInteger written = new AtomicInteger();
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < MESSAGES; i++) {
                    write.message(numbered(i));
                    written.incrementAndGet();
                }
            } catch (IOException e) {
                written.set(-1);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return written;
    }

    /** Waits until no message has been written for a while: the writer is blocked. */
    private static void stalls(AtomicInteger written) {
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(60))
                .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
        assertThat(written.get()).isBetween(1, MESSAGES - 1);
    }

    @Test
    void aClientThatDoesNotReadStopsItsBackendAndLosesNothing() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            AtomicInteger written = flood(payload -> peer.frame(0x82, payload));
            stalls(written);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(ByteBuffer.wrap(client.read().payload()).getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void aBackendThatIsConnectedWhileNothingIsReadIsNotReadEither() throws Exception {
        http.holds("/busy");
        try (ScriptedBackend late = ScriptedBackend.start();
                EngineHarness slow = Artefacts.engine(conf -> conf.toml(Artefacts.SENDER)
                        .definitions(inbound("two", "two", "ws.read.ahead=4")
                                + sequence(
                                        "two",
                                        onHandshake(
                                                send(backend.address("/")),
                                                Artefacts.text("hello") + send(late.address("/"))))
                                + sequence(
                                        "out",
                                        Artefacts.call("http://localhost:" + http.port() + "/busy") + "<respond/>")));
                RawWebSocket client = RawWebSocket.open(slow.wsPort("two"), "/");
                ScriptedBackend.Peer first = backend.next()) {
            AtomicInteger written = flood(payload -> first.frame(0x82, payload));
            stalls(written);
            client.text("more");
            try (ScriptedBackend.Peer second = late.next()) {
                assertThat(second.read().text()).isEqualTo("hello");
                stalls(flood(payload -> second.frame(0x82, payload)));
            }
        }
    }

    @Test
    void aBackendThatDoesNotReadStopsItsClientAndLosesNothing() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            AtomicInteger written = flood(client::binary);
            stalls(written);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(ByteBuffer.wrap(peer.read().payload()).getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void aClientThatDoesNotReadItsOwnAnswersIsNotReadFrom() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/")) {
            AtomicInteger written = flood(client::binary);
            stalls(written);
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(ByteBuffer.wrap(client.read().payload()).getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void tensOfThousandsOfTinyMessagesAtOnceNeitherStallNorGetLost() throws Exception {
        byte[] frames = new byte[50_000 * 7];
        for (int i = 0; i < 50_000; i++) {
            System.arraycopy(RawWebSocket.encode(0x82, new byte[] {(byte) i}, true), 0, frames, i * 7, 7);
        }
        try (RawWebSocket echo = RawWebSocket.open(engine.wsPort("local"), "/");
                RawWebSocket client = RawWebSocket.open(engine.wsPort("paired"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            for (RawWebSocket each : List.of(echo, client)) {
                Thread writer = new Thread(() -> {
                    try {
                        each.raw(frames);
                    } catch (IOException e) {
                        // The reader finds out.
                    }
                });
                writer.setDaemon(true);
                writer.start();
            }
            for (int i = 0; i < 50_000; i++) {
                assertThat(echo.read().payload()).containsExactly((byte) i);
                assertThat(peer.read().payload()).containsExactly((byte) i);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"all,true", "others,false"})
    void broadcastReachesThePathWithOrWithoutTheSender(String inbound, boolean sender) throws Exception {
        List<RawWebSocket> clients = new ArrayList<>();
        for (String path : List.of("/a", "/a?x=1", "/a", "/b")) {
            clients.add(RawWebSocket.open(engine.wsPort(inbound), path));
        }
        clients.get(0).text("hello");
        assertThat(clients.get(1).readText()).isEqualTo("hello");
        assertThat(clients.get(2).readText()).isEqualTo("hello");
        clients.get(1).text("from the second");
        assertThat(clients.get(2).readText()).isEqualTo("from the second");
        if (sender) {
            assertThat(clients.get(0).readText()).isEqualTo("hello");
        }
        assertThat(clients.get(0).readText()).isEqualTo("from the second");
        clients.get(3).frame(0x89, new byte[] {1});
        assertThat(clients.get(3).read().opcode()).isEqualTo(10);
        for (RawWebSocket each : clients) {
            each.close();
        }
    }

    @Test
    void aSlowReceiverOfBroadcastsIsClosed() throws Exception {
        try (RawWebSocket slow = RawWebSocket.open(engine.wsPort("closing"), "/");
                RawWebSocket sender = RawWebSocket.open(engine.wsPort("closing"), "/")) {
            AtomicInteger written = flood(sender::binary);
            await().atMost(Duration.ofSeconds(60)).until(() -> written.get() == MESSAGES);
            RawWebSocket.Frame frame = slow.read();
            int last = -1;
            while (frame.opcode() == 2) {
                int number = ByteBuffer.wrap(frame.payload()).getInt();
                assertThat(number).isEqualTo(last + 1);
                last = number;
                frame = slow.read();
            }
            assertThat(frame.closeCode()).isEqualTo(1013);
            assertThat(last).isLessThan(MESSAGES - 1);
        }
    }

    @Test
    void aSlowReceiverOfBroadcastsMayLoseTheOldest() throws Exception {
        try (RawWebSocket slow = RawWebSocket.open(engine.wsPort("dropping"), "/");
                RawWebSocket sender = RawWebSocket.open(engine.wsPort("dropping"), "/")) {
            AtomicInteger written = flood(sender::binary);
            await().atMost(Duration.ofSeconds(60)).until(() -> written.get() == MESSAGES);
            sender.frame(0x89, new byte[] {1});
            assertThat(sender.read().opcode()).isEqualTo(10);
            int last = -1;
            int received = 0;
            while (last < MESSAGES - 1) {
                int number = ByteBuffer.wrap(slow.read().payload()).getInt();
                assertThat(number).isGreaterThan(last);
                last = number;
                received++;
            }
            assertThat(received).isLessThan(MESSAGES);
        }
    }
}
