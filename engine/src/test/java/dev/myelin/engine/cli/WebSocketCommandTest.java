package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.management.ManagementServer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, against an engine that runs. */
class WebSocketCommandTest {
    private static EngineHarness engine;
    private static ManagementServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(conf ->
                conf.definitions("<inboundEndpoint name='chat' sequence='answer' protocol='ws'><parameters><parameter"
                        + " name='inbound.ws.port'>@port:chat@</parameter></parameters></inboundEndpoint>"
                        + "<sequence name='answer'><respond/></sequence>"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("websocket"));
        all.addAll(List.of(words));
        all.addAll(List.of("--conf", engine.directory().toString()));
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    void aConnectionFromTheShell(@TempDir Path folder) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("chat"), "/room one".replace(' ', '-'))) {
            String id = client.header("X-Websocket-Connection-Id");
            assertThat(run("list", "--listener", "chat", "--path", "/room-one")).isZero();
            assertThat(out.toString()).startsWith(id + "  ").contains("  chat  /room-one  127.0.0.1");
            assertThat(run("get", id)).isZero();
            assertThat(out.toString()).contains("tier: mediated", "state: open");
            assertThat(run("get", id, "--json")).isZero();
            assertThat(out.toString()).contains("\"id\":\"" + id + "\"");
            assertThat(run("send", id, "--data", "grüß dich")).isZero();
            assertThat(client.readText()).isEqualTo("grüß dich");
            Path file = Files.write(folder.resolve("bytes"), new byte[] {1, 2, 3});
            assertThat(run("send", id, "--binary", file.toString())).isZero();
            assertThat(client.read().payload()).containsExactly(1, 2, 3);
            assertThat(run("disconnect", id, "--reason", "good bye")).isZero();
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(close.closeReason()).isEqualTo("good bye");
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anUnknownIdIsExitCode1() {
        for (String[] words :
                new String[][] {{"get", "no-such"}, {"send", "no-such", "--data", "x"}, {"disconnect", "no-such"}}) {
            assertThat(run(words)).isEqualTo(1);
        }
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.contains("connection: no-such (expected: one that is open)"));
    }

    @Test
    void wrongCallsAreSaid(@TempDir Path folder) {
        assertThat(run("send", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("--data");
        assertThat(run("send", "x", "--binary", folder.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("none (expected: a file that can be read)")
                .doesNotContain("Exception");
        assertThat(run("disconnect", "x", "--code", "5")).isEqualTo(1);
        assertThat(err.toString()).contains("code: 5 (expected");
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void thePasswordIsNotSentToOtherMachinesInClearText() {
        assertThat(run("list", "--url", "http://192.0.2.1:9164")).isEqualTo(1);
        assertThat(err.toString()).contains("--url: http://192.0.2.1:9164 (expected: https:// for other machines)");
    }

    @Test
    void aHostThatDoesNotResolveIsSaidInOneLine(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("deployment.toml"), "[management]\nhost = 'no-such-host.invalid'\n");
        String[] words = {"websocket", "list", "--conf", folder.toString()};
        assertThat(Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), words))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("[management] host: no-such-host.invalid (expected: an address of this machine)");
    }

    @Test
    void noEngineIsSaid(@TempDir Path folder) {
        assertThat(run("list", "--url", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString()).contains("http://127.0.0.1:1: no engine answers there");
        String[] words = {"websocket", "list", "--conf", folder.toString()};
        assertThat(Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), words))
                .isEqualTo(1);
        assertThat(err.toString()).contains("management.password: not there (expected");
    }
}
