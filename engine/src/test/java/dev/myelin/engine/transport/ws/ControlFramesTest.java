package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static dev.myelin.engine.transport.ws.Artefacts.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.samples.HttpBackend;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pings and pongs: answered where they arrive, or passed on by {@code ws.pass.through.control.frames}. */
class ControlFramesTest {
    private static final String PASS = "ws.pass.through.control.frames=true";
    private static final int PING = 9;
    private static final int PONG = 10;

    private static ScriptedBackend backend;
    private static ScriptedBackend pooled;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        pooled = ScriptedBackend.start();
        String ping = "get-property('axis2', 'websocket.ping.frame.present')";
        String pong = "get-property('axis2', 'websocket.pong.frame.present')";
        String kind = text("$1/$2/$3/$4", ping, pong, "get-property('websocket.binary.frame.present')", "$body/*");
        String ended = "<log level='custom'><property name='ENDED' expression=\""
                + "fn:concat(get-property('axis2', 'websocket.close.code'), ' ',"
                + " get-property('axis2', 'websocket.reason.text'))\"/></log>";
        engine = Artefacts.engine(
                inbound("local", "paired"),
                inbound("passing", "passing", PASS),
                inbound("broadcast", "passing", PASS, "ws.client.side.broadcast.level=1"),
                inbound("telling", "telling", PASS),
                inbound("growing", "growing", PASS, "onError=tooLong"),
                proxy("push", property("OUT_ONLY", "true") + send(pooled.address("/push"))),
                proxy("ask", send(pooled.address("/ask"))),
                sequence("paired", property("mediated", "true") + send(backend.address("/"))),
                sequence("passing", when("connection.terminate", ended, send(backend.address("/")))),
                sequence("telling", kind + "<respond/>"),
                sequence("growing", text("x".repeat(126)) + "<respond/>"),
                sequence(
                        "tooLong",
                        "<log level='custom'><property name='FAULT' expression=\"get-property('ERROR_CODE')\"/></log>"));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        pooled.close();
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(engine.log().containing("LEAK:")).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertFrame(RawWebSocket.Frame frame, int opcode, String payload) {
        assertThat(frame.opcode()).isEqualTo(opcode);
        assertThat(frame.text()).isEqualTo(payload);
    }

