package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.FreePorts;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** HTTP callers in front of WebSocket back-ends: 202, replies, leases, faults. */
class HttpToWebSocketTest {
    private static final String OUT_ONLY = property("OUT_ONLY", "true");
    private static final Map<String, ScriptedBackend> BACKENDS = new ConcurrentHashMap<>();
    private static int downPort;
    private static EngineHarness engine;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start() throws Exception {
        downPort = FreePorts.next();
        String byHeader = "<property name='websocket.custom.header.X-User' expression=\"$trp:User\" scope='axis2'/>";
        engine = EngineHarness.start(
                conf -> conf.toml(Artefacts.SENDER + "[websocket]\nbackend_handshake_timeout = \"5s\"\n")
                        .definitions(String.join(
                                "\n",
                                proxy("out", OUT_ONLY + axis2("FORCE_SC_ACCEPTED", "true") + send(at("out"))),
                                proxy("queue", OUT_ONLY + send(at("queue"))),
                                proxy("user", OUT_ONLY + byHeader + send(at("user"))),
                                proxy("query", OUT_ONLY + send(at("user") + "?a=1")),
                                proxy("down", OUT_ONLY + send("ws://127.0.0.1:" + downPort + "/down")),
                                proxy("downLease", send("ws://127.0.0.1:" + downPort + "/down")),
                                proxy("rolling", OUT_ONLY + send(at("rolling"))),
                                proxy("five", send(at("five"))),
                                proxy("dies", send(at("dies"))),
                                proxy(
                                        "quick",
                                        "<send><endpoint><address uri='" + at("quick")
                                                + "'><timeout><duration>3000</duration></timeout></address></endpoint></send>"),
                                sequence("poolOut", "<log level='full'/><respond/>"),
                                sequence(
                                        "fault",
                                        "<log level='custom'><property name='CODE' expression=\"" + get("ERROR_CODE")
                                                + "\"/></log>"))));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        for (ScriptedBackend each : BACKENDS.values()) {
            each.close();
        }
    }

    /** A back-end for one test: connections that another test left behind do not get in the way. */
    private static ScriptedBackend backend(String name) {
        return BACKENDS.computeIfAbsent(name, any -> {
            try {
                return ScriptedBackend.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String at(String name) {
        return backend(name).address("/" + name);
    }

    private CompletableFuture<HttpResponse<String>> post(String proxy, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", "text/plain")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> posted) throws Exception {
        return posted.get(60, TimeUnit.SECONDS);
    }

    @Test
    void outOnlyIsAcceptedOnceTheFrameIsWrittenAndManyShareOneConnectionInOrder() throws Exception {
        CountDownLatch letIn = new CountDownLatch(1);
        backend("out").answering(request -> {
            letIn.await();
            return ScriptedBackend.Answer.accept("");
        });
        int before = backend("out").handshakes();
        CompletableFuture<HttpResponse<String>> first = post("out", "message 0");
        await().until(() -> backend("out").handshakes() == before + 1);
        assertThat(first).isNotDone();
        letIn.countDown();
        assertThat(answer(first).statusCode()).isEqualTo(202);
        assertThat(answer(first).body()).isEmpty();
        try (ScriptedBackend.Peer peer = backend("out").next()) {
            assertThat(peer.read().text()).isEqualTo("message 0");
            for (int i = 1; i < 50; i++) {
                assertThat(answer(post("out", "message " + i)).statusCode()).isEqualTo(202);
            }
            for (int i = 1; i < 50; i++) {
                assertThat(peer.read().text()).isEqualTo("message " + i);
            }
            assertThat(backend("out").handshakes()).isEqualTo(before + 1);
            peer.text("a frame that comes back");
            await().until(() ->
                    !engine.log().containing("a frame that comes back").isEmpty());
        }
    }

    @Test
    void connectionsAreToldApartByQueryAndHeaders() throws Exception {
        int before = backend("user").handshakes();
        for (String user : List.of("ann", "bob", "ann")) {
            assertThat(answer(post("user", "x", "User", user)).statusCode()).isEqualTo(202);
        }
        assertThat(answer(post("query", "x")).statusCode()).isEqualTo(202);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (ScriptedBackend.Peer peer = backend("user").next()) {
                seen.add(peer.request().get(0).split(" ")[1] + " " + peer.header("X-User"));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder("/user ann", "/user bob", "/user?a=1 ");
        assertThat(backend("user").handshakes()).isEqualTo(before + 3);
    }

    @Test
    void aBackendThatIsDownIs503AndBackAgainWorksAtOnce() throws Exception {
        assertThat(answer(post("down", "lost")).statusCode()).isEqualTo(503);
        assertThat(engine.log().containing("CODE = 101503")).isNotEmpty();
        assertThat(answer(post("downLease", "lost")).statusCode()).isEqualTo(503);
        for (int i = 0; i < 2; i++) {
            try (ScriptedBackend back = ScriptedBackend.start(downPort)) {
                assertThat(answer(post("down", "found " + i)).statusCode()).isEqualTo(202);
                try (ScriptedBackend.Peer peer = back.next()) {
                    assertThat(peer.read().text()).isEqualTo("found " + i);
                }
            }
            await().untilAsserted(() ->
                    assertThat(answer(post("down", "lost")).statusCode()).isEqualTo(503));
        }
    }

    @Test
    void whileTheConnectionOpensMessagesWaitAsManyAsTheQueueTakesAndNotForLong() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        backend("queue").answering(request -> {
            never.await();
            return ScriptedBackend.Answer.accept("");
        });
        String big = "x".repeat(600_000);
        int before = backend("queue").handshakes();
        CompletableFuture<HttpResponse<String>> waiting = post("queue", big);
        await().until(() -> backend("queue").handshakes() > before || waiting.isDone());
        CompletableFuture<HttpResponse<String>> refused = post("queue", big);
        assertThat(answer(refused).statusCode()).isEqualTo(503);
        assertThat(answer(waiting).statusCode()).isIn(503, 504);
        never.countDown();
    }

    @Test
    void theReplyIsTheAnswerAndTheFifthCallerWaits() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(post("five", "call " + i));
        }
        List<ScriptedBackend.Peer> peers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            peers.add(backend("five").next());
        }
        for (ScriptedBackend.Peer peer : peers) {
            peer.text("reply to " + peer.read().text());
        }
        ScriptedBackend.Peer used = null;
        while (used == null) {
            for (ScriptedBackend.Peer peer : peers) {
                used = peer.socket().getInputStream().available() > 0 ? peer : used;
            }
        }
        used.text("reply to " + used.read().text());
        for (int i = 0; i < 5; i++) {
            assertThat(answer(calls.get(i)).statusCode()).isEqualTo(200);
            assertThat(answer(calls.get(i)).body()).isEqualTo("reply to call " + i);
        }
        for (ScriptedBackend.Peer peer : peers) {
            peer.close();
        }
    }

    @Test
    void aLateReplyReachesNobodyElse() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = post("quick", "first");
        try (ScriptedBackend.Peer peer = backend("quick").next()) {
            assertThat(peer.read().text()).isEqualTo("first");
            assertThat(answer(slow).statusCode()).isEqualTo(504);
            CompletableFuture<HttpResponse<String>> next = post("quick", "second");
            peer.text("late reply to first");
            try (ScriptedBackend.Peer other = backend("quick").next()) {
                other.text("reply to " + other.read().text());
                assertThat(answer(next).body()).isEqualTo("reply to second");
            }
        }
    }

