package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.engine.testkit.ScriptedBackend.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code myelin websocket connect} as a user types it, against a server whose every byte the test says. */
class WebSocketConnectTest {
    private static final long SECONDS = 60;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private ScriptedBackend server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedBackend.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private int run(InputStream in, String... words) {
        List<String> all = new ArrayList<>(List.of("websocket", "connect"));
        all.addAll(List.of(words));
        return Cli.run(in, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private int run(String... words) {
        return run(InputStream.nullInputStream(), words);
    }

    private CompletableFuture<Integer> running(InputStream in, String... words) {
        return CompletableFuture.supplyAsync(() -> run(in, words));
    }

    private static InputStream lines(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int code(CompletableFuture<Integer> command) throws Exception {
        return command.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aDialogueUntilTheServerCloses() throws Exception {
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed)) {
            CompletableFuture<Integer> command = running(in, "-c", server.address("/connections?a=b"));
            try (ScriptedBackend.Peer peer = server.next()) {
                assertThat(peer.request().get(0)).isEqualTo("GET /connections?a=b HTTP/1.1");
                typed.write("Hello!\n".getBytes(StandardCharsets.UTF_8));
                typed.flush();
                assertThat(peer.read().text()).isEqualTo("Hello!");
                peer.text("{\"connection_id\":\"1\"}");
                peer.text("grüß dich");
                peer.close(1000, "");
                assertThat(code(command)).isZero();
                RawWebSocket.Frame close = peer.read();
                assertThat(close.opcode()).isEqualTo(8);
                assertThat(close.closeCode()).isEqualTo(1000);
            }
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "Connected (press CTRL+C to quit)",
                        "< {\"connection_id\":\"1\"}",
                        "< grüß dich",
                        "Disconnected (code: 1000, reason: \"\")");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eachLineOfAPipeIsAMessageAndTheAnswersAreWaitedFor() throws Exception {
        CompletableFuture<Integer> command = running(lines("one\ntwo\n"), server.address("/"));
        try (ScriptedBackend.Peer peer = server.next()) {
            assertThat(peer.read().text()).isEqualTo("one");
            assertThat(peer.read().text()).isEqualTo("two");
            peer.text("1");
            peer.text("2");
            RawWebSocket.Frame close = peer.read();
            assertThat(close.closeCode()).isEqualTo(1000);
            peer.close(1000, "");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString().lines()).contains("< 1", "< 2").endsWith("Disconnected (code: 1000, reason: \"\")");
    }

    @Test
    void headersSubprotocolsOriginAndCredentialsReachTheServer() throws Exception {
        server.answering(request -> Answer.accept("v2.chat"));
        String[] words = {
            "-H",
            "X-One: a:b",
            "--header",
            "X-Two:2",
            "-s",
            "v1.chat,v2.chat",
            "--subprotocol",
            "v3",
            "-o",
            "https://example.com",
            "--auth",
            "user:secret",
            "-x",
            "hi",
            "-w",
            "0",
            server.address("/")
        };
        CompletableFuture<Integer> command = running(InputStream.nullInputStream(), words);
        try (ScriptedBackend.Peer peer = server.next()) {
            assertThat(peer.header("X-One")).isEqualTo("a:b");
            assertThat(peer.header("X-Two")).isEqualTo("2");
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("v1.chat, v2.chat, v3");
            assertThat(peer.header("Origin")).isEqualTo("https://example.com");
            assertThat(peer.header("Authorization")).isEqualTo("Basic dXNlcjpzZWNyZXQ=");
            assertThat(peer.read().text()).isEqualTo("hi");
            assertThat(peer.read().opcode()).isEqualTo(8);
            peer.close(1000, "");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void aMessageInFragmentsIsOneAndBinaryOnesAreShownInHex() throws Exception {
        CompletableFuture<Integer> command =
                running(InputStream.nullInputStream(), server.address("/"), "-x", "go", "--binary", "-w", "-1");
        try (ScriptedBackend.Peer peer = server.next()) {
            assertThat(peer.read().opcode()).isEqualTo(2);
            byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
            peer.frame(0x01, new byte[] {'a', umlaut[0]});
            peer.frame(0x00, new byte[] {umlaut[1]});
            peer.frame(0x80, new byte[] {'z'});
            peer.frame(0x82, new byte[] {1, (byte) 0xFE});
            peer.close(4000, "enough");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString().lines()).containsExactly("aüz", "(binary, 2 bytes) 01fe");
    }

    @Test
    void commandsWithASlash() throws Exception {
        String typed = "/ping hello\n/what\n/close x\n/close 1002\n/close 4001 good bye\n";
        CompletableFuture<Integer> command = running(lines(typed), server.address("/"), "--slash", "-P");
        try (ScriptedBackend.Peer peer = server.next()) {
            RawWebSocket.Frame ping = peer.read();
            assertThat(ping.opcode()).isEqualTo(9);
            assertThat(ping.text()).isEqualTo("hello");
            peer.frame(0x8A, ping.payload());
            RawWebSocket.Frame close = peer.read();
            assertThat(close.closeCode()).isEqualTo(4001);
            assertThat(close.closeReason()).isEqualTo("good bye");
            peer.close(4001, "good bye");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString())
                .contains("< Received pong (data: \"hello\")", "Disconnected (code: 4001, reason: \"good bye\")");
        assertThat(err.toString())
                .contains("error: /what (expected: /ping", "error: code: x (expected", "error: code: 1002 (expected");
    }

    @Test
    void withoutSlashItIsAMessage() throws Exception {
        CompletableFuture<Integer> command = running(lines("/ping\n"), server.address("/"), "-q", "-w", "0");
        try (ScriptedBackend.Peer peer = server.next()) {
            assertThat(peer.read().text()).isEqualTo("/ping");
            peer.close(1000, "");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void pingsAreAnsweredAndShownWhenAskedFor() throws Exception {
        CompletableFuture<Integer> command = running(lines(""), server.address("/"), "-w", "-1", "-P");
        try (ScriptedBackend.Peer peer = server.next()) {
            peer.frame(0x89, "p".getBytes(StandardCharsets.UTF_8));
            RawWebSocket.Frame pong = peer.read();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.text()).isEqualTo("p");
            peer.close(1000, "");
            assertThat(code(command)).isZero();
        }
        assertThat(out.toString()).contains("< Received ping (data: \"p\")");
    }

    @Test
    void aConnectionThatIsLostIsExitCode1() throws Exception {
        CompletableFuture<Integer> command = running(lines(""), server.address("/"), "-w", "-1");
        server.next().close();
        assertThat(code(command)).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly("Connected (press CTRL+C to quit)", "Disconnected (code: 1006, reason: \"\")");
    }

    @Test
    void aRefusedHandshakeShowsStatusAndBody() {
        String body = "{\"detail\":\"who are you?\"}";
        server.answering(request -> new Answer(
                "HTTP/1.1 401 Unauthorized", List.of("Content-Length: " + body.length() + "\r\n\r\n" + body), false));
        assertThat(run(server.address("/"), "--auth", "user:secret")).isEqualTo(1);
        assertThat(err.toString().lines()).containsExactly("error: Unexpected server response: 401", body);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whereNobodyListensItIsSaid() throws IOException {
        String address = server.address("/");
        server.close();
        assertThat(run(address)).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("error: nothing listens there");
    }

    @Test
    void wrongCallsAreExitCode2AndShowNoSecret() {
        String[][] calls = {
            {},
            {"ws://a/", "-c", "ws://b/"},
            {"ftp://user:secret@host/"},
            {"ws://user:secret@ho st/"},
            {"ws://host/", "--auth", "secret"},
            {"ws://host/", "-H", "secret"},
            {"ws://host/", "-H", "Host: secret"},
            {"ws://host/", "-H", "X-One: se\ncret"},
            {"ws://host/", "-s", "a b"},
            {"ws://host/", "--ca", "/no/such/file"},
            {"ws://host/", "-w", "x"},
        };
        for (String[] call : calls) {
            assertThat(run(call)).describedAs(String.join(" ", call)).isEqualTo(2);
        }
        assertThat(err.toString())
                .doesNotContain("secret")
                .contains("URL: none (expected: one)", "--ca: /no/such/file (expected: a file; there is none)");
    }

    @Test
    void anAddressWithoutSchemeAndOneWithCredentials() throws Exception {
        CompletableFuture<Integer> command =
                running(InputStream.nullInputStream(), "user:se%20cret@127.0.0.1:" + server.port() + "/x", "-x", "a");
        try (ScriptedBackend.Peer peer = server.next()) {
            assertThat(peer.request().get(0)).isEqualTo("GET /x HTTP/1.1");
            assertThat(peer.header("Authorization")).isEqualTo("Basic dXNlcjpzZSBjcmV0");
            peer.close(1000, "");
            assertThat(code(command)).isZero();
        }
    }

    @Test
    void itEndsWhereTheInputIsStillOpen() throws Exception {
        try (PipedOutputStream typed = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(typed)) {
            CompletableFuture<Integer> command = running(in, server.address("/"));
            try (ScriptedBackend.Peer peer = server.next()) {
                await().atMost(Duration.ofSeconds(SECONDS))
                        .until(() -> !out.toString().isEmpty());
                peer.close(1001, "going");
                assertThat(code(command)).isZero();
            }
        }
        assertThat(out.toString()).contains("Disconnected (code: 1001, reason: \"going\")");
    }
}
