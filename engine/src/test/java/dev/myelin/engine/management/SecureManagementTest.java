package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The management port on an address that others reach. */
class SecureManagementTest {
    @TempDir
    private static Path folder;

    private static EngineHarness engine;
    private static ManagementServer server;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        Certificates certificates = Certificates.get();
        certificates.keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        certificates.pemCertificate(folder.resolve("ca.pem"), "ca");
        engine = EngineHarness.start(conf -> conf.toml("[management]\nport = 0\nhost = '0.0.0.0'\n[keystore.tls]\n"
                        + "file_name = '" + folder.resolve("server.p12") + "'\npassword = '" + Certificates.PASSWORD
                        + "'\n[transport.http]\nlistener.port = @port:http@\nlistener.secured_port ="
                        + " @port:https@\n")
                .definitions("<inboundEndpoint name='chat' sequence='answer' protocol='ws'><parameters><parameter"
                        + " name='inbound.ws.port'>@port:chat@</parameter></parameters></inboundEndpoint>"
                        + "<sequence name='answer'><respond/></sequence>"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    @Test
    void itNeedsTheKeyButNotTheHttpsListener() {
        try (EngineHarness other = EngineHarness.start(
                        conf -> conf.toml(
                                "[management]\nport = 0\nhost = '0.0.0.0'\n[keystore.tls]\nfile_name = '"
                                        + folder.resolve("server.p12") + "'\npassword = '" + Certificates.PASSWORD
                                        + "'\n[transport.http]\nlistener.port = @port:http@\nlistener.secured_enable = false\n"));
                ManagementServer management =
                        ManagementServer.start(other.engine()).orElseThrow()) {
            assertThat(management.address()).startsWith("https://");
        }
    }

    private int run(String url, String... words) {
        List<String> all = new ArrayList<>(
                List.of("websocket", "list", "--conf", engine.directory().toString(), "--url", url));
        all.addAll(List.of(words));
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    void itSpeaksHttps() throws Exception {
        assertThat(server.address()).startsWith("https://localhost:");
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("chat"), "/")) {
            assertThat(run(server.address(), "--ca", folder.resolve("ca.pem").toString()))
                    .as(err.toString())
                    .isZero();
            assertThat(out.toString()).startsWith(client.header("X-Websocket-Connection-Id"));
        }
        assertThat(run(server.address(), "--no-check")).isZero();
    }

    @Test
    void whoDoesNotTrustItSaysWhatToDo() {
        assertThat(run(server.address())).isEqualTo(1);
        assertThat(err.toString()).contains("TLS: ", "--ca names the file");
        assertThat(run(server.address(), "--ca", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("--ca: ", "(expected: a file; there is none)");
    }

    @Test
    void plainHttpIsNotAnswered() {
        assertThat(run(server.address().replace("https:", "http:"))).isEqualTo(1);
        assertThat(err.toString()).contains("myelin websocket list: http://localhost:");
        assertThat(engine.log().lines()).noneMatch(line -> line.contains("management: io.netty"));
    }
}
