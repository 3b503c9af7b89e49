package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.inboundAt;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.FreePorts;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's opening handshake gets for an answer (SEMANTICS of the handshake). */
class HandshakeAnswerTest {
    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toBackend = send(backend.address("/b"));
        String refusing = axis2("HTTP_SC", "403") + text("not you");
        engine = Artefacts.engine(
                inbound("relay", "relay", "ws.backend.handshake.timeout=2s", "ws.path=/a"),
                inboundAt("relay", "rooms", "rooms", "ws.path=/chat/{room}"),
                inboundAt("relay", "lobby", "named", "ws.path=/chat/lobby"),
                inboundAt("relay", "any", "named", "ws.path=/any/*"),
                inboundAt("relay", "down", "down", "ws.path=/down"),
                inboundAt("relay", "refusing", "refusing", "ws.path=/refusing"),
                inboundAt("relay", "closing", "closing", "ws.path=/closing"),
                inboundAt("relay", "faulty", "down", "ws.path=/faulty", "onError=own418"),
                inboundAt("relay", "late", "late", "ws.path=/late"),
                inboundAt("relay", "origin", "named", "ws.path=/origin", "ws.allowed.origins=example.com, b.example"),
                inboundAt("relay", "same", "named", "ws.path=/same"),
                inbound("quick", "named", "ws.handshake.timeout=1s"),
                sequence("relay", toBackend),
                sequence("rooms", text("room $1", get("uri.var.room")) + "<respond/>"),
                sequence("named", onHandshake("", text("$1", get("inbound.endpoint.name")) + "<respond/>")),
                sequence("down", send("ws://127.0.0.1:" + FreePorts.next() + "/")),
                sequence("refusing", onHandshake(refusing + "<respond/>", "")),
                sequence(
                        "closing", property("errorCode", "4001") + property("ERROR_MESSAGE", "go away") + "<respond/>"),
                sequence("own418", axis2("HTTP_SC", "418")),
                sequence("late", onHandshake("", toBackend)));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    @BeforeEach
    void accepting() {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
    }

    private static RawWebSocket connect(String path, String... headers) throws IOException {
        return RawWebSocket.connect(engine.wsPort("relay"), path, headers);
    }

