package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mistake gets the diagnostic of its kind, from the engine and from {@code validate}; what is right runs. */
class BadConfigurationTest {
    private static final String GOOD = """
            <proxy name="good" xmlns="http://ws.apache.org/ns/synapse"><target><inSequence>
              <payloadFactory media-type="json"><format>{"good": true}</format><args/></payloadFactory><respond/>
            </inSequence></target></proxy>
            """;
    private static final String INBOUND = """
            <inboundEndpoint name="%s" sequence="main" protocol="ws" xmlns="http://ws.apache.org/ns/synapse">
              <parameters>
                <parameter name="inbound.ws.port">@port:twice@</parameter>
                <parameter name="ws.path">/same</parameter>
              </parameters>
            </inboundEndpoint>
            """;

    @TempDir
    private Path folder;

    /** The list of mistakes: where, what, and what is said about it. */
    private enum Mistake {
        MALFORMED_XML(sequence("<log level=\"full\">"), "a.xml:3:\\d+: error MYL-1001: .*log.*"),
        WRONG_NAMESPACE(
                sequence("").replace("/ns/synapse", "/ns/synapse/"),
                "a.xml:1:1: error MYL-1005: .*http://ws.apache.org/ns/synapse.*"),
        UNKNOWN_MEDIATOR(sequence("<respnd/>"), "a.xml:2:3: error MYL-1010: .*respnd.*respond.*"),
        UNKNOWN_ATTRIBUTE(sequence("<log levl=\"full\"/>"), "a.xml:2:3: warning MYL-1016: .*levl.*level.*"),
        MISSING_ATTRIBUTE(sequence("<property value=\"1\"/>"), "a.xml:2:3: error MYL-1017: .*name.*"),
        CYCLE_WITHOUT_END(sequence("<sequence key=\"a\"/>"), "a.xml:2:3: error MYL-2005: .*a.*"),
        CYCLE_WITH_A_CONDITION(
                sequence("<filter xpath=\"$ctx:x\"><then><sequence key=\"a\"/></then></filter>"),
                "a.xml:2:\\d+: warning MYL-2004: .*a.*"),
        SEQUENCE_NOT_THERE(sequence("<sequence key=\"goood\"/>"), "a.xml:2:3: warning MYL-2001: .*goood.*"),
        SENDER_DISABLED(
                sequence("<send><endpoint><address uri=\"ws://localhost:1/\"/></endpoint></send>"),
                "a.xml:2:\\d+: warning MYL-2010: .*\\[transport.ws\\] sender.enable = true.*"),
        ENDPOINT_WITHOUT_ADDRESS(
                sequence("<send><endpoint name=\"e\"/></send>"), "a.xml:2:\\d+: error MYL-1025: .*address.*"),
        MEDIATOR_THAT_IS_NOT_THERE(sequence("<smooks config-key=\"x\"/>"), "a.xml:2:3: error MYL-1011: .*smooks.*"),
        MEDIATOR_WITHOUT_ITS_MATTER(sequence("<clone/>"), "a.xml:2:3: error MYL-2031: .*clone.*target.*"),
        BAD_EXPRESSION(sequence("<filter xpath=\"1 +\"><then/></filter>"), "a.xml:2:3: error MYL-2020: .*1 \\+.*");

        private final String text;
        private final String finding;

        Mistake(String text, String finding) {
            this.text = text;
            this.finding = finding;
        }

        boolean isError() {
            return finding.contains("error");
        }

        private static String sequence(String mediators) {
            return "<sequence name=\"a\" xmlns=\"http://ws.apache.org/ns/synapse\">\n  " + mediators
                    + "\n</sequence>\n";
        }

