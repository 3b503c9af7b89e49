package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What connections may hold in memory, and for how long they may take nothing. */
class BuffersTest {
    private static ScriptedBackend backend;
    private static ScriptedBackend slow;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        slow = ScriptedBackend.start();
        String toml = Artefacts.SENDER + "[websocket]\nmax_buffered = \"1MiB\"\nclose_timeout = \"500ms\"\n";
        engine = Artefacts.engine(conf -> conf.toml(toml)
                .definitions(inbound("echo", "echo")
                        // The low mark too, so that three clients that take nothing are enough, whatever the system
                        // takes.
                        + inbound(
                                "relayed",
                                "toBackend",
                                "ws.write.high.water.mark=512KiB",
                                "ws.write.low.water.mark=400KiB")
                        + proxy("push1", property("OUT_ONLY", "true") + send(slow.address("/1")))
                        + proxy("push2", property("OUT_ONLY", "true") + send(slow.address("/2")))
                        + proxy("push3", property("OUT_ONLY", "true") + send(slow.address("/3")))
                        + proxy("ask", send(slow.address("/ask")))
                        + inbound("strict", "toBackend", "ws.slow.consumer=close")
                        + sequence("echo", "<respond/>")
                        + sequence("toBackend", send(backend.address("/b")))
                        + sequence("poolOut", "<drop/>")
                        + Artefacts.OUT));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        slow.close();
    }

    private static long ended(CloseCause cause) {
        return engine.engine().sessions().ended(cause);
    }

    private interface Flood {
        void on(RawWebSocket client) throws IOException;
    }

    private static void isGivenUp(Flood flood) throws Exception {
        long before = ended(CloseCause.MAX_BUFFERED);
        try (RawWebSocket neighbour = RawWebSocket.open(engine.wsPort("echo"), "/");
                RawWebSocket client = RawWebSocket.open(engine.wsPort("echo"), "/")) {
            try {
                flood.on(client);
            } catch (IOException e) {
                // The engine has hung up before all was written.
            }
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.closeReason()).isEqualTo("too much is buffered");
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.MAX_BUFFERED) == before + 1);
            neighbour.text("alive");
            assertThat(neighbour.readText()).isEqualTo("alive");
            // What the other held is free again.
            neighbour.binary(new byte[900 * 1024]);
            assertThat(neighbour.read().payload()).hasSize(900 * 1024);
            neighbour.close(1000, "");
            neighbour.read();
        }
    }

    @Test
    void aFrameThatWouldFillTheBuffersEndsItsConnection() throws Exception {
        isGivenUp(client -> {
            byte[] frame = RawWebSocket.encode(0x82, new byte[3 << 20], true);
            client.raw(Arrays.copyOf(frame, 2 << 20));
        });
        assertThat(engine.log().containing("[websocket] max_buffered = 1048576 is reached"))
                .isNotEmpty();
    }

    @Test
    void aMessageInPartsThatWouldFillTheBuffersEndsItsConnection() throws Exception {
        isGivenUp(client -> {
            client.frame(0x02, new byte[100 * 1024]);
            for (int i = 0; i < 20; i++) {
                client.frame(0x00, new byte[100 * 1024]);
            }
        });
    }

    @Test
    void relayedSessionsWhoseClientsTakeNothingAreCountedToo() throws Exception {
        long before = ended(CloseCause.MAX_BUFFERED);
        List<RawWebSocket> clients = new ArrayList<>();
        try (RawWebSocket neighbour = RawWebSocket.open(engine.wsPort("echo"), "/")) {
            for (int i = 0; i < 4; i++) {
                RawWebSocket client = RawWebSocket.tcp(engine.wsPort("relayed"));
                clients.add(client);
                client.socket().setReceiveBufferSize(4096);
                client.handshake("/");
                ScriptedBackend.Peer peer = backend.next();
                inBackground(() -> flood(peer));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.MAX_BUFFERED) > before);
            assertThat(ended(CloseCause.MAX_BUFFERED)).isLessThan(before + 4);
            for (RawWebSocket client : clients) {
                client.close();
            }
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> engine.engine().sessions().all().size() == 1);
            neighbour.binary(new byte[900 * 1024]);
            assertThat(neighbour.read().payload()).hasSize(900 * 1024);
        }
    }

    @ParameterizedTest
    @CsvSource({"push1, push2", "ask, push3"})
    void whatWaitsForAConnectionIsCountedToo(String first, String second) throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        int before = slow.handshakes();
        slow.answering(request -> {
            answers.await();
            return ScriptedBackend.Answer.accept("");
        });
        CompletableFuture<HttpResponse<String>> waiting = post(first);
        await().until(() -> slow.handshakes() > before);
        await().untilAsserted(() -> {
            HttpResponse<String> refused = post(second).join();
            assertThat(refused.statusCode()).isEqualTo(503);
        });
        assertThat(waiting).isNotDone();
        answers.countDown();
        try (ScriptedBackend.Peer peer = peerOf(first)) {
            assertThat(peer.read().payload()).hasSize(700 * 1024);
            peer.text("done");
            assertThat(waiting.join().statusCode()).isBetween(200, 202);
        }
        assertThat(post(second).join().statusCode()).isEqualTo(202);
    }

    /** A request that was refused late has opened a connection too. */
    private static ScriptedBackend.Peer peerOf(String proxy) throws Exception {
        ScriptedBackend.Peer peer = slow.next();
        while (!peer.request().get(0).contains("/" + proxy.replace("push", "") + " ")) {
            peer.close();
            peer = slow.next();
        }
        return peer;
    }

    private static CompletableFuture<HttpResponse<String>> post(String proxy) {
        URI address = URI.create("http://localhost:" + engine.httpPort() + "/services/" + proxy);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(700 * 1024)))
                .build();
        return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aClientThatTakesNothingIsClosedWhereThatIsAskedFor() throws Exception {
        long before = ended(CloseCause.SLOW_CONSUMER);
        RawWebSocket client = RawWebSocket.tcp(engine.wsPort("strict"));
        client.socket().setReceiveBufferSize(4096);
        client.handshake("/");
        try (client;
                ScriptedBackend.Peer peer = backend.next()) {
            Thread flood = new Thread(() -> flood(peer));
            flood.setDaemon(true);
            flood.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.SLOW_CONSUMER) == before + 1);
            assertThat(engine.log().containing("ws.slow.consumer = close"))
                    .anyMatch(line -> line.contains("its client"));
        }
    }

    private static void flood(ScriptedBackend.Peer peer) {
        try {
            while (true) {
                peer.frame(0x82, new byte[32 * 1024]);
            }
        } catch (IOException e) {
            // The engine has hung up.
        }
    }

    @Test
    void aBackendThatTakesNothingIsClosedWhereThatIsAskedFor() throws Exception {
        long before = ended(CloseCause.SLOW_CONSUMER);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("strict"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.socket().setReceiveBufferSize(4096);
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        client.binary(new byte[32 * 1024]);
                    }
                } catch (IOException e) {
                    // The engine has hung up.
                }
            });
            flood.setDaemon(true);
            flood.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.SLOW_CONSUMER) == before + 1);
            assertThat(client.read().closeCode()).isEqualTo(1013);
        }
    }
}