    @Test
    void withoutTheParameterPingsOfBothSidesAreAnsweredAtOnceAndPongsGoNowhere() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.frame(0x89, bytes("of the client"));
            assertFrame(client.read(), PONG, "of the client");
            peer.frame(0x89, bytes("of the back-end"));
            assertFrame(peer.read(), PONG, "of the back-end");
            client.frame(0x8A, bytes("unasked"));
            peer.frame(0x8A, bytes("unasked"));
            client.text("then");
            assertFrame(peer.read(), 1, "then");
            peer.text("back");
            assertFrame(client.read(), 1, "back");
        }
    }

    @Test
    void pingsOfBackendsThatServeHttpCallersAreAnswered() throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest.Builder request = HttpRequest.newBuilder()
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("hello"));
        String services = "http://localhost:" + engine.httpPort() + "/services/";
        http.send(request.uri(URI.create(services + "push")).build(), HttpResponse.BodyHandlers.ofString());
        try (ScriptedBackend.Peer peer = pooled.next()) {
            assertFrame(peer.read(), 1, "hello");
            peer.frame(0x89, bytes("alive?"));
            assertFrame(peer.read(), PONG, "alive?");
        }
        CompletableFuture<HttpResponse<String>> asked =
                http.sendAsync(request.uri(URI.create(services + "ask")).build(), HttpResponse.BodyHandlers.ofString());
        ScriptedBackend.Peer asking = pooled.next();
        while (!asking.request().get(0).contains("/ask")) {
            asking = pooled.next();
        }
        assertFrame(asking.read(), 1, "hello");
        asking.frame(0x89, bytes("waiting"));
        assertFrame(asking.read(), PONG, "waiting");
        asking.text("reply");
        assertThat(asked.join().body()).isEqualTo("reply");
        asking.frame(0x89, bytes("idle"));
        assertFrame(asking.read(), PONG, "idle");
        asking.close();
    }

    @Test
    void withItPingsAndPongsPassBothWaysAndTheEngineAnswersNone() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("passing"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.frame(0x89, bytes("1"));
            assertFrame(peer.read(), PING, "1");
            peer.frame(0x8A, bytes("1"));
            assertFrame(client.read(), PONG, "1");
            peer.frame(0x89, new byte[] {-1, 0, 5});
            assertThat(client.read().payload()).containsExactly(-1, 0, 5);
            client.frame(0x8A, new byte[0]);
            assertFrame(peer.read(), PONG, "");
        }
    }

    @Test
    void theyKeepTheirPlaceBetweenMessagesAndWithinOneInFragments() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("passing"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            for (int i = 0; i < 100; i++) {
                client.text("m" + i);
                client.frame(0x89, bytes("p" + i));
            }
            for (int i = 0; i < 100; i++) {
                assertFrame(peer.read(), 1, "m" + i);
                assertFrame(peer.read(), PING, "p" + i);
            }
            peer.frame(0x01, bytes("a"));
            peer.frame(0x89, bytes("between"));
            peer.frame(0x80, bytes("b"));
            assertFrame(client.read(), PING, "between");
            assertFrame(client.read(), 1, "ab");
        }
    }

    @Test
    void theSequenceCanTellThemAndReadThem() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("telling"), "/")) {
            client.frame(0x89, bytes("who"));
            assertFrame(client.read(), PING, "true///who");
            client.frame(0x8A, bytes("me"));
            assertFrame(client.read(), PONG, "/true//me");
            client.text("data");
            assertFrame(client.read(), 1, "//false/data");
        }
    }

    @Test
    void aPayloadThatDoesNotFitIsAFaultAndTheSessionGoesOn() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("growing"), "/")) {
            client.frame(0x89, bytes("small"));
            await().until(() -> !engine.log().containing("FAULT = 101506").isEmpty());
            client.text("data");
            assertFrame(client.read(), 1, "x".repeat(126));
        }
    }

    @Test
    void aPingConcernsOneClientOnly() throws Exception {
        try (RawWebSocket one = RawWebSocket.open(engine.wsPort("broadcast"), "/");
                ScriptedBackend.Peer peer = backend.next();
                RawWebSocket two = RawWebSocket.open(engine.wsPort("broadcast"), "/");
                ScriptedBackend.Peer other = backend.next()) {
            peer.frame(0x89, bytes("for one"));
            peer.text("for all");
            assertFrame(one.read(), PING, "for one");
            assertFrame(one.read(), 1, "for all");
            assertFrame(two.read(), 1, "for all");
            other.close();
        }
    }

    @Test
    void pingsThatComeFasterThanTheyAreMediatedWaitWithinTheReadAhead() throws Exception {
        try (HttpBackend slow = HttpBackend.start("127.0.0.1", 0);
                EngineHarness own = Artefacts.engine(
                        inbound("in", "in", PASS, "ws.read.ahead=4"),
                        sequence(
                                "in",
                                onHandshake(
                                        "",
                                        "<call><endpoint><address uri='http://127.0.0.1:" + slow.port()
                                                + "/'/></endpoint></call><respond/>")));
                RawWebSocket client = RawWebSocket.open(own.wsPort("in"), "/")) {
            int count = 500;
            ByteArrayOutputStream burst = new ByteArrayOutputStream();
            for (int i = 0; i < count; i++) {
                burst.writeBytes(RawWebSocket.encode(i % 2 == 0 ? 0x89 : 0x8A, bytes("p" + i), true));
            }
            client.raw(burst.toByteArray());
            for (int i = 0; i < count; i++) {
                RawWebSocket.Frame frame = client.read();
                assertThat(frame.opcode()).isEqualTo(i % 2 == 0 ? PING : PONG);
                assertThat(frame.text().toLowerCase(Locale.ROOT)).contains("p" + i);
            }
        }
    }

    @Test
    void theEndTellsCodeAndReason() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("passing"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            client.close(4001, "done here");
            assertThat(peer.read().closeCode()).isEqualTo(4001);
            await().until(() -> !engine.log().containing("4001 done here").isEmpty());
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("passing"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.close(4002, "over there");
            assertThat(client.read().closeReason()).isEqualTo("over there");
            await().until(() -> !engine.log().containing("4002 over there").isEmpty());
        }
    }
}