        ConfFolder into(ConfFolder conf) {
            return conf.file("synapse-configs/default/sequences/a.xml", text)
                    .file("synapse-configs/default/proxy-services/good.xml", GOOD);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEngineSaysItAndRunsTheRest(Mistake mistake) throws Exception {
        try (EngineHarness engine = EngineHarness.start(mistake::into)) {
            assertGoodRuns(engine);
            assertThat(findings(engine, "a.xml")).hasSize(1).allMatch(line -> line.matches(".*/" + mistake.finding));
            assertThat(engine.errors())
                    .as("standard error has errors, the log everything")
                    .hasSize(mistake.isError() ? 1 : 0)
                    .allMatch(line -> line.matches(".*/" + mistake.finding));
        }
    }

    @ParameterizedTest
    @EnumSource
    void validateSaysTheSame(Mistake mistake) {
        mistake.into(new ConfFolder(folder));
        StringWriter out = new StringWriter();

        int exit = Cli.run(new PrintWriter(out, true), new PrintWriter(out, true), "validate", folder.toString());

        assertThat(exit).as(out.toString()).isEqualTo(mistake.isError() ? 1 : 0);
        assertThat(out.toString().lines().filter(line -> line.contains("a.xml:")))
                .hasSize(1)
                .allMatch(line -> line.matches(".*/" + mistake.finding));
    }

    @ParameterizedTest
    @EnumSource
    void strictRefusesErrorsOnly(Mistake mistake) throws Exception {
        if (mistake.isError()) {
            assertThatThrownBy(() -> EngineHarness.start(mistake::into, options -> options.withStrict(true)))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessage("errors: 1 (expected with --strict: none)");
        } else {
            try (EngineHarness engine = EngineHarness.start(mistake::into, options -> options.withStrict(true))) {
                assertGoodRuns(engine);
            }
        }
    }

    @Test
    void twoInboundEndpointsOnOnePortAndPath() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> conf.file(
                        "synapse-configs/default/inbound-endpoints/one.xml", INBOUND.formatted("one"))
                .file("synapse-configs/default/inbound-endpoints/two.xml", INBOUND.formatted("two"))
                .file("synapse-configs/default/sequences/main.xml", "<sequence name='main'><respond/></sequence>")
                .file("synapse-configs/default/proxy-services/good.xml", GOOD))) {
            assertThat(engine.errors()).singleElement().asString().matches(".*/two.xml:1:1: error MYL-2042: .*one.*");
            assertGoodRuns(engine);
            try (JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("twice") + "/same")) {
                assertThat(client.text("the first one runs").nextText()).isEqualTo("the first one runs");
            }
        }
    }

    @Test
    void aProxyWithoutATarget() throws Exception {
        try (EngineHarness engine = EngineHarness.start(
                conf -> conf.file("synapse-configs/default/proxy-services/p.xml", "<proxy name='p'/>")
                        .file("synapse-configs/default/proxy-services/good.xml", GOOD))) {
            assertThat(engine.errors()).singleElement().asString().matches(".*/p.xml:1:1: error MYL-(1017|2040): .*");
            assertGoodRuns(engine);
        }
    }

    @Test
    void filesThatAreInTheWrongPlaceOrNoText() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> {
            conf.file("synapse-configs/default/sequence/lost.xml", "<sequence name='lost'/>")
                    .file("synapse-configs/default/proxy-services/good.xml", GOOD);
            return latin1(conf, "synapse-configs/default/sequences/bytes.xml", "<sequence name='\u00e9'/>");
        })) {
            assertThat(findings(engine, "lost.xml"))
                    .singleElement()
                    .asString()
                    .contains("warning MYL-5002: the file is not read", "sequences");
            assertThat(findings(engine, "bytes.xml")).singleElement().asString().contains("error MYL-");
            assertGoodRuns(engine);
        }
    }

    @Test
    void brokenTomlIsReportedAndTheRestOfTheFileCounts() throws Exception {
        try (EngineHarness engine = EngineHarness.start(
                conf -> conf.toml("""
                [transport.http]
                listener.port = @port:http@
                [transport.ws]
                sender.enabl = true
                [server
                offset = 0
                """).file("synapse-configs/default/proxy-services/good.xml", GOOD))) {
            assertThat(engine.errors())
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".*/deployment.toml:\\d+:\\d+: error MYL-4\\d+: .*"));
            assertThat(engine.errors().get(0)).contains("deployment.toml:5:");
            assertGoodRuns(engine);
        }
    }

    @Test
    void aMisspeltOrWrongKeyOfTheTomlHasItsPosition() throws Exception {
        try (EngineHarness engine = EngineHarness.start(
                conf -> conf.toml("""
                [transport.http]
                listener.port = @port:http@
                [transport.ws]
                sender.enabl = true
                [logging]
                max_payload = "much"
                """).file("synapse-configs/default/proxy-services/good.xml", GOOD))) {
            assertThat(findings(engine, "deployment.toml"))
                    .anyMatch(line -> line.matches(".*deployment.toml:4:1: warning MYL-4\\d+: .*enabl.*enable.*"))
                    .anyMatch(line -> line.matches(".*deployment.toml:6:\\d+: error MYL-4\\d+: .*max_payload.*much.*"));
            assertGoodRuns(engine);
        }
    }

    @Test
    void allMistakesOfAFolderAreReportedAtOnce() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> {
            for (Mistake mistake : Mistake.values()) {
                String name = mistake.name().toLowerCase(java.util.Locale.ROOT);
                conf.file(
                        "synapse-configs/default/sequences/" + name + ".xml",
                        mistake.text.replace("\"a\"", "\"" + name + "\""));
            }
            return conf.file("synapse-configs/default/proxy-services/good.xml", GOOD);
        })) {
            for (Mistake mistake : Mistake.values()) {
                assertThat(findings(engine, mistake.name().toLowerCase(java.util.Locale.ROOT) + ".xml"))
                        .as(mistake.name())
                        .hasSize(1);
            }
            assertGoodRuns(engine);
        }
    }

    @Test
    void aMessageThatReachesWhatIsNotThereRunsTheFaultSequence() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> conf.definitions("""
                <sequence name="fault"><log level="custom" category="WARN">
                  <property name="CODE" expression="get-property('ERROR_CODE')"/>
                  <property name="TEXT" expression="get-property('ERROR_MESSAGE')"/>
                </log></sequence>
                <proxy name="sequence"><target inSequence="gone"/></proxy>
                <proxy name="endpoint"><target><inSequence><send><endpoint key="gone"/></send></inSequence></target></proxy>
                <proxy name="sender"><target><inSequence>
                  <send><endpoint><address uri="ws://localhost:1/"/></endpoint></send>
                </inSequence></target></proxy>
                """))) {
            assertThat(status(engine, "sequence")).isEqualTo(500);
            assertThat(status(engine, "endpoint")).isEqualTo(500);
            assertThat(status(engine, "sender")).isEqualTo(503);
            assertThat(engine.log().containing("myelin.log.fault"))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("CODE = 500000", "gone", "MYL-2001"),
                            line -> assertThat(line).contains("CODE = 305100", "gone", "MYL-2002"),
                            line -> assertThat(line).contains("CODE = 101503", "MYL-2010"));
        }
    }

    private static ConfFolder latin1(ConfFolder conf, String name, String text) {
        Path file = conf.file(name, "").directory().resolve(name);
        try {
            Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conf;
    }

    private static int status(EngineHarness engine, String proxy) throws Exception {
        return Http.postJson("http://localhost:" + engine.httpPort() + "/services/" + proxy, "{}")
                .statusCode();
    }

    private static void assertGoodRuns(EngineHarness engine) throws Exception {
        assertThat(Http.get("http://localhost:" + engine.httpPort() + "/services/good")
                        .body())
                .isEqualTo("{\"good\": true}");
    }

    /** The lines of the log about a file, with what stands before the file's name cut off. */
    private static List<String> findings(EngineHarness engine, String file) {
        return engine.log().containing("/" + file + ":").stream()
                .filter(line -> line.contains("myelin.deploy"))
                .toList();
    }
}
