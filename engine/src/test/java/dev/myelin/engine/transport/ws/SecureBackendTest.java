package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS to back-ends, which are those of a second engine; and HTTPS on both sides. */
class SecureBackendTest {
    private static final Certificates CERTIFICATES = Certificates.get();

    @TempDir
    private static Path folder;

    private static EngineHarness back;
    private static EngineHarness front;

    @BeforeAll
    static void start() {
        for (String alias : new String[] {"server", "elsewhere", "expired", "client", "stranger"}) {
            CERTIFICATES.keyStore(folder.resolve(alias + ".p12"), "PKCS12", alias);
        }
        CERTIFICATES.trustStore(folder.resolve("trust.p12"), "PKCS12", "ca");
        CERTIFICATES.trustStore(folder.resolve("other-trust.jks"), "JKS", "other-ca");
        CERTIFICATES.pemCertificate(folder.resolve("client.crt"), "client");
        CERTIFICATES.pemKey(folder.resolve("client.key"), "client");
        String trust = "wss.ssl.trust.store.file=" + folder.resolve("trust.p12");
        back = EngineHarness.start(conf -> conf.toml(https("server"))
                .definitions(listener("server", "server")
                        + listener("elsewhere", "elsewhere")
                        + listener("expired", "expired")
                        + listener("mutual", "server", trust, "wss.ssl.trust.store.pass=" + PASSWORD)
                        + sequence("echo", "<respond/>") + Artefacts.OUT
                        + "<proxy name='secure' transports='https'><target><inSequence>"
                        + "<payloadFactory media-type='text'><format>by https</format></payloadFactory><respond/>"
                        + "</inSequence></target></proxy>"
                        + "<proxy name='open' transports='http'><target><inSequence><respond/></inSequence></target>"
                        + "</proxy>"));
        front = EngineHarness.start(conf -> conf.toml("[transport.ws]\nsender.enable = true\n[transport.wss]\n"
                        + "sender.enable = true\nsender.outflow_dispatch_sequence = 'out'\n"
                        + "[truststore]\nfile_name = '" + folder.resolve("trust.p12") + "'\npassword = '" + PASSWORD
                        + "'\n")
                .definitions(to("server", "server")
                        + to("elsewhere", "elsewhere")
                        + to("expired", "expired")
                        + both()
                        + to("mutualWithout", "mutual")
                        + to("unverified", "elsewhere", "ws.client.enable.hostname.verification=false")
                        + to("untrusted", "server", "ws.ssl.trust.store.file=" + folder.resolve("other-trust.jks"))
                        + to(
                                "mutual",
                                "mutual",
                                "ws.ssl.key.store.file=" + folder.resolve("client.p12"),
                                "ws.ssl.key.store.pass=" + PASSWORD)
                        + to(
                                "mutualPem",
                                "mutual",
                                "ws.ssl.cert.file=" + folder.resolve("client.crt"),
                                "ws.ssl.key.file=" + folder.resolve("client.key"))
                        + to(
                                "mutualStranger",
                                "mutual",
                                "ws.ssl.key.store.file=" + folder.resolve("stranger.p12"),
                                "ws.ssl.key.store.pass=" + PASSWORD)
                        + secureTo("wssToMutual", "mutual")
                        + proxy(
                                "toWss",
                                Artefacts.call("wss://localhost:" + back.wsPort("server") + "/") + "<respond/>")
                        + proxy("toHttps", Artefacts.call(https("localhost", "/services/secure")) + "<respond/>")
                        + proxy(
                                "toHttpsByAddress",
                                Artefacts.call(https("127.0.0.1", "/services/secure")) + "<respond/>")
                        + sequence("toServer", send("wss://localhost:" + back.wsPort("server") + "/"))
                        + Artefacts.OUT));
    }

    @AfterAll
    static void stop() {
        front.close();
        back.close();
    }

    /** {@code [keystore.tls]}; the port is {@code @port:https@}. */
    private static String https(String alias) {
        return "[keystore.tls]\nfile_name = '" + folder.resolve(alias + ".p12") + "'\npassword = '" + PASSWORD
                + "'\n[transport.http]\nlistener.port = @port:http@\nlistener.secured_port = @port:https@\n";
    }

    private static String https(String host, String path) {
        return "https://" + host + ":" + back.wsPort("https") + path;
    }

    private static String listener(String name, String alias, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "wss.ssl.key.store.file=" + folder.resolve(alias + ".p12");
        all[1] = "wss.ssl.key.store.pass=" + PASSWORD;
        System.arraycopy(more, 0, all, 2, more.length);
        return inbound(name, "echo", all).replace("protocol='ws'", "protocol='wss'");
    }

    /** An inbound endpoint whose messages go to {@code target} of the other engine by TLS with these properties. */
    private static String to(String name, String target, String... properties) {
        return inbound(name, name + "In") + sequence(name + "In", sendTo(target, properties));
    }

    /** An inbound endpoint with two endpoints of one address, of which one trusts it. */
    private static String both() {
        return inbound("both", "bothIn", "ws.default.content.type=application/json")
                + sequence(
                        "bothIn",
                        "<filter source='json-eval($.to)' regex='untrusted'><then>"
                                + sendTo("server", "ws.ssl.trust.store.file=" + folder.resolve("other-trust.jks"))
                                + "</then><else>" + sendTo("server") + "</else></filter>");
    }

