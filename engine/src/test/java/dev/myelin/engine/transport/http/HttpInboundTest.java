package dev.myelin.engine.transport.http;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inbound endpoints of the protocols {@code http} and {@code https}, and APIs that are bound to inbound endpoints. */
class HttpInboundTest {
    private static final String PORT = "inbound.http.port";
    private static final String APIS = "dispatch.filter.pattern";
    private static final String OUT = "ws.outflow.dispatch.sequence";

    @TempDir
    private static Path folder;

    private static EngineHarness engine;

    private static String say(String name, String text) {
        return "<sequence name='" + name + "'><payloadFactory media-type='text'><format>" + text
                + " $1</format><args><arg evaluator='xml' expression=\"get-property('inbound.endpoint.name')\"/></args>"
                + "</payloadFactory><respond/></sequence>";
    }

    private static String inbound(String name, String protocol, String attributes, String... parameters) {
        StringBuilder xml = new StringBuilder(
                "<inboundEndpoint name='" + name + "' protocol='" + protocol + "' " + attributes + "><parameters>");
        for (int i = 0; i < parameters.length; i += 2) {
            xml.append("<parameter name='" + parameters[i] + "'>" + parameters[i + 1] + "</parameter>");
        }
        return xml.append("</parameters></inboundEndpoint>").toString();
    }

    private static String api(String name, String attributes) {
        return "<api name='" + name + "' context='/" + name + "' " + attributes
                + "><resource methods='GET' inSequence='in-api'/></api>";
    }

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(conf -> conf.definitions(say("main", "main")
                + say("own", "own")
                + say("in-api", "api")
                + say("handler", "handled")
                + "<sequence name='failing'><throwError type='7' errorMessage='x'/></sequence>"
                + "<proxy name='p'><target inSequence='own'/></proxy>"
                + "<proxy name='inside'><target inSequence='own'/><parameter name='inbound.only'>true</parameter></proxy>"
                + api("open", "")
                + api("bound", "binds-to='gate, mixed'")
                + api("both", "binds-to='default,gate'")
                + plain("plain", "sequence='own'", "inbound.worker.pool.size.core", "10", "sequential", "true")
                + plain("gate", "", APIS, "/(open|services).*")
                + plain("failing", "sequence='failing' onError='handler'")
                + inbound("mixed", "httpws", "sequence='own'", "port", "@port:mixed@", OUT, "own", APIS, "/open")
                + secure("secure", "HttpsProtocols", "TLSv1.2,TLSv1.3")
                + secure("strict", "SSLVerifyClient", "require")));
    }

    private static String plain(String name, String attributes, String... more) {
        return inbound(name, "http", attributes, with(more, PORT, "@port:" + name + "@"));
    }

    private static String secure(String name, String... more) {
        Path keys = Certificates.get().keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        Path trusted = Certificates.get().trustStore(folder.resolve("trusted.p12"), "PKCS12", "ca");
        String keyStore = "<KeyStore>" + store(keys) + "<KeyPassword>" + PASSWORD + "</KeyPassword></KeyStore>";
        String trustStore = "<TrustStore>" + store(trusted) + "</TrustStore>";
        String[] all = with(more, PORT, "@port:" + name + "@", "keystore", keyStore, "truststore", trustStore);
        return inbound(name, "https", "sequence='own'", all);
    }

    private static String store(Path file) {
        return "<Location>" + file + "</Location><Type>PKCS12</Type><Password>" + PASSWORD + "</Password>";
    }

    private static String[] with(String[] some, String... others) {
        return Stream.concat(Stream.of(some), Stream.of(others)).toArray(String[]::new);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static HttpResponse<String> get(String url, HttpClient.Builder client) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.version(HttpClient.Version.HTTP_1_1).build().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String port, String path) throws Exception {
        return get("http://localhost:" + engine.wsPort(port) + path, HttpClient.newBuilder());
    }

    @Test
    void nothingIsFoundWrong() {
        assertThat(engine.engine().diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | /any?x | own plain",
                "plain | /health | own plain",
                "plain | /open | own plain",
                "failing | / | handled failing",
                "gate | /any | main gate",
                "gate | /open | api",
                "gate | /services/p | own",
                "gate | /services/inside | own",
                "http | /services/inside | main",
                "gate | /bound | api",
                "gate | /both | api",
                "mixed | /bound | api",
                "mixed | /open | api",
                "mixed | /open/er | own mixed",
                "mixed | /both | own mixed",
                "http | /both | api",
                "http | /bound | main"
            })
    void aRequestRunsWhatItsPortAndPathSay(String port, String path, String answer) throws Exception {
        assertThat(get(port, path).body().strip()).isEqualTo(answer);
    }

    @Test
    void otherMethodsOfAnApiThatIsBoundAre405() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + engine.wsPort("gate") + "/bound"))
                .DELETE()
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void httpsHasTheKeyStoreOfTheEndpoint() throws Exception {
        String url = "https://localhost:" + engine.wsPort("secure") + "/";
        HttpClient.Builder trusting =
                HttpClient.newBuilder().sslContext(Certificates.get().context("ca", ""));
        assertThat(get(url, trusting).body()).isEqualTo("own secure");
        assertThat(engine.engine().addresses())
                .contains("https://localhost:" + engine.wsPort("secure"))
                .noneMatch(address -> address.startsWith("wss:"));
    }

    @Test
    void httpsAsksForTheCertificateOfTheClientWhereThatIsSaid() throws Exception {
        String url = "https://localhost:" + engine.wsPort("strict") + "/";
        HttpClient.Builder known =
                HttpClient.newBuilder().sslContext(Certificates.get().context("ca", "client"));
        assertThat(get(url, known).body()).isEqualTo("own strict");
        HttpClient.Builder unknown =
                HttpClient.newBuilder().sslContext(Certificates.get().context("ca", ""));
        assertThatThrownBy(() -> get(url, unknown)).isInstanceOf(IOException.class);
    }
}