    @Test
    void aBackendThatHangsUpInsteadOfAReplyIs503AtOnceAndTheNextCallWorks() throws Exception {
        CompletableFuture<HttpResponse<String>> lost = post("dies", "first");
        ScriptedBackend.Peer peer = backend("dies").next();
        peer.read();
        peer.close(1011, "broken");
        assertThat(answer(lost).statusCode()).isEqualTo(503);
        CompletableFuture<HttpResponse<String>> found = post("dies", "second");
        try (ScriptedBackend.Peer other = backend("dies").next()) {
            other.text("reply to " + other.read().text());
            assertThat(answer(found).body()).isEqualTo("reply to second");
        }
        peer.close();
    }

    @Test
    void aSharedConnectionThatClosesSlowlyDoesNotTakeItsSuccessorAlong() throws Exception {
        assertThat(answer(post("rolling", "one")).statusCode()).isEqualTo(202);
        ScriptedBackend.Peer closing = backend("rolling").next();
        closing.read();
        closing.close(1001, "rolling update");
        closing.read();
        assertThat(answer(post("rolling", "two")).statusCode()).isEqualTo(202);
        try (ScriptedBackend.Peer successor = backend("rolling").next()) {
            assertThat(successor.read().text()).isEqualTo("two");
            closing.close();
            int before = backend("rolling").handshakes();
            for (int i = 0; i < 20; i++) {
                assertThat(answer(post("rolling", "on " + i)).statusCode()).isEqualTo(202);
                assertThat(successor.read().text()).isEqualTo("on " + i);
            }
            assertThat(backend("rolling").handshakes()).isEqualTo(before);
        }
    }

    @Test
    void aDisabledSenderNamesTheLineToAdd() throws Exception {
        try (EngineHarness off = EngineHarness.start(conf -> conf.definitions(proxy("off", OUT_ONLY + send(at("off")))
                + sequence(
                        "fault",
                        "<log level='custom'><property name='TEXT' expression=\"" + get("ERROR_MESSAGE")
                                + "\"/></log>")))) {
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + off.httpPort() + "/services/off"))
                            .POST(HttpRequest.BodyPublishers.ofString("x"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(off.log().containing("TEXT = ")).anyMatch(line -> line.contains("sender.enable = true"));
        }
    }
}