    private static String sendTo(String target, String... properties) {
        StringBuilder xml = new StringBuilder("<send><endpoint><address uri='wss://localhost:")
                .append(back.wsPort(target))
                .append("/'/>");
        for (String each : properties) {
            int sign = each.indexOf('=');
            xml.append("<property name='")
                    .append(each, 0, sign)
                    .append("' value='")
                    .append(each.substring(sign + 1))
                    .append("'/>");
        }
        return xml + "</endpoint></send>";
    }

    private static String secureTo(String name, String target) {
        return to(
                        name,
                        target,
                        "ws.ssl.key.store.file=" + folder.resolve("client.p12"),
                        "ws.ssl.key.store.pass=" + PASSWORD)
                .replace("protocol='ws'>", "protocol='wss'>")
                .replace(
                        "<parameters>",
                        "<parameters><parameter name='wss.ssl.key.store.file'>" + folder.resolve("server.p12")
                                + "</parameter><parameter name='wss.ssl.key.store.pass'>" + PASSWORD + "</parameter>");
    }

    private static int statusOf(String inbound) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(front.wsPort(inbound), "/")) {
            if (client.status() == 101) {
                client.text("hello");
                assertThat(client.readText()).isEqualTo("hello");
            }
            return client.status();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "mutual", "mutualPem", "unverified"})
    void connectsToBackendsThatItTrusts(String inbound) throws Exception {
        assertThat(statusOf(inbound)).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"elsewhere", "expired", "untrusted"})
    void refusesBackendsWhoseCertificateIsNotGood(String inbound) throws Exception {
        assertThat(statusOf(inbound)).isEqualTo(502);
        assertThat(front.log().containing("TLS handshake failed ("))
                .as("the log has the reason, not just that there is one")
                .anyMatch(line -> line.contains(inbound + ": fault"))
                .noneMatch(line -> line.contains("General OpenSslEngine problem"));
    }

    @Test
    void anEndpointsTlsIsNotThatOfAnotherWithTheSameAddress() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(front.wsPort("both"), "/")) {
            client.text("{\"to\":\"untrusted\"}");
            client.text("{}");
            assertThat(client.readText()).isEqualTo("{}");
        }
    }

    /** TLS 1.3: the back-end's refusal comes after the client side has done its handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"mutualWithout", "mutualStranger"})
    void isRefusedByBackendsThatWantAnotherCertificate(String inbound) throws Exception {
        assertThat(statusOf(inbound)).isEqualTo(502);
    }

    @Test
    void warnsWhereHostNamesAreNotVerified() {
        assertThat(front.log().containing("host names of back-ends are not verified"))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("WARN"));
    }

    @Test
    void bridgesFromTlsToMutualTls() throws Exception {
        try (RawWebSocket client = RawWebSocket.tls(front.wsPort("wssToMutual"), CERTIFICATES.context("ca", ""))) {
            client.handshake("/");
            assertThat(client.status()).isEqualTo(101);
            client.text("through both");
            assertThat(client.readText()).isEqualTo("through both");
        }
    }

    @Test
    void answersHttpCallersFromASecureBackend() throws Exception {
        assertThat(post("http://localhost:" + front.httpPort() + "/services/toWss")
                        .body())
                .isEqualTo("hello");
    }

    @Test
    void callsHttpsBackends() throws Exception {
        for (String proxy : new String[] {"toHttps", "toHttpsByAddress", "toHttps"}) {
            HttpResponse<String> answer = post("http://localhost:" + front.httpPort() + "/services/" + proxy);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("by https");
        }
    }

    @Test
    void doesNotCallHttpsBackendsWhoseHostIsAnother() throws Exception {
        try (EngineHarness wrong = EngineHarness.start(conf -> conf.toml(https("elsewhere")));
                EngineHarness caller = EngineHarness.start(conf -> conf.toml("[truststore]\nfile_name = '"
                                + folder.resolve("trust.p12") + "'\npassword = '" + PASSWORD + "'\n")
                        .definitions(proxy(
                                "p",
                                Artefacts.call("https://localhost:" + wrong.wsPort("https") + "/") + "<respond/>")))) {
            HttpResponse<String> answer = post("http://localhost:" + caller.httpPort() + "/services/p");
            assertThat(answer.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void proxiesAnswerOnTheTransportsThatTheyName() throws Exception {
        String plain = "http://localhost:" + back.httpPort();
        assertThat(post(plain + "/services/open").statusCode()).isEqualTo(200);
        assertThat(post(plain + "/services/secure").statusCode()).isEqualTo(404);
        assertThat(post(https("localhost", "/services/secure")).statusCode()).isEqualTo(200);
        assertThat(post(https("localhost", "/services/open")).statusCode()).isEqualTo(404);
        assertThat(back.engine().addresses())
                .contains("https://localhost:" + back.wsPort("https"), "http://localhost:" + back.httpPort());
    }

    @Test
    void plainHttpToTheHttpsPortIsHarmless() throws Exception {
        assertThatThrownBy(() -> post("http://localhost:" + back.wsPort("https") + "/services/secure"))
                .isInstanceOf(IOException.class);
        assertThat(post(https("localhost", "/services/secure")).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String url) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(CERTIFICATES.context("ca", ""))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(Duration.ofSeconds(60))
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
