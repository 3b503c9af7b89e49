package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.Script;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/start.sh} and {@code bin/stop.sh} as processes. Runs in phase integration-test, which has the jars. */
class StartScriptProcessTest {
    private static final String READY = " ready in ";
    private static final int POSTS = 300;
    /** Of the masks in /proc: signal 2. */
    private static final long SIGINT_BIT = 1L << 1;

    private static final String ARTEFACTS = """
            <sequence name="main"><log level="full"/><respond/></sequence>
            <proxy name="echo"><target inSequence="main"/></proxy>
            <inboundEndpoint name="in" sequence="main" protocol="ws">
              <parameters><parameter name="inbound.ws.port">@port:in@</parameter></parameters>
            </inboundEndpoint>
            """;

    @TempDir
    private Path folder;

    private ConfFolder conf;

    @BeforeEach
    void configuration() throws IOException {
        conf = new ConfFolder(Files.createDirectory(folder.resolve("conf"))).definitions(ARTEFACTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalEndsItWithExitCode0(String signal) throws Exception {
        assumeFalse(signal.equals("INT") && ignoresInterrupts(), "whoever started the build told it to ignore SIGINT");
        try (Script start = Script.start("start.sh", "--conf", conf.directory())) {
            assertThat(start.lineWith(READY))
                    .matches("Myelin \\d\\S* ready in \\d+ ms: http://\\S+:" + conf.httpPort() + " ws://\\S+:"
                            + conf.port("in") + "/ management http://127\\.0\\.0\\.1:" + conf.port("management"));
            start.signal(signal);
            assertThat(start.exitCode()).isZero();
            assertThat(start.errors()).doesNotContain("Exception", "WARNING");
        }
    }

    /** As nohup and shells do for what runs in the background; processes inherit it, and a JVM respects it. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & SIGINT_BIT) != 0);
    }

    @Test
    void itRunsThroughASymbolicLinkFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("run"), Script.path("start.sh"));
        Path again = Files.createSymbolicLink(folder.resolve("again"), link.getFileName());
        try (Script start = Script.start(Map.of(), folder, again, "--conf", "conf")) {
            assertThat(start.lineWith(READY)).contains(":" + conf.httpPort());
            start.signal("TERM");
            assertThat(start.exitCode()).isZero();
        }
    }

    @Test
    void standardOutputThatNobodyReadsStopsNothing() throws Exception {
        try (Script start = Script.start("start.sh", "--conf", conf.directory())) {
            start.lineWith(READY);
            HttpClient client = HttpClient.newHttpClient();
            HttpRequest post = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + conf.httpPort() + "/services/echo"))
                    .timeout(Duration.ofSeconds(60))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString("0123456789".repeat(1000)))
                    .build();
            for (int i = 0; i < POSTS; i++) {
                assertThat(client.send(post, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
            start.signal("TERM");
            assertThat(start.exitCode()).isZero();
        }
    }

    @Test
    void aPortInUseIsOneLineAndExitCode1() throws Exception {
        try (ServerSocket taken = new ServerSocket(conf.port("in"), 1, InetAddress.getByName("0.0.0.0"));
                Script start = Script.start("start.sh", "--conf", conf.directory())) {
            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.errors().lines().filter(line -> line.startsWith("myelin:")))
                    .containsExactly("myelin: inboundEndpoint in: port: " + taken.getLocalPort()
                            + " (expected: free; in use by another process)");
            assertThat(start.rest()).noneMatch(line -> line.contains(READY));
        }
    }

    @Test
    void strictRefusesAFaultyArtefactThatIsOtherwiseReported() throws Exception {
        conf.file("synapse-configs/default/sequences/faulty.xml", "<sequence name='faulty'>\n<respnd/></sequence>");
        try (Script start = Script.start("start.sh", "--strict", "--conf", conf.directory())) {
            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.errors()).contains("faulty.xml:2:1: error MYL-1", "--strict");
        }
        try (Script start = Script.start("start.sh", "--conf", conf.directory())) {
            start.lineWith(READY);
            assertThat(start.errors()).contains("faulty.xml:2:1: error MYL-1");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--conf /does/not/exist | --conf: /does/not/exist (expected: a directory)",
                "--sample nonsense | sample: nonsense (expected: one of",
                "--port-offset x | --port-offset: x (expected: 0 or a positive number)",
                "--port-offset | --port-offset needs a value",
                "--nonsense | unknown argument: --nonsense"
            })
    void aWrongCallIsSaidWithExitCode2(String words, String message) throws Exception {
        try (Script start = Script.start("start.sh", (Object[]) words.strip().split(" "))) {
            assertThat(start.exitCode()).isEqualTo(2);
            assertThat(start.errors()).contains(message.strip());
        }
    }

    @Test
    void anOldJavaIsSaid() throws Exception {
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Map<String, String> environment =
                Map.of("JAVA_HOME", folder.resolve("jdk").toString());
        try (Script start = Script.start(environment, folder, Script.path("start.sh"), "--conf", conf.directory())) {
            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.errors()).contains("java: 11.0.2").contains("(expected: 17 or newer)");
        }
    }

    @Test
    void aDaemonIsReadyWhenTheScriptReturnsAndIsEndedByStop() throws Exception {
        Path pidFile = conf.directory().resolve("run/myelin.pid");
        Files.createDirectories(pidFile.getParent());
        Files.writeString(pidFile, "999999999\n"); // of one that crashed
        try {
            try (Script start = Script.start("start.sh", "--daemon", "--conf", conf.directory())) {
                assertThat(start.exitCode()).isZero();
                assertThat(start.rest()).singleElement().asString().contains(READY);
            }
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            assertThat(ProcessHandle.of(pid)).isPresent();
            assertThat(Files.readString(conf.directory().resolve("logs/myelin.log")))
                    .contains(READY);
            try (Script second = Script.start("start.sh", "--daemon", "--conf", conf.directory())) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.errors()).contains("already running with pid " + pid);
            }
            assertThat(stop()).isZero();
            assertThat(pidFile).doesNotExist();
            await().until(() ->
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
        } finally {
            assertThat(stop()).isZero();
        }
    }

    @Test
    void aDaemonThatLeftArtefactsOutSaysSo() throws Exception {
        conf.file("synapse-configs/default/sequences/faulty.xml", "<sequence name='faulty'>\n<respnd/></sequence>");
        try (Script start = Script.start("start.sh", "--daemon", "--conf", conf.directory())) {
            assertThat(start.exitCode()).isZero();
            assertThat(start.errors()).contains("errors in the configuration: 1;");
            assertThat(Files.readString(conf.directory().resolve("logs/myelin.log")))
                    .as("the log and standard error are one file, and the error is in it once")
                    .containsOnlyOnce("error MYL-1");
        } finally {
            assertThat(stop()).isZero();
        }
    }

    @Test
    void aDaemonThatCannotStartIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(conf.httpPort(), 1, InetAddress.getByName("0.0.0.0"));
                Script start = Script.start("start.sh", "--daemon", "--conf", conf.directory())) {
            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(start.errors()).contains("port: " + taken.getLocalPort(), "did not start");
            assertThat(conf.directory().resolve("run/myelin.pid")).doesNotExist();
        }
    }

    @Test
    void theCommandsRunAsAProcess() throws Exception {
        try (Script validate = Script.start("myelin", "validate", conf.directory())) {
            assertThat(validate.exitCode()).isZero();
            assertThat(validate.rest()).last().isEqualTo("1 file, 0 errors, 0 warnings");
        }
        List<String> explained;
        try (Script explain = Script.start("myelin", "explain", "--conf", conf.directory(), "main")) {
            assertThat(explain.exitCode()).isZero();
            explained = explain.rest();
        }
        assertThat(explained).anyMatch(line -> line.contains("sequence:main"));
    }

    private int stop() throws Exception {
        try (Script stop = Script.start("stop.sh", "--conf", conf.directory())) {
            return stop.exitCode();
        }
    }
}
