package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static dev.myelin.engine.transport.ws.Artefacts.inboundAt;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.deploy.EngineOptions;
import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deployment says about TLS, and where. */
class TlsDiagnosticsTest {
    private static final String ECHO = sequence("echo", "<respond/>");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void files() {
        Certificates.get().keyStore(folder.resolve("server.p12"), "PKCS12", "server");
    }

    private static String secure(String port, String name, String... parameters) {
        return inboundAt(port, name, "echo", parameters).replace("protocol='ws'", "protocol='wss'");
    }

    private static List<String> findings(EngineHarness engine) {
        return engine.engine().diagnostics().stream().map(Object::toString).toList();
    }

    private static EngineHarness start(String... artefacts) {
        return EngineHarness.start(conf -> conf.definitions(String.join("\n", artefacts) + ECHO + Artefacts.OUT));
    }

    @Test
    void pointsAtTheParameterAndRunsTheOthers() {
        String wrong = secure(
                        "a",
                        "a",
                        "wss.ssl.key.store.file=" + folder.resolve("server.p12"),
                        "\nwss.ssl.key.store.pass=wrong-one")
                .replace("<parameter name='\nwss", "\n<parameter name='wss");
        try (EngineHarness engine = start(wrong, inboundAt("b", "b", "echo"))) {
            assertThat(findings(engine))
                    .anyMatch(line ->
                            line.contains(":3:1:") && line.contains("MYL-3006") && line.contains("key.store.pass"))
                    .noneMatch(line -> line.contains("wrong-one"));
            assertThat(engine.engine().addresses()).anyMatch(address -> address.startsWith("ws://"));
            assertThat(engine.engine().readyLine(1)).doesNotContain("tls");
        }
    }

    @Test
    void onePortIsEitherPlainOrSecure() {
        String[] tls = {"wss.ssl.key.store.file=" + folder.resolve("server.p12"), "wss.ssl.key.store.pass=" + PASSWORD};
        try (EngineHarness engine = start(
                inboundAt("a", "plain", "echo", "ws.path=/plain"),
                secure("a", "secure", tls[0], tls[1], "ws.path=/secure"))) {
            assertThat(findings(engine))
                    .anyMatch(line -> line.contains("MYL-2042") && line.contains("serves ws there"));
        }
        try (EngineHarness engine = start(
                secure("a", "one", tls[0], tls[1], "ws.path=/one"),
                secure("a", "two", tls[0], tls[1], "ws.path=/two", "wss.ssl.protocols=TLSv1.2"))) {
            assertThat(findings(engine))
                    .anyMatch(line -> line.contains("MYL-2042") && line.contains("wss.ssl parameters"));
        }
        try (EngineHarness engine = start(
                secure("a", "one", tls[0], tls[1], "ws.path=/one"),
                secure("a", "two", tls[0], tls[1], "ws.path=/two"))) {
            assertThat(findings(engine)).noneMatch(line -> line.contains("error"));
        }
    }

    @Test
    void parametersWithoutTlsAreAWarning() {
        try (EngineHarness engine = start(inboundAt("a", "a", "echo", "wss.ssl.protocols=TLS"))) {
            assertThat(findings(engine))
                    .anyMatch(line -> line.contains("warning MYL-3006") && line.contains("no effect"));
        }
    }

    @Test
    void passwordsMayComeFromTheEnvironment() {
        try (EngineHarness engine = EngineHarness.start(
                conf -> conf.definitions(secure(
                                "a",
                                "a",
                                "wss.ssl.key.store.file=" + folder.resolve("server.p12"),
                                "wss.ssl.key.store.pass=$env{STORE_PASSWORD}")
                        + ECHO
                        + Artefacts.OUT),
                options -> new EngineOptions(
                        options.confDirectory(),
                        options.portOffset(),
                        options.strict(),
                        Map.of("STORE_PASSWORD", PASSWORD),
                        options.httpPort()))) {
            assertThat(engine.engine().addresses()).anyMatch(address -> address.startsWith("wss://"));
            assertThat(engine.log().containing(PASSWORD)).isEmpty();
        }
    }

    @Test
    void aBrokenKeyStoreOfDeploymentTomlIsAnErrorAndHttpRuns() {
        try (EngineHarness engine = EngineHarness.start(conf -> broken(conf))) {
            assertThat(findings(engine))
                    .anyMatch(line -> line.contains("deployment.toml:2:1:")
                            && line.contains("error MYL-4008")
                            && line.contains("keystore.tls.file_name")
                            && line.contains("there is none"));
            assertThat(engine.engine().addresses())
                    .anyMatch(address -> address.startsWith("http://"))
                    .noneMatch(address -> address.startsWith("https://"));
        }
    }

    private static ConfFolder broken(ConfFolder conf) {
        return conf.toml("[keystore.tls]\nfile_name = \"not-there.jks\"\npassword = \"secret\"\n");
    }

    @Test
    void propertiesOfEndpointsAreChecked() {
        String endpoint = "<endpoint name='e'><address uri='wss://localhost:1/'/>"
                + "<property name='ws.ssl.trust.store.file' value='not-there.p12'/></endpoint>";
        try (EngineHarness engine = start(endpoint)) {
            assertThat(findings(engine))
                    .anyMatch(line -> line.contains("error MYL-2016") && line.contains("not-there.p12"));
        }
    }
}
