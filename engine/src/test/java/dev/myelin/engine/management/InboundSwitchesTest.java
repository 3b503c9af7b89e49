package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inbound endpoints switched off and on while the engine runs. */
class InboundSwitchesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Certificates CERTIFICATES = Certificates.get();

    @TempDir
    private static Path folder;

    private static EngineHarness engine;
    private static ManagementServer server;

    @BeforeAll
    static void start() {
        CERTIFICATES.pemCertificate(folder.resolve("server.crt"), "server");
        CERTIFICATES.pemKey(folder.resolve("server.key"), "server");
        String tls = "<parameter name='wss.ssl.cert.file'>" + folder.resolve("server.crt")
                + "</parameter><parameter name='wss.ssl.key.file'>" + folder.resolve("server.key") + "</parameter>";
        engine = EngineHarness.start(conf -> conf.toml(
                        "[management]\nport = 0\nusername = 'admin'\npassword = 'admin'\n")
                .definitions(inbound("ws", "ws", "false", port("ws"))
                        + inbound("suspended", "ws", "true", port("suspended"))
                        + inbound("one", "ws", "false", port("shared") + "<parameter name='ws.path'>/one</parameter>")
                        + inbound("two", "ws", "true", port("shared") + "<parameter name='ws.path'>/two</parameter>")
                        + inbound("wss", "wss", "false", port("wss") + tls)
                        + inbound("httpws", "httpws", "false", port("httpws"))
                        + inbound("httpswss", "httpswss", "false", port("httpswss") + tls)
                        + inbound(
                                "http", "http", "false", "<parameter name='inbound.http.port'>@port:http2@</parameter>")
                        + inbound(
                                "bound",
                                "ws",
                                "false",
                                "<parameter name='ws.listener'>http</parameter><parameter"
                                        + " name='ws.path'>/bound</parameter>")
                        + "<sequence name='answer'><respond/></sequence>"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
        assertThat(engine.errors()).isEmpty();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    private static String port(String name) {
        return "<parameter name='inbound.ws.port'>@port:" + name + "@</parameter>";
    }

    private static String inbound(String name, String protocol, String suspend, String parameters) {
        return "<inboundEndpoint name='" + name + "' sequence='answer' onError='answer' protocol='" + protocol
                + "' suspend='" + suspend + "'><parameters>" + parameters + "</parameters></inboundEndpoint>";
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        String pair = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Basic " + pair).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String query) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + "/management/inbound-endpoints" + query)));
    }

    private static HttpResponse<String> post(String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(server.address() + "/management/inbound-endpoints"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static void change(String name, String status) throws Exception {
        HttpResponse<String> answer = post("{\"name\": \"" + name + "\", \"status\": \"" + status + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String done = status.equals("active") ? "activated" : "deactivated";
        assertThat(JSON.readTree(answer.body()).path("Message").asText()).isEqualTo(name + " : is " + done);
        assertThat(status(name)).isEqualTo(status);
    }

    private static String status(String name) throws Exception {
        return JSON.readTree(get("?name=" + name).body()).path("status").asText();
    }

    private static RawWebSocket connect(String name, int port) throws IOException {
        if (!name.endsWith("wss")) {
            return RawWebSocket.connect(port, "/");
        }
        RawWebSocket client = RawWebSocket.tls(port, CERTIFICATES.context("ca", ""));
        client.handshake("/");
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss", "httpws", "httpswss"})
    void aPortOfItsOwnIsClosedAndOpenedAgain(String name) throws Exception {
        int port = engine.wsPort(name);
        try (RawWebSocket client = connect(name, port)) {
            assertThat(client.status()).isEqualTo(101);
            change(name, "inactive");
            assertThat(client.read().closeCode()).isEqualTo(1001);
        }
        assertThatThrownBy(() -> connect(name, port)).isInstanceOf(IOException.class);
        change(name, "inactive"); // which it is
        change(name, "active");
        try (RawWebSocket client = connect(name, port)) {
            client.text("again");
            assertThat(client.read().text()).isEqualTo("again");
        }
        change(name, "active");
    }

    @Test
    void whatIsSuspendedTakesNobodyUntilItIsActivated() throws Exception {
        assertThat(status("suspended")).isEqualTo("inactive");
        assertThat(engine.engine().readyLine(1)).doesNotContain(":" + engine.wsPort("suspended"));
        assertThatThrownBy(() -> connect("suspended", engine.wsPort("suspended")))
                .isInstanceOf(IOException.class);
        assertThat(engine.log().lines()).anyMatch(line -> line.contains("suspended: suspended, takes no clients"));
        change("suspended", "active");
        try (RawWebSocket client = connect("suspended", engine.wsPort("suspended"))) {
            client.text("now");
            assertThat(client.read().text()).isEqualTo("now");
        }
        change("suspended", "inactive");
    }

    @Test
    void onASharedPortItsPathIs503AndTheOthersGoOn() throws Exception {
        int port = engine.wsPort("shared");
        try (RawWebSocket one = RawWebSocket.open(port, "/one")) {
            assertStatus(port, "/two", 503);
            change("two", "active");
            assertStatus(port, "/two", 101);
            change("one", "inactive");
            assertThat(one.read().closeCode()).isEqualTo(1001);
            assertStatus(port, "/one", 503);
            assertStatus(port, "/two", 101);
            change("one", "active");
            assertStatus(port, "/one", 101);
        }
    }

    @Test
    void onTheHttpListenerItsPathIs503() throws Exception {
        assertStatus(engine.httpPort(), "/bound", 101);
        change("bound", "inactive");
        assertStatus(engine.httpPort(), "/bound", 503);
        change("bound", "active");
        assertStatus(engine.httpPort(), "/bound", 101);
    }

    private static void assertStatus(int port, String path, int status) throws IOException {
        try (RawWebSocket client = RawWebSocket.connect(port, path)) {
            assertThat(client.status()).isEqualTo(status);
        }
    }

    @Test
    void requestsOnConnectionsThatAreOpenGet503() throws Exception {
        int port = engine.wsPort("http2");
        try (RawWebSocket caller = RawWebSocket.tcp(port)) {
            List<String> request = List.of("POST /a HTTP/1.1", "Host: localhost", "Content-Length: 0");
            caller.request(request);
            assertThat(caller.status()).isEqualTo(200);
            change("http", "inactive");
            caller.request(request);
            assertThat(caller.status()).isEqualTo(503);
        }
        assertThatThrownBy(() -> RawWebSocket.tcp(port).close()).isInstanceOf(IOException.class);
        change("http", "active");
        try (RawWebSocket caller = RawWebSocket.tcp(port)) {
            caller.request(List.of("POST /a HTTP/1.1", "Host: localhost", "Content-Length: 0"));
            assertThat(caller.status()).isEqualTo(200);
        }
    }

    @Test
    void aPortThatSomebodyElseTookIs409() throws Exception {
        int port = engine.wsPort("suspended");
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("0.0.0.0"))) {
            HttpResponse<String> answer = post("{\"name\": \"suspended\", \"status\": \"active\"}");
            assertThat(answer.statusCode()).isEqualTo(409);
            assertThat(answer.body()).contains(String.valueOf(taken.getLocalPort()), "inboundEndpoint suspended");
        }
        assertThat(status("suspended")).isEqualTo("inactive");
    }

    @Test
    void theListIsThatOfMi() throws Exception {
        JsonNode list = JSON.readTree(get("").body());
        assertThat(list.path("count").asInt()).isEqualTo(9);
        List<String> names = new ArrayList<>();
        list.path("list").forEach(each -> names.add(each.path("name").asText()));
        assertThat(names).contains("ws", "suspended", "http", "bound");
        JsonNode one = JSON.readTree(get("?inboundEndpointName=wss").body());
        assertThat(one.toString())
                .isEqualTo("{\"name\":\"wss\",\"protocol\":\"wss\",\"sequence\":\"answer\",\"error\":\"answer\","
                        + "\"status\":\"active\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"nobody\", \"status\": \"active\"} | 404 | inbound endpoint: nobody (expected",
                "{\"name\": \"ws\", \"status\": \"off\"} | 400 | status: off (expected: active or inactive)",
                "{\"name\": 1, \"status\": \"active\"} | 400 | name: 1 (expected: a text",
                "{\"status\": \"active\"} | 400 | name: none (expected",
                "[] | 400 | name: none",
                "{\"name\": | 400 | (expected: a JSON object)",
                "{\"name\": \"ws\", \"status\": \"active\"} }garbage | 400 | (expected: a JSON object)",
                "'' | 400 | name: none",
            })
    void wrongRequestsAreSaid(String body, int status, String detail) throws Exception {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(JSON.readTree(answer.body()).path("detail").asText()).contains(detail);
    }

    @Test
    void anUnknownNameIs404AndAnUnknownParameter400() throws Exception {
        assertThat(get("?name=nobody").statusCode()).isEqualTo(404);
        assertThat(get("?nme=ws").statusCode()).isEqualTo(400);
    }

    @Test
    void theSameFromTheShell() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(run(out, err, "list")).isZero();
        assertThat(out.toString()).contains("bound  ws  active");
        assertThat(run(out, err, "deactivate", "bound")).isZero();
        assertThat(status("bound")).isEqualTo("inactive");
        assertThat(run(out, err, "activate", "bound")).isZero();
        assertThat(status("bound")).isEqualTo("active");
        assertThat(err.toString()).isEmpty();
        assertThat(run(out, err, "activate", "nobody")).isEqualTo(1);
        assertThat(err.toString()).contains("myelin inbound-endpoint activate: inbound endpoint: nobody (expected");
        assertThat(run(out, err)).isEqualTo(2);
    }

    private static int run(StringWriter out, StringWriter err, String... words) {
        List<String> all = new ArrayList<>(List.of("inbound-endpoint"));
        all.addAll(List.of(words));
        if (words.length > 0) {
            all.addAll(List.of("--conf", engine.directory().toString(), "--url", server.address()));
        }
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    @Test
    void theSessionsAreListedForALookAtThem() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("shared"), "/one", "User-Agent: me")) {
            String id = client.header("X-Websocket-Connection-Id");
            await().untilAsserted(() -> {
                HttpResponse<String> answer =
                        send(HttpRequest.newBuilder(URI.create(server.address() + "/application/websockets")));
                JsonNode session = find(JSON.readTree(answer.body()), id);
                assertThat(session.path("clientRemoteAddress").asText()).startsWith("127.0.0.1");
                assertThat(session.path("clientUserAgent").asText()).isEqualTo("me");
                assertThat(session.path("clientUri").asText()).isEqualTo("/one");
                assertThat(session.path("listener").asText()).isEqualTo("one");
                assertThat(session.path("connectedAt").asText()).isNotEmpty();
                assertThat(session.path("serverUris").isArray()).isTrue();
            });
        }
    }

    private static JsonNode find(JsonNode sessions, String id) {
        for (JsonNode each : sessions) {
            if (each.path("sessionId").asText().equals(id)) {
                return each;
            }
        }
        return JSON.missingNode();
    }
}
