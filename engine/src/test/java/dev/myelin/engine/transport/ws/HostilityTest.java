package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded random and hostile bytes through both tiers, beside clients that keep on talking. */
class HostilityTest {
    private static final String SHORT_CLOSE = "ws.close.timeout=1s";
    private static final String SMALL_MESSAGES = "ws.max.message.size=1MiB";
    private static final int FRAMES_A_CONNECTION = 500;

    @ParameterizedTest
    @EnumSource
    void hostileFramesHarmNobody(EchoGateway.Tier tier) throws Exception {
        frames(tier, 10);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("stress")
    void aMillionHostileFramesHarmNobody(EchoGateway.Tier tier) throws Exception {
        frames(tier, 2_400);
    }

    @ParameterizedTest
    @EnumSource
    void hostileHandshakesHarmNobody(EchoGateway.Tier tier) throws Exception {
        handshakes(tier, 500);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("stress")
    void manyHostileHandshakesHarmNobody(EchoGateway.Tier tier) throws Exception {
        handshakes(tier, 50_000);
    }

    @ParameterizedTest
    @EnumSource
    void hostileBackendsHarmNobody(EchoGateway.Tier tier) throws Exception {
        backends(tier, 200);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("stress")
    void manyHostileBackendsHarmNobody(EchoGateway.Tier tier) throws Exception {
        backends(tier, 10_000);
    }

    /** An attack by one connection. */
    @FunctionalInterface
    private interface Attack {
        void run(Random random) throws Exception;
    }

    /** An attack on a gateway. */
    @FunctionalInterface
    private interface AttackOn {
        void run(EchoGateway gateway, Random random) throws Exception;
    }

    /** Frames that are legal up to a point, different in each connection. */
    private static void frames(EchoGateway.Tier tier, int connections) throws Exception {
        attack(tier, connections, (gateway, random) -> {
            try (RawWebSocket client = gateway.connect(tier)) {
                Thread reader = drain(client);
                boolean gentle = random.nextInt(8) != 0;
                boolean open = false;
                for (int i = 0; i < FRAMES_A_CONNECTION; i++) {
                    byte[] frame = gentle ? legal(random, open) : hostile(random);
                    open = gentle ? isOpenAfter(frame, open) : open;
                    // Cut anywhere.
                    int cut = random.nextInt(frame.length + 1);
                    client.raw(java.util.Arrays.copyOf(frame, cut));
                    client.raw(java.util.Arrays.copyOfRange(frame, cut, frame.length));
                }
                for (int i = 0; i < 3; i++) {
                    client.raw(hostile(random));
                }
                client.socket().shutdownOutput();
                reader.join(60_000);
            }
        });
    }

    private static boolean isOpenAfter(byte[] frame, boolean before) {
        boolean control = (frame[0] & 8) != 0;
        return control ? before : (frame[0] & 0x80) == 0;
    }

    /** A small legal frame. */
    private static byte[] legal(Random random, boolean open) {
        byte[] payload = new byte[random.nextInt(20) == 0 ? random.nextInt(3000) : random.nextInt(60)];
        int choice = random.nextInt(10);
        if (choice < 2) {
            random.nextBytes(payload);
            return RawWebSocket.encode(
                    0x89 + choice, java.util.Arrays.copyOf(payload, Math.min(payload.length, 125)), true);
        }
        java.util.Arrays.fill(payload, (byte) ('a' + random.nextInt(26)));
        int fin = choice < 8 ? 0x80 : 0;
        int opcode = open ? 0 : 1 + random.nextInt(2);
        return RawWebSocket.encode(fin | opcode, payload, true);
    }

    /** Anything: noise, frames with a wrong bit, lengths that lie. */
    private static byte[] hostile(Random random) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        return switch (random.nextInt(4)) {
            case 0 -> noise;
            case 1 -> RawWebSocket.encode(random.nextInt(256), noise, random.nextInt(10) != 0);
            case 2 -> {
                byte[] frame = RawWebSocket.encode(0x80 | random.nextInt(3), noise, true);
                frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                yield frame;
            }
            default -> {
                byte[] frame = new byte[14];
                random.nextBytes(frame);
                frame[0] = (byte) (0x80 | random.nextInt(3));
                frame[1] = (byte) (0xFE | random.nextInt(2));
                yield frame;
            }
        };
    }

    private static void handshakes(EchoGateway.Tier tier, int connections) throws Exception {
        attack(tier, connections, (gateway, random) -> {
            try (RawWebSocket client = RawWebSocket.tcp(gateway.port(tier))) {
                client.raw(handshake(random));
                client.socket().shutdownOutput();
                Thread reader = drain(client);
                reader.join(60_000);
            }
        });
    }

    /** A good handshake with something wrong in it, or noise. */
    private static byte[] handshake(Random random) {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        if (random.nextInt(4) == 0) {
            return noise;
        }
        byte[] good = ("GET /any HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Protocol: v1, v2\r\nForwarded: for=1.1.1.1\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = random.nextInt(good.length);
        switch (random.nextInt(4)) {
            case 0 -> {
                good[at] = noise[0];
                bytes.writeBytes(good);
            }
            case 1 -> {
                bytes.write(good, 0, at);
                bytes.writeBytes(noise);
                bytes.write(good, at, good.length - at);
            }
            case 2 -> bytes.write(good, 0, at);
            default -> {
                bytes.writeBytes(good);
                bytes.writeBytes(noise);
            }
        }
        return bytes.toByteArray();
    }

    /** Back-ends that answer handshakes wrongly, or send rubbish once they have answered rightly. */
    private static void backends(EchoGateway.Tier tier, int connections) throws Exception {
        try (ScriptedBackend backend = ScriptedBackend.start();
                EchoGateway gateway = EchoGateway.startWith(backend.address("/"), SHORT_CLOSE, SMALL_MESSAGES)) {
            attack(gateway, tier, connections, random -> {
                boolean accepts = random.nextInt(4) != 0;
                backend.answering(request -> accepts ? ScriptedBackend.Answer.accept("") : badAnswer(random));
                try (RawWebSocket client = RawWebSocket.connect(gateway.portOfOther(tier), "/")) {
                    Thread reader = drain(client);
                    if (accepts) {
                        try (ScriptedBackend.Peer peer = backend.next()) {
                            for (int i = 0; i < 20; i++) {
                                byte[] frame = random.nextInt(3) == 0 ? hostile(random) : unmasked(random);
                                peer.raw(frame);
                            }
                        }
                    }
                    client.socket().shutdownOutput();
                    reader.join(60_000);
                }
            });
        }
    }

    private static byte[] unmasked(Random random) {
        byte[] payload = new byte[random.nextInt(100)];
        java.util.Arrays.fill(payload, (byte) 'b');
        return RawWebSocket.encode(0x81 + random.nextInt(2), payload, false);
    }

    private static ScriptedBackend.Answer badAnswer(Random random) {
        byte[] noise = new byte[1 + random.nextInt(300)];
        random.nextBytes(noise);
        String text = new String(noise, StandardCharsets.ISO_8859_1);
        String status = random.nextBoolean() ? text : "HTTP/1.1 101 Switching Protocols";
        return new ScriptedBackend.Answer(status, List.of("Upgrade: websocket", text), false);
    }

    private static Thread drain(RawWebSocket client) {
        Thread reader = new Thread(
                () -> {
                    try {
                        client.socket().getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException ended) {
                        // That is what it waits for.
                    }
                },
                "hostile-reader");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void attack(EchoGateway.Tier tier, int connections, AttackOn attack) throws Exception {
        try (EchoGateway gateway = EchoGateway.start(SHORT_CLOSE, SMALL_MESSAGES)) {
            attack(gateway, tier, connections, random -> attack.run(gateway, random));
        }
    }

    private static void attack(EchoGateway gateway, EchoGateway.Tier tier, int connections, Attack attack)
            throws Exception {
        try (Neighbours neighbours = new Neighbours(gateway, tier)) {
            Random random = new Random(6455);
            for (int i = 0; i < connections; i++) {
                try {
                    attack.run(new Random(random.nextLong()));
                } catch (SocketException closedByTheEngine) {
                    assertThat(closedByTheEngine).isNotNull();
                }
            }
            neighbours.areWell();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(gateway.engine().engine().sessions().all()).isEmpty());
        assertThat(gateway.engine().log().lines())
                .noneMatch(line -> line.startsWith("ERROR"))
                .noneMatch(line -> line.startsWith("WARN") && line.contains("Exception"))
                .noneMatch(line -> line.contains("handshake failed"))
                .noneMatch(line -> line.contains("io.netty") && line.startsWith("WARN"))
                .noneMatch(line -> line.contains("LEAK:"));
    }

    /** Clients that never stop to send and to check what comes back. */
    private static final class Neighbours implements AutoCloseable {
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final RawWebSocket[] clients = new RawWebSocket[4];
        private final Thread[] threads = new Thread[clients.length];
        private volatile boolean stopped;

        Neighbours(EchoGateway gateway, EchoGateway.Tier tier) throws IOException {
            for (int i = 0; i < clients.length; i++) {
                RawWebSocket client = gateway.connect(tier);
                client.socket().setSoTimeout(60_000);
                clients[i] = client;
                threads[i] = new Thread(() -> talk(client), "neighbour-" + i);
                threads[i].setDaemon(true);
                threads[i].start();
            }
        }

        private void talk(RawWebSocket client) {
            try {
                for (int i = 0; !stopped; i++) {
                    client.text("still here " + i);
                    assertThat(client.readText()).isEqualTo("still here " + i);
                }
            } catch (IOException | AssertionError e) {
                failure.compareAndSet(null, e);
            }
        }

        void areWell() throws InterruptedException {
            stopped = true;
            for (Thread each : threads) {
                each.join(60_000);
                assertThat(each.isAlive()).isFalse();
            }
            assertThat(failure.get()).isNull();
        }

        @Override
        public void close() throws IOException {
            stopped = true;
            for (RawWebSocket each : clients) {
                each.close();
            }
        }
    }
}
