package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.OUT;
import static dev.myelin.engine.transport.ws.Artefacts.SENDER;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Back-ends whose address is one of HTTP and that are WebSocket back-ends all the same, and how a handshake chooses one. */
class UpgradeTargetsTest {
    private static final String UPGRADE = "<property name='ws.upgrade' value='true'/>";

    @TempDir
    private static Path folder;

    private static ScriptedBackend backend;
    /** Of its own: what serves HTTP callers connects anew when a connection ends. */
    private static ScriptedBackend pushed;

    private static EngineHarness secure;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        pushed = ScriptedBackend.start();
        Certificates certificates = Certificates.get();
        certificates.pemCertificate(folder.resolve("server.crt"), "server");
        certificates.pemKey(folder.resolve("server.key"), "server");
        certificates.pemCertificate(folder.resolve("ca.pem"), "ca");
        secure = Artefacts.engine(
                inbound(
                                "tls",
                                "echo",
                                "wss.ssl.cert.file=" + folder.resolve("server.crt"),
                                "wss.ssl.key.file=" + folder.resolve("server.key"))
                        .replace("protocol='ws'", "protocol='wss'"),
                sequence("echo", "<respond/>"));
        List<String> all = new ArrayList<>();
        all.add(to("constant", address("/constant")));
        all.add(to("upper", "<address uri='HTTP://127.0.0.1:" + backend.port() + "/upper'/>" + UPGRADE));
        all.add(to("template", http("/rooms/{uri.var.room}"), "ws.path=/chat/{room}"));
        all.add(to("query", http("/query/{query.param.room}")));
        all.add(to("whole", "<http uri-template='{uri.var.whole}'/>" + UPGRADE)
                .replace("<send>", "<property name='uri.var.whole' value='" + base("/whole") + "'/><send>"));
        all.add(to("byTo", "<default/>" + UPGRADE)
                .replace("<send>", "<header name='To' value='" + base("/by-to") + "'/><send>"));
        all.add(to("wsdl", "<wsdl service='S' port='B'>" + wsdl() + "</wsdl>" + UPGRADE));
        all.add(inbound("byKey", "byKeyIn")
                + sequence("byKeyIn", "<send><endpoint key-expression=\"$ctx:X-Target\"/></send>"));
        all.add(inbound("switch", "switchIn")
                + sequence(
                        "switchIn",
                        "<switch source='$ctx:X-Tier'><case regex='gold'><send><endpoint key='A'/></send></case><default>"
                                + "<send><endpoint key='B'/></send></default></switch>"));
        all.add(inbound("byTemplate", "byTemplateIn")
                + sequence("byTemplateIn", "<send><endpoint key='OfTemplate'/></send>"));
        all.add(inbound("tls", "tlsIn")
                + sequence(
                        "tlsIn",
                        "<send><endpoint><address uri='https://localhost:" + secure.wsPort("tls") + "/'/>" + UPGRADE
                                + "<property name='ws.ssl.trust.store.file' value='" + folder.resolve("ca.pem")
                                + "'/></endpoint></send>"));
        all.add(to("plain", "<address uri='" + base("/plain") + "'/><property name='ws.upgrade' value='false'/>"));
        all.add("<endpoint name='A'>" + address("/a") + "</endpoint><endpoint name='B'>" + address("/b")
                + "</endpoint>"
                + "<template name='t'><parameter name='uri'/><endpoint name='$name'><address uri='$uri'/></endpoint>"
                + "</template><endpoint name='OfTemplate' template='t' uri='" + base("/by-template") + "'>" + UPGRADE
                + "</endpoint>");
        all.add("<proxy name='push'><target><inSequence><property name='OUT_ONLY' value='true'/><send><endpoint>"
                + address("/push").replace(":" + backend.port(), ":" + pushed.port())
                + "</endpoint></send></inSequence></target></proxy>");
        engine = EngineHarness.start(conf -> conf.toml(SENDER + "[transport.wss]\nsender.enable = true\n")
                .definitions(String.join("\n", all) + OUT));
        assertThat(engine.errors()).isEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        secure.close();
        backend.close();
        pushed.close();
    }

    private static String base(String path) {
        return "http://127.0.0.1:" + backend.port() + path;
    }

    private static String address(String path) {
        return "<address uri='" + base(path) + "'/>" + UPGRADE;
    }

    private static String http(String path) {
        return "<http uri-template='" + base(path) + "'/>" + UPGRADE;
    }

    private static String to(String name, String endpoint, String... parameters) {
        return inbound(name, name + "In", parameters)
                + sequence(name + "In", "<send><endpoint>" + endpoint + "</endpoint></send>");
    }

    private static String wsdl() {
        return "<wsdl:definitions xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/'"
                + " xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/' xmlns:t='urn:t' targetNamespace='urn:t'>"
                + "<wsdl:service name='S'><wsdl:port name='B' binding='t:b'><soap:address location='"
                + base("/by-wsdl") + "'/></wsdl:port></wsdl:service></wsdl:definitions>";
    }

    @ParameterizedTest
    @CsvSource({
        "constant, /, , /constant",
        "upper, /, , /upper",
        "template, /chat/tea, , /rooms/tea",
        "query, /?room=coffee, , /query/coffee",
        "whole, /, , /whole",
        "byTo, /, , /by-to",
        "wsdl, /, , /by-wsdl",
        "byKey, /, X-Target: B, /b",
        "switch, /, X-Tier: gold, /a",
        "switch, /, X-Tier: none, /b",
        "byTemplate, /, , /by-template"
    })
    void theHandshakeChoosesTheBackend(String inbound, String path, String header, String target) throws Exception {
        String[] headers = header == null ? new String[0] : new String[] {header};
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(inbound), path, headers);
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.request().get(0)).isEqualTo("GET " + target + " HTTP/1.1");
            assertThat(peer.header("Upgrade")).isEqualTo("websocket");
            client.text("to the back-end");
            assertThat(peer.read().text()).isEqualTo("to the back-end");
            peer.text("to the client");
            assertThat(client.read().text()).isEqualTo("to the client");
        }
    }

    @Test
    void httpsIsWss() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("tls"), "/")) {
            client.text("by TLS");
            assertThat(client.read().text()).isEqualTo("by TLS");
        }
    }

    @Test
    void anHttpCallerReachesItToo() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + engine.httpPort() + "/services/push"))
                .POST(HttpRequest.BodyPublishers.ofString("pushed"))
                .header("Content-Type", "text/plain")
                .build();
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(202);
        try (ScriptedBackend.Peer peer = pushed.next()) {
            assertThat(peer.request().get(0)).isEqualTo("GET /push HTTP/1.1");
            assertThat(peer.read().text()).isEqualTo("pushed");
        }
    }

    @Test
    void withoutThePropertyItIsAnHttpCall() throws Exception {
        try (ScriptedBackend other = ScriptedBackend.start();
                EngineHarness plain = EngineHarness.start(conf -> conf.toml(SENDER)
                        .definitions(inbound("plain", "in")
                                + sequence("in", Artefacts.send("http://127.0.0.1:" + other.port() + "/plain"))
                                + OUT))) {
            List<String> seen = new ArrayList<>();
            other.answering(request -> {
                seen.addAll(request);
                return ScriptedBackend.Answer.refuse(204);
            });
            try (RawWebSocket client = RawWebSocket.connect(plain.wsPort("plain"), "/")) {
                assertThat(client.status()).isEqualTo(101);
            }
            assertThat(String.join("\n", seen)).contains("/plain HTTP/1.1").doesNotContainIgnoringCase("upgrade:");
        }
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        String[] wrong = {
            "<endpoint name='a'><address uri='http://localhost/'/><property name='ws.upgrade' value='yes'/></endpoint>",
            "<endpoint name='b'><address uri='camel:direct:b'/>" + UPGRADE + "</endpoint>",
            "<endpoint name='c'><address uri='https://localhost/'/>" + UPGRADE + "</endpoint>"
        };
        try (EngineHarness faulty =
                EngineHarness.start(conf -> conf.definitions(String.join("\n", Arrays.asList(wrong))))) {
            assertThat(faulty.engine().diagnostics())
                    .extracting(finding -> finding.code() + " " + finding.message())
                    .anyMatch(text -> text.startsWith("MYL-2015 ws.upgrade: yes (expected: true or false)"))
                    .anyMatch(text -> text.startsWith("MYL-3040 ws.upgrade: true with camel:"))
                    .anyMatch(text -> text.startsWith("MYL-2010 uri: wss://localhost/ (expected: an enabled sender"));
        }
    }
}
