package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.PushResult;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import dev.myelin.engine.testkit.ScriptedBackend;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a session ends, its back-end hears of it once; of a handshake that was refused it hears no end. */
class DisconnectOnceTest {
    private static final int EACH = 4;

    private RecordingBackend http;
    private ScriptedBackend ws;
    private EngineHarness engine;
    /** Connections that nobody refers to are closed by the garbage collector. */
    private final List<Pair> open = new ArrayList<>();

    /** How a session ends. */
    private enum Way {
        CLIENT_CLOSES,
        CLIENT_CLOSES_WITHOUT_CODE,
        CLIENT_RESETS,
        CLIENT_BREAKS_THE_PROTOCOL,
        CLIENT_SENDS_TOO_MUCH,
        BACKEND_CLOSES,
        BACKEND_IS_LOST,
        BACKEND_BREAKS_THE_PROTOCOL,
        BOTH_CLOSE_AT_ONCE,
        MANAGEMENT_CLOSES,
        MANAGEMENT_CLOSES_TWICE,
        CLIENT_TAKES_NO_PUSHES,
        IDLE,
        LIFETIME;

        String endpoint(String tier) {
            return this == IDLE ? tier + "Idle" : this == LIFETIME ? tier + "Life" : tier;
        }
    }

    /** A client with its back-end connection. */
    private record Pair(Way way, RawWebSocket client, ScriptedBackend.Peer peer, String id) {}

    @BeforeEach
    void start() throws Exception {
        http = new RecordingBackend(0);
        ws = ScriptedBackend.start();
        List<String> artefacts = new ArrayList<>();
        for (String tier : List.of("mediated", "relay")) {
            artefacts.add(endpoint(tier, tier));
            artefacts.add(endpoint(tier + "Idle", tier, "ws.idle.timeout=300ms"));
            artefacts.add(endpoint(tier + "Life", tier, "ws.max.lifetime=300ms"));
        }
        artefacts.add(sequence("mediated", property("seen", "true") + send(ws.address("/"))));
        artefacts.add(sequence("relay", send(ws.address("/"))));
        artefacts.add(sequence(
                "connect",
                when("query.param.refuse", axis2("HTTP_SC", "403") + "<respond/>", "<sequence key='connectAnyway'/>")));
        artefacts.add(sequence("connectAnyway", call(url("/connect")) + send(ws.address("/"))));
        artefacts.add(sequence("disconnect", call(url("/disconnect"))));
        engine = Artefacts.engine(artefacts.toArray(String[]::new));
    }

