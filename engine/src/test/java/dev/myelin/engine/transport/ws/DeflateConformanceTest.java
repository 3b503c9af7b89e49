package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.DeflatePeer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.engine.transport.ws.EchoGateway.Tier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * RFC 7692: messages of many sizes, compressed, whole and in fragments, for each way to agree. Mediated, the gateway itself
 * is the far end; relayed, it is a back-end that sends back what it gets, bit for bit.
 */
class DeflateConformanceTest {
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final List<String> OFFERS = List.of(
            "permessage-deflate",
            "permessage-deflate; client_no_context_takeover",
            "permessage-deflate; server_no_context_takeover",
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
            "permessage-deflate; server_max_window_bits=9",
            "permessage-deflate; server_no_context_takeover; server_max_window_bits=15");

    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String agreed = EXTENSIONS + ": ";
        backend.answering(request -> ScriptedBackend.Answer.accept(
                "",
                request.stream()
                        .filter(line -> line.regionMatches(true, 0, agreed, 0, agreed.length()))
                        .toArray(String[]::new)));
        engine = Artefacts.engine(
                inbound("RELAY", "relay"),
                inbound("MEDIATED", "mediated"),
                sequence("relay", Artefacts.send(backend.address("/"))),
                sequence("mediated", property("seen", "true") + "<respond/>"));
    }

    @AfterAll
    static void stop() throws Exception {
        assertThat(engine.log().containing("LEAK:")).isEmpty();
        engine.close();
        backend.close();
    }

    /**
     * How to talk.
     *
     * @param size of each message
     * @param fragment of each frame's payload, compressed; 0 for one frame
     */
    private record Talk(String offer, int size, int fragment) {
        boolean takesOver(String side) {
            return !offer.contains(side + "_no_context_takeover");
        }
    }

    static Stream<Arguments> talks() {
        List<Talk> all = new ArrayList<>();
        for (String offer : OFFERS) {
            for (int size : new int[] {0, 16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072}) {
                all.add(new Talk(offer, size, 0));
            }
            for (int fragment : new int[] {1, 256, 1024, 32768}) {
                all.add(new Talk(offer, fragment == 1 ? 200 : 131072, fragment));
            }
        }
        return Arrays.stream(Tier.values()).flatMap(tier -> all.stream().map(talk -> Arguments.of(tier, talk)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("talks")
    void messagesComeBackTheSame(Tier tier, Talk talk) throws Exception {
        run(tier, talk, 10);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("talks")
    @Tag("stress")
    void aThousandMessagesComeBackTheSame(Tier tier, Talk talk) throws Exception {
        run(tier, talk, 1000);
    }

    private static void run(Tier tier, Talk talk, int messages) throws Exception {
        Random random = new Random(7692);
        // What comes back was compressed by the client itself when nobody between reads it.
        boolean ofFarEnd = talk.takesOver(tier == Tier.RELAY ? "client" : "server");
        try (RawWebSocket client =
                        RawWebSocket.open(engine.wsPort(tier.name()), "/", EXTENSIONS + ": " + talk.offer());
                DeflatePeer peer = new DeflatePeer(talk.takesOver("client"), ofFarEnd)) {
            client.socket().setSoTimeout(60_000);
            if (tier == Tier.RELAY) {
                sendBack(backend.next());
            }
            assertThat(client.headers(EXTENSIONS)).containsExactly(talk.offer());
            for (int i = 0; i < messages; i++) {
                byte[] message = text(random, talk.size());
                write(client, peer.deflate(message), talk.fragment());
                assertThat(read(client, peer)).isEqualTo(message);
            }
            client.close(1000, "");
            assertThat(client.read().closeCode()).isEqualTo(1000);
        }
    }

    /** Something that compresses, and is different each time. */
    private static byte[] text(Random random, int size) {
        StringBuilder text = new StringBuilder(size + 40);
        while (text.length() < size) {
            text.append("{\"id\": ").append(random.nextInt(100_000)).append(", \"name\": \"sensor\"}\n");
        }
        return text.substring(0, size).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(RawWebSocket client, byte[] payload, int fragment) throws IOException {
        int step = fragment == 0 ? payload.length : fragment;
        for (int at = 0; at < payload.length; at += step) {
            int end = Math.min(payload.length, at + step);
            int first = (at == 0 ? 0x41 : 0) | (end == payload.length ? 0x80 : 0);
            client.frame(first, Arrays.copyOfRange(payload, at, end));
        }
    }

    private static byte[] read(RawWebSocket client, DeflatePeer peer) throws Exception {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        RawWebSocket.Frame first = client.read();
        assertThat(first.opcode()).isEqualTo(1);
        payload.writeBytes(first.payload());
        for (RawWebSocket.Frame frame = first; !frame.fin(); ) {
            frame = client.read();
            assertThat(frame.opcode()).isZero();
            assertThat(frame.reserved()).isZero();
            payload.writeBytes(frame.payload());
        }
        return first.reserved() == 4 ? peer.inflate(payload.toByteArray()) : payload.toByteArray();
    }

    private static void sendBack(ScriptedBackend.Peer peer) {
        Thread echo = new Thread(
                () -> {
                    try (peer) {
                        RawWebSocket.Frame frame;
                        do {
                            frame = peer.read();
                            int first = (frame.fin() ? 0x80 : 0) | frame.reserved() << 4 | frame.opcode();
                            peer.frame(first, frame.payload());
                        } while (frame.opcode() != 8);
                    } catch (IOException ended) {
                        // So does the test.
                    }
                },
                "raw-echo");
        echo.setDaemon(true);
        echo.start();
    }
}
