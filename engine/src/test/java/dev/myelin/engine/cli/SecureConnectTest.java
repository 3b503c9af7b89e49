package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code myelin websocket connect} to {@code wss} inbound endpoints. */
class SecureConnectTest {
    private static final Certificates CERTIFICATES = Certificates.get();

    @TempDir
    private static Path folder;

    private static EngineHarness engine;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        for (String alias : List.of("server", "elsewhere", "client", "stranger")) {
            CERTIFICATES.pemCertificate(folder.resolve(alias + ".crt"), alias);
            CERTIFICATES.pemKey(folder.resolve(alias + ".key"), alias);
        }
        CERTIFICATES.pemCertificate(folder.resolve("ca.pem"), "ca");
        String trust = "<parameter name='wss.ssl.trust.store.file'>" + folder.resolve("ca.pem") + "</parameter>";
        engine = EngineHarness.start(conf -> conf.definitions(secure("open", "server", "")
                + secure("other", "elsewhere", "")
                + secure("mutual", "server", trust)
                + "<sequence name='answer'><respond/></sequence>"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String secure(String name, String alias, String more) {
        return "<inboundEndpoint name='" + name + "' sequence='answer' protocol='wss'><parameters>"
                + "<parameter name='inbound.ws.port'>@port:" + name + "@</parameter>"
                + "<parameter name='wss.ssl.cert.file'>" + folder.resolve(alias + ".crt") + "</parameter>"
                + "<parameter name='wss.ssl.key.file'>" + folder.resolve(alias + ".key") + "</parameter>"
                + more + "</parameters></inboundEndpoint>";
    }

    private int run(String inbound, Object... words) {
        List<String> all = new ArrayList<>(
                List.of("websocket", "connect", "wss://localhost:" + engine.wsPort(inbound) + "/", "-x", "hello"));
        for (Object word : words) {
            all.add(word.toString());
        }
        return Cli.run(
                InputStream.nullInputStream(),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                all.toArray(String[]::new));
    }

    @Test
    void theAuthorityThatIsGivenIsTrusted() {
        assertThat(run("open", "--ca", folder.resolve("ca.pem"))).isZero();
        assertThat(out.toString().strip()).isEqualTo("hello");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void whatTheJdkDoesNotTrustIsRefusedUnlessNobodyChecks() {
        assertThat(run("open")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("error: TLS: ")
                .contains("(expected: a certificate that --ca, else the JDK");
        assertThat(run("open", "-n")).isZero();
    }

    @Test
    void theCertificateOfAnotherHostIsRefusedUnlessNobodyChecks() {
        assertThat(run("other", "--ca", folder.resolve("ca.pem"))).isEqualTo(1);
        assertThat(err.toString()).startsWith("error: TLS: ").doesNotContain("--ca");
        assertThat(run("other", "--no-check")).isZero();
    }

    @Test
    void aClientShowsItsCertificate() {
        Path ca = folder.resolve("ca.pem");
        assertThat(run("mutual", "--ca", ca)).isEqualTo(1);
        assertThat(run(
                        "mutual",
                        "--ca",
                        ca,
                        "--cert",
                        folder.resolve("client.crt"),
                        "--key",
                        folder.resolve("client.key")))
                .isZero();
        assertThat(out.toString().strip()).isEqualTo("hello");
    }

    @Test
    void anAuthorityWithoutCertificatesIsAWrongCall() {
        assertThat(run("open", "--ca", folder.resolve("client.key"))).isEqualTo(2);
        assertThat(err.toString()).contains("--ca: ", "(expected: a PEM file with certificates to trust)");
    }

    @Test
    void aKeyOfAnotherCertificateIsAWrongCall() {
        assertThat(run("open", "--cert", folder.resolve("client.crt"), "--key", folder.resolve("server.key")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--cert: ", "(expected: a certificate that belongs to the private key)");
    }
}
