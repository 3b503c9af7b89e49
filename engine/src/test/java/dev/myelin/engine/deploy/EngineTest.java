package dev.myelin.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    private static final String GOOD_PROXY = """
            <proxy name="good" xmlns="http://ws.apache.org/ns/synapse">
              <target><inSequence>
                <payloadFactory media-type="json"><format>{"good":true}</format><args/></payloadFactory>
                <respond/>
              </inSequence></target>
            </proxy>
            """;
    private static final String FAULTY_SEQUENCE = """
            <sequence name="faulty" xmlns="http://ws.apache.org/ns/synapse">
              <respnd/>
            </sequence>
            """;
    private static final String INBOUND = """
            <inboundEndpoint name="in" sequence="main" protocol="ws" xmlns="http://ws.apache.org/ns/synapse">
              <parameters><parameter name="inbound.ws.port">@port:in@</parameter></parameters>
            </inboundEndpoint>
            """;
    private static final String CAMEL_ROUTE = """
            <routes xmlns="http://camel.apache.org/schema/spring">
              <route id="plain">
                <from uri="netty-http:http://localhost:@port:camel@/plain"/>
                <setBody><constant>plain Camel</constant></setBody>
              </route>
            </routes>
            """;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theReadyLineNamesTheListeners() {
        try (EngineHarness engine =
                EngineHarness.start(conf -> conf.file("synapse-configs/default/inbound-endpoints/in.xml", INBOUND)
                        .file("synapse-configs/default/proxy-services/good.xml", GOOD_PROXY))) {
            assertThat(engine.engine().readyLine(42))
                    .matches("Myelin \\S+ ready in 42 ms: http://[^ :]+:" + engine.httpPort() + " ws://[^ :]+:"
                            + engine.wsPort("in") + "/");
        }
    }

    @Test
    void aFolderWithNothingToRunIsSaid() {
        try (EngineHarness engine = EngineHarness.start(conf -> conf)) {
            assertThat(engine.log().containing("nothing to run"))
                    .singleElement()
                    .asString()
                    .contains(engine.directory() + ": nothing to run (expected: files in synapse-configs/default");
        }
    }

    @Test
    void aFaultyArtefactIsReportedAndTheRestRuns() throws Exception {
        try (EngineHarness engine =
                EngineHarness.start(conf -> conf.file("synapse-configs/default/sequences/faulty.xml", FAULTY_SEQUENCE)
                        .file("synapse-configs/default/proxy-services/good.xml", GOOD_PROXY))) {
            assertThat(get("http://localhost:" + engine.httpPort() + "/services/good")
                            .body())
                    .isEqualTo("{\"good\":true}");
            assertThat(engine.errors())
                    .singleElement()
                    .asString()
                    .startsWith(engine.directory() + "/synapse-configs/default/sequences/faulty.xml:2:3: error MYL-1")
                    .contains("respnd");
            assertThat(engine.log().containing("faulty.xml:2:3")).hasSize(1);
        }
    }

    @Test
    void strictRefusesErrorsButNotWarnings() {
        assertThatThrownBy(() -> EngineHarness.start(
                        conf -> conf.file("synapse-configs/default/sequences/faulty.xml", FAULTY_SEQUENCE),
                        options -> options.withStrict(true)))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("errors: 1 (expected with --strict: none)");

        String warning = "<sequence name='w'><sequence key='nowhere'/></sequence>";
        try (EngineHarness engine =
                EngineHarness.start(conf -> conf.definitions(warning), options -> options.withStrict(true))) {
            assertThat(engine.engine().diagnostics()).isNotEmpty();
        }
    }

    @Test
    void camelRoutesRunBesideAndAFaultyFileOfThemIsNamed() throws Exception {
        int[] port = new int[1];
        try (EngineHarness engine = EngineHarness.start(conf -> {
            port[0] = conf.port("camel");
            return conf.file("camel/plain.xml", CAMEL_ROUTE)
                    .file(
                            "camel/broken.xml",
                            "<routes xmlns=\"http://camel.apache.org/schema/spring\"><rout/></routes>")
                    .file(
                            "camel/unknown.xml",
                            CAMEL_ROUTE.replace("netty-http:", "nonsense:").replace("plain\"", "u\""));
        })) {
            assertThat(get("http://localhost:" + port[0] + "/plain").body()).isEqualTo("plain Camel");
            assertThat(engine.errors()).hasSize(2);
            assertThat(engine.errors().get(0)).contains("camel/broken.xml").contains("error MYL-5003");
            assertThat(engine.errors().get(1)).contains("camel/unknown.xml").contains("nonsense");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "in"})
    void aPortInUseIsOneClearLine(String which) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> EngineHarness.start(conf -> {
                        String toml = which.equals("http") ? "[transport.http]\nlistener.port = " + port : "";
                        String inbound = which.equals("in") ? INBOUND.replace("@port:in@", "" + port) : INBOUND;
                        return conf.toml(toml).file("synapse-configs/default/inbound-endpoints/in.xml", inbound);
                    }))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessage((which.equals("in") ? "inboundEndpoint in: " : "") + "port: " + port
                            + " (expected: free; in use by another process)");
        }
    }

    @Test
    void anOffsetThatLeadsTooFarIsOneClearLine() {
        assertThatThrownBy(() -> EngineHarness.start(
                        conf -> conf.toml("[transport.http]\nlistener.port = 8290\n"),
                        options -> options.withPortOffset(60_000)))
                .isInstanceOf(StartFailedException.class)
                .hasMessage("port: 68290 (expected: up to 65535, with the offset)");
    }

    @Test
    void closingFreesThePorts() throws IOException {
        int http;
        int ws;
        try (EngineHarness engine =
                EngineHarness.start(conf -> conf.file("synapse-configs/default/inbound-endpoints/in.xml", INBOUND))) {
            http = engine.httpPort();
            ws = engine.wsPort("in");
        }
        for (int port : new int[] {http, ws}) {
            new ServerSocket(port).close();
        }
    }

    private HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
