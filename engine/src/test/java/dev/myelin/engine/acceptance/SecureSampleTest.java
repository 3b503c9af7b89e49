package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.samples.EchoBackend;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sample {@code secure-websocket}, with the keys that its own script makes and with the client of the samples. */
class SecureSampleTest {
    private static final String SAMPLE = "samples/secure-websocket";
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private static EngineHarness engine;

    private record Ended(int exitCode, String output) {}

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(conf -> prepared(Folders.copy(SAMPLE, conf)));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static ConfFolder prepared(ConfFolder conf) {
        try {
            Path script = Files.copy(
                    Folders.of(SAMPLE + "/prepare.sh"), conf.directory().resolve("prepare.sh"));
            Ended ended = run("", "bash", script.toString());
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            return conf;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aClientReachesTheBackendByTlsOnBothSides() throws IOException {
        try (EchoBackend backend = backend()) {
            Ended client = client("--ca", keys("ca.pem"), url());

            assertThat(client.output().lines()).contains("connected", "< Hello, TLS");
            assertThat(client.exitCode()).isZero();
        }
    }

    @Test
    void aClientThatDoesNotTrustTheAuthorityIsNotConnected() throws IOException {
        Ended client = client(url());

        assertThat(client.exitCode()).as(client.output()).isEqualTo(1);
        assertThat(client.output()).startsWith("no connection: TLS: ").contains("certification");
    }

    @Test
    void withoutTheBackendClientsGet502() throws IOException {
        Ended client = client("--ca", keys("ca.pem"), url());

        assertThat(client.output()).isEqualToIgnoringNewLines("refused: HTTP 502");
    }

    @Test
    void itIsRelayedAndHasNoFindings() {
        StringWriter out = new StringWriter();
        Cli.run(
                new PrintWriter(out, true),
                new PrintWriter(out, true),
                "explain",
                "--conf",
                engine.directory().toString(),
                "secure");

        assertThat(out.toString()).contains("<!-- inbound endpoint secure: tier relay -->");
        assertThat(engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void keysAreMadeOnceAndForTheirOwnerOnly() throws IOException {
        byte[] before = Files.readAllBytes(Path.of(keys("gateway.p12")));
        Ended again = run("", "bash", engine.directory().resolve("prepare.sh").toString());

        assertThat(again).isEqualTo(new Ended(0, ""));
        assertThat(Files.readAllBytes(Path.of(keys("gateway.p12")))).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(keys("gateway.p12")))))
                .isEqualTo("rw-------");
    }

    private static EchoBackend backend() {
        Path keys = Path.of(keys("backend.p12"));
        return EchoBackend.startSecure("localhost", engine.wsPort("8085"), "/websocket", keys, "changeit");
    }

    private static String keys(String name) {
        return engine.directory().resolve("keys").resolve(name).toString();
    }

    private static String url() {
        return "wss://localhost:" + engine.wsPort("9094") + "/";
    }

    private static Ended client(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = Folders.of("samples/client.sh").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return run("Hello, TLS\n", command);
    }

    private static Ended run(String input, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", JAVA.toString());
        builder.environment().merge("PATH", JAVA.resolve("bin").toString(), (path, java) -> java + ":" + path);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(120, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Ended(process.exitValue(), output);
    }
}