    private static String endpoint(String name, String sequence, String... more) {
        return inbound(
                name,
                sequence,
                Stream.concat(
                                Stream.of(
                                        "ws.connect.sequence=connect",
                                        "ws.disconnect.sequence=disconnect",
                                        "ws.max.message.size=64KiB",
                                        "ws.close.timeout=1s"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + http.port() + path;
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        for (Pair pair : open) {
            pair.client().close();
            pair.peer().close();
        }
        ws.close();
        http.close();
    }

    private List<String> ids(String path) {
        return http.requests().stream()
                .filter(request -> request.uri().equals(path))
                .map(request -> request.header("X-Websocket-Connection-Id"))
                .toList();
    }

    private Pair open(Way way, String tier) throws Exception {
        RawWebSocket client = RawWebSocket.open(engine.wsPort(way.endpoint(tier)), "/");
        Pair pair = new Pair(way, client, ws.next(), client.header("X-Websocket-Connection-Id"));
        open.add(pair);
        return pair;
    }

    private void end(Pair pair) throws Exception {
        switch (pair.way()) {
            case CLIENT_CLOSES -> pair.client().close(1000, "enough");
            case CLIENT_CLOSES_WITHOUT_CODE -> pair.client().frame(0x88, new byte[0]);
            case CLIENT_RESETS -> {
                pair.client().socket().setSoLinger(true, 0);
                pair.client().close();
            }
            case CLIENT_BREAKS_THE_PROTOCOL -> pair.client().frame(0x83, new byte[1]);
            case CLIENT_SENDS_TOO_MUCH -> pair.client().raw(tooMuch());
            case BACKEND_CLOSES -> pair.peer().close(4000, "enough");
            case BACKEND_IS_LOST -> pair.peer().close();
            case BACKEND_BREAKS_THE_PROTOCOL -> pair.peer().frame(0x83, new byte[1]);
            case BOTH_CLOSE_AT_ONCE -> {
                pair.client().close(1000, "");
                pair.peer().close(1000, "");
            }
            case MANAGEMENT_CLOSES -> requested(pair);
            case MANAGEMENT_CLOSES_TWICE -> {
                requested(pair);
                engine.engine().sessions().find(pair.id()).ifPresent(DisconnectOnceTest::requested);
            }
            case CLIENT_TAKES_NO_PUSHES -> pushTooMuch(pair);
            case IDLE, LIFETIME -> {
                // By itself.
            }
        }
    }

    private void requested(Pair pair) {
        requested(engine.engine().sessions().find(pair.id()).orElseThrow());
    }

    private static void requested(LiveSession session) {
        session.close(CloseCause.REQUESTED, new CloseStatus(1000, "asked for"));
    }

    /** The head of a frame of 1 MiB. */
    private static byte[] tooMuch() {
        return new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 0, 1, 2, 3, 4};
    }

    private void pushTooMuch(Pair pair) {
        LiveSession session = engine.engine().sessions().find(pair.id()).orElseThrow();
        AtomicReference<PushResult> last = new AtomicReference<>(PushResult.TAKEN);
        await().pollInterval(java.time.Duration.ofMillis(1)).until(() -> {
            session.push(false, Unpooled.wrappedBuffer(new byte[60_000]), last::set);
            return last.get() == PushResult.TOO_SLOW || last.get() == PushResult.GONE;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"mediated", "relay"})
    void everyEndIsToldOnce(String tier) throws Exception {
        List<Way> ways = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            ways.addAll(List.of(Way.values()));
        }
        Collections.shuffle(ways, new Random(7));
        Set<String> connected = new HashSet<>();
        int refused = 0;
        for (Way way : ways) {
            Pair pair = open(way, tier);
            connected.add(pair.id());
            try (RawWebSocket no = RawWebSocket.connect(engine.wsPort(tier), "/?refuse=true")) {
                assertThat(no.status()).isEqualTo(403);
                refused++;
            }
            end(pair);
        }
        await().until(() -> engine.engine().sessions().all().isEmpty());
        assertThat(ids("/disconnect")).containsExactlyInAnyOrderElementsOf(connected);
        assertThat(ids("/connect")).containsExactlyInAnyOrderElementsOf(connected);
        assertThat(engine.engine().sessions().opened()).isEqualTo(connected.size());
        assertThat(Stream.of(CloseCause.values())
                        .mapToLong(engine.engine().sessions()::ended)
                        .sum())
                .isEqualTo(connected.size());
        assertThat(engine.engine().sessions().refusals(CloseCause.HANDSHAKE_REFUSED))
                .isEqualTo(refused);
        assertThat(http.requests().stream().filter(request -> request.uri().equals("/disconnect")))
                .allSatisfy(DisconnectOnceTest::hasACode);
    }

    private static void hasACode(Request request) {
        assertThat(request.header("X-Websocket-Event-Type")).isEqualTo("DISCONNECT");
        assertThat(Integer.parseInt(request.header("X-Websocket-Disconnect-Status-Code")))
                .isBetween(1000, 4999);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mediated", "relay"})
    void theEndOfTheEngineWaitsForTheBackEndToHear(String tier) throws Exception {
        Set<String> connected = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            connected.add(open(Way.CLIENT_CLOSES, tier).id());
        }
        CountDownLatch held = http.holds("/disconnect");
        Thread closing = new Thread(engine.engine()::close);
        closing.start();
        await().until(() -> ids("/disconnect").size() == 10);
        assertThat(engine.engine().sessions().all()).hasSize(10);
        held.countDown();
        closing.join();
        assertThat(ids("/disconnect")).containsExactlyInAnyOrderElementsOf(connected);
        assertThat(http.requests().stream().filter(request -> request.uri().equals("/disconnect")))
                .allSatisfy(request -> assertThat(request.header("X-Websocket-Disconnect-Status-Code"))
                        .isEqualTo("1001"));
        assertThat(engine.engine().sessions().ended(CloseCause.SHUTDOWN)).isEqualTo(10);
    }

    @Test
    void anEndpointThatIsTakenAwayTellsOfItsEnds() throws Exception {
        String id = open(Way.CLIENT_CLOSES, "relay").id();
        String stays = open(Way.CLIENT_CLOSES, "mediated").id();
        engine.engine().undeployInboundEndpoint("relay");
        await().until(() -> !ids("/disconnect").isEmpty());
        assertThat(ids("/disconnect")).containsExactly(id).doesNotContain(stays);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mediated", "relay"})
    void aClientThatLeavesBeforeItsAnswerWasNeverConnected(String tier) throws Exception {
        CountDownLatch held = http.holds("/connect");
        RawWebSocket client = RawWebSocket.tcp(engine.wsPort(tier));
        client.raw(("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        await().until(() -> !ids("/connect").isEmpty());
        client.close();
        await().until(() -> engine.engine().sessions().refusals(CloseCause.CLIENT_LOST) == 1);
        held.countDown();
        Pair next = open(Way.CLIENT_CLOSES, tier);
        end(next);
        await().until(() -> engine.engine().sessions().all().isEmpty());
        assertThat(ids("/disconnect")).containsExactly(next.id());
    }
}