    @Test
    void the101WaitsForThatOfTheBackend() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        backend.answering(request -> {
            asked.countDown();
            answer.await();
            return ScriptedBackend.Answer.accept("", "X-From-Backend: yes", "Set-Cookie: a=1", "Set-Cookie: b=2");
        });
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("relay"))) {
            client.raw(handshake("/a"));
            asked.await();
            assertThat(client.socket().getInputStream().available()).isZero();
            answer.countDown();
            client.readHead();
            assertThat(client.status()).isEqualTo(101);
            assertThat(client.header("X-From-Backend")).isEqualTo("yes");
            assertThat(client.header("Set-Cookie")).isEqualTo("a=1");
            assertThat(client.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(UUID.fromString(client.header("X-Websocket-Connection-Id"))
                            .version())
                    .isEqualTo(7);
        }
        backend.next().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 503})
    void theBackendsRefusalIsTheClients(int status) throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.refuse(status));
        try (RawWebSocket client = connect("/a")) {
            assertThat(client.status()).isEqualTo(status);
            assertThat(client.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).doesNotContain("" + backend.port());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "Sec-WebSocket-Accept:",
                "Sec-WebSocket-Protocol: not-offered",
                "Sec-WebSocket-Extensions: permessage-bzip2"
            })
    void anAnswerThatIsNoValid101IsABadGateway(String header) throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("", header));
        try (RawWebSocket client = connect("/a")) {
            assertThat(client.status()).isEqualTo(502);
        }
        backend.next().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK", "HTTP/1.1 302 Found", "HTTP/1.1 101 Switching Protocols", "SSH-2.0-nonsense"})
    void anAnswerThatIsNo101IsABadGateway(String statusLine) throws Exception {
        backend.answering(request ->
                new ScriptedBackend.Answer(statusLine, List.of("Upgrade: websocket", "Connection: Upgrade"), false));
        try (RawWebSocket client = connect("/a")) {
            assertThat(client.status()).isEqualTo(502);
        }
    }

    @Test
    void a101WithoutAnAcceptHeaderIsABadGatewayAtOnceThoughTheBackendStays() throws Exception {
        try (ServerSocket server = new ServerSocket(0);
                EngineHarness own = Artefacts.engine(
                        inbound("in", "in"), sequence("in", send("ws://127.0.0.1:" + server.getLocalPort() + "/")));
                RawWebSocket client = RawWebSocket.tcp(own.wsPort("in"))) {
            client.raw(handshake("/"));
            try (Socket peer = server.accept()) {
                peer.getOutputStream()
                        .write("HTTP/1.1 101 Switching\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
                client.readHead();
                assertThat(client.status()).isEqualTo(502);
            }
        }
    }

    @Test
    void anUnreachableBackendIsABadGatewayAndASilentOneATimeout() throws Exception {
        try (RawWebSocket client = connect("/down")) {
            assertThat(client.status()).isEqualTo(502);
        }
        CountDownLatch never = new CountDownLatch(1);
        backend.answering(request -> {
            never.await();
            return ScriptedBackend.Answer.refuse(500);
        });
        try (RawWebSocket client = connect("/a")) {
            assertThat(client.status()).isEqualTo(504);
        } finally {
            never.countDown();
        }
    }

    @Test
    void theSequenceRefusesWithItsStatusAndPayload() throws Exception {
        try (RawWebSocket client = connect("/refusing")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.rest()).contains("not you");
        }
    }

    @Test
    void theStatusOfTheFaultSequenceWins() throws Exception {
        try (RawWebSocket client = connect("/faulty")) {
            assertThat(client.status()).isEqualTo(418);
        }
    }

    @Test
    void errorCodeAndMessageAreA101AndThenAClose() throws Exception {
        try (RawWebSocket client = connect("/closing")) {
            assertThat(client.status()).isEqualTo(101);
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4001);
            assertThat(close.closeReason()).isEqualTo("go away");
        }
    }

    @Test
    void withoutASendTheLegOpensAtTheFirstMessage() throws Exception {
        int before = backend.handshakes();
        try (RawWebSocket client = connect("/late")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(backend.handshakes()).isEqualTo(before);
            client.text("first");
            try (ScriptedBackend.Peer peer = backend.next()) {
                assertThat(peer.read().text()).isEqualTo("first");
                client.text("second");
                assertThat(peer.read().text()).isEqualTo("second");
            }
        }
    }

    @Test
    void aLegThatCannotOpenIsTheFaultOfItsMessageAndTheSessionLivesOn() throws Exception {
        try (RawWebSocket client = connect("/late")) {
            backend.answering(request -> ScriptedBackend.Answer.refuse(503));
            client.text("lost");
            client.frame(0x89, new byte[] {1});
            assertThat(client.read().opcode()).isEqualTo(10);
            backend.answering(request -> ScriptedBackend.Answer.accept(""));
            client.text("kept");
            try (ScriptedBackend.Peer peer = backend.next()) {
                RawWebSocket.Frame first = peer.read();
                assertThat(first.text()).isIn("lost", "kept");
            }
        }
    }

    @Test
    void framesInOneSegmentWithEitherHandshakeAreNotLost() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("relay"))) {
            byte[] head = handshake("/a");
            byte[] frames = RawWebSocket.encode(0x81, "early".getBytes(StandardCharsets.UTF_8), true);
            byte[] all = new byte[head.length + frames.length];
            System.arraycopy(head, 0, all, 0, head.length);
            System.arraycopy(frames, 0, all, head.length, frames.length);
            client.raw(all);
            client.readHead();
            assertThat(client.status()).isEqualTo(101);
            try (ScriptedBackend.Peer peer = backend.next()) {
                assertThat(peer.read().text()).isEqualTo("early");
                client.text("late");
                assertThat(peer.read().text()).isEqualTo("late");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"/chat/lobby,lobby", "/chat/blue,room blue", "/chat/a%20b?x=1,room a b", "/any/thing/else,any"})
    void thePathTellsTheEndpointsOfAPortApart(String path, String answer) throws Exception {
        try (RawWebSocket client = connect(path)) {
            if (answer.startsWith("room")) {
                // rooms answers its handshake message with a respond as well, which is no frame.
                assertThat(client.status()).isEqualTo(101);
            }
            client.text("x");
            assertThat(client.readText()).isEqualTo(answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/origin,http://example.com,101",
        "/origin,https://b.example:8443,101",
        "/origin,http://evil.example,403",
        "/origin,http://example.com.evil.example,403",
        "/origin,null,403",
        "/origin,,101",
        "/same,http://localhost,101",
        "/same,http://other,403"
    })
    void originsAreChecked(String path, String origin, int status) throws Exception {
        try (RawWebSocket client = origin == null ? connect(path) : connect(path, "Origin: " + origin)) {
            assertThat(client.status()).isEqualTo(status);
        }
        if (status == 403) {
            assertThat(engine.log().containing("ws.allowed.origins")).anyMatch(line -> line.contains(origin));
        }
    }

    @Test
    void handshakesThatBreakTheRulesGetTheirStatus() throws Exception {
        List<String> good = lines("/a");
        refused(404, lines("/nowhere"));
        refused(426, List.of("GET / HTTP/1.1", "Host: x"), "Upgrade: websocket");
        refused(
                426,
                List.of("GET /a HTTP/1.1", "Host: x", "Upgrade: h2c", "Connection: Upgrade"),
                "Upgrade: websocket");
        refused(200, List.of("GET /health HTTP/1.1", "Host: x"));
        refused(400, without(good, "Sec-WebSocket-Key"));
        refused(400, with(without(good, "Sec-WebSocket-Key"), "Sec-WebSocket-Key: short"));
        refused(400, with(without(good, "Sec-WebSocket-Key"), "Sec-WebSocket-Key: !!!!"));
        refused(400, with(good, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        refused(426, without(good, "Sec-WebSocket-Version"), "Sec-WebSocket-Version: 13");
        refused(
                426,
                with(without(good, "Sec-WebSocket-Version"), "Sec-WebSocket-Version: 8"),
                "Sec-WebSocket-Version: 13");
        refused(400, without(good, "Connection"));
        refused(400, without(good, "Host"));
        refused(400, with(good, "Host: other"));
        refused(400, with(good, "Content-Length: 5"));
        refused(400, with(good, "Content-Length: five"));
        refused(400, with(good, "Transfer-Encoding: chunked"));
        refused(400, replaced(good, "POST /a HTTP/1.1"));
        refused(400, replaced(good, "GET /a HTTP/1.0"));
        refused(400, List.of("\u0016\u0003\u0001garbage\u0000\u0001"));
        refused(431, with(good, "X-Long: " + "x".repeat(20 * 1024)));
        refused(414, replaced(good, "GET /a?" + "x".repeat(20 * 1024) + " HTTP/1.1"));
    }

    private static void refused(int status, List<String> request, String... headers) throws IOException {
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("relay"))) {
            client.request(request);
            assertThat(client.status()).as("%s", request).isEqualTo(status);
            for (String each : headers) {
                String name = each.substring(0, each.indexOf(':'));
                assertThat(client.header(name)).isEqualTo(each.substring(each.indexOf(' ') + 1));
            }
            client.rest();
        }
    }

    @Test
    void aClientThatIsStillSendingItsHugeHeadersReadsTheAnswer() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("relay"))) {
            byte[] headers = ("GET / HTTP/1.1\r\nX: " + "x".repeat(1_000_000)).getBytes(StandardCharsets.ISO_8859_1);
            client.raw(headers);
            client.readHead();
            assertThat(client.status()).isEqualTo(431);
        }
    }

    @Test
    void aSlowHandshakeTimesOut() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.wsPort("quick"))) {
            client.raw("GET / HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.ISO_8859_1));
            client.readHead();
            assertThat(client.status()).isEqualTo(408);
        }
        // Not each handshake is in time on a busy machine.
        await().ignoreExceptions().untilAsserted(() -> {
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("quick"), "/")) {
                client.text("in time");
                assertThat(client.readText()).isEqualTo("quick");
            }
        });
    }

    private static List<String> lines(String path) {
        return List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: keep-alive, Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    private static byte[] handshake(String path) {
        return (String.join("\r\n", lines(path)) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> without(List<String> lines, String name) {
        return lines.stream().filter(line -> !line.startsWith(name + ":")).toList();
    }

    private static List<String> with(List<String> lines, String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        return all;
    }

    private static List<String> replaced(List<String> lines, String requestLine) {
        List<String> all = new ArrayList<>(lines);
        all.set(0, requestLine);
        return all;
    }
}
