package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.deploy.StartFailedException;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse";

    private static EchoBackend echo;
    private static EngineHarness engine;
    private static ManagementServer server;

    @BeforeAll
    static void start() throws Exception {
        echo = EchoBackend.start("127.0.0.1", 0, "/websocket");
        String send = "<send><endpoint><address uri='ws://127.0.0.1:" + echo.port() + "/websocket'/></endpoint></send>";
        engine = EngineHarness.start(conf -> conf.toml("[transport.ws]\nsender.enable = true\n[management]\nport = 0\n"
                        + "username = \"operator\"\npassword = \"" + PASSWORD + "\"\n")
                .definitions(inbound("relayed", "toEcho") + inbound("mediated", "answer")
                        + inbound("small", "answer", "<parameter name='ws.max.message.size'>10</parameter>")
                        + "<sequence name='toEcho'>" + send + "</sequence><sequence name='answer'><respond/></sequence>"
                        + "<sequence name='out'><respond/></sequence>"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        server.close();
        echo.close();
    }

    private static String inbound(String name, String sequence, String... parameters) {
        return "<inboundEndpoint name='" + name + "' sequence='" + sequence + "' protocol='ws'><parameters>"
                + "<parameter name='inbound.ws.port'>@port:" + name + "@</parameter>"
                + "<parameter name='ws.outflow.dispatch.sequence'>out</parameter>" + String.join("", parameters)
                + "</parameters></inboundEndpoint>";
    }

    private static HttpRequest.Builder request(String path) {
        String pair = Base64.getEncoder().encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return anonymous(path).header("Authorization", "Basic " + pair);
    }

    private static HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path)).timeout(Duration.ofSeconds(60));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(request(path));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static RawWebSocket open(String inbound) throws IOException {
        return RawWebSocket.open(engine.wsPort(inbound), "/chat");
    }

    private static String path(RawWebSocket client) {
        return "/management/connections/" + client.header("X-Websocket-Connection-Id");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String detail) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("detail").asText()).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    void aConnectionIsListedDescribedWrittenToAndClosed(String inbound) throws Exception {
        try (RawWebSocket client = open(inbound)) {
            client.text("hello");
            assertThat(client.readText()).isEqualTo("hello");
            List<String> ids = new ArrayList<>();
            get("/management/connections?listener=" + inbound)
                    .path("items")
                    .forEach(item -> ids.add(item.path("id").asText()));
            assertThat(ids).contains(client.header("X-Websocket-Connection-Id"));

            JsonNode details = get(path(client));
            assertThat(details.path("listener").asText()).isEqualTo(inbound);
            assertThat(details.path("path").asText()).isEqualTo("/chat");
            assertThat(details.path("peer").asText()).isEqualTo("127.0.0.1");
            assertThat(details.path("state").asText()).isEqualTo("open");
            assertThat(details.path("tier").asText()).isEqualTo(inbound.equals("relayed") ? "relay" : "mediated");
            assertThat(details.path("fromClient").path("messages").asInt()).isEqualTo(1);
            assertThat(details.path("toClient").path("bytes").asInt()).isEqualTo(5);
            assertThat(details.path("backends")).hasSize(inbound.equals("relayed") ? 1 : 0);

            assertThat(post(path(client) + "/messages", "text/plain", "pushed é".getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(client.readText()).isEqualTo("pushed é");
            assertThat(post(path(client) + "/messages", "application/octet-stream", new byte[] {1, -1})
                            .statusCode())
                    .isEqualTo(204);
            RawWebSocket.Frame binary = client.read();
            assertThat(binary.opcode()).isEqualTo(2);
            assertThat(binary.payload()).containsExactly(1, -1);
            assertThat(get(path(client)).path("toClient").path("messages").asInt())
                    .isEqualTo(3);

            assertThat(send(request(path(client) + "?code=4001&reason=enough").DELETE())
                            .statusCode())
                    .isEqualTo(204);
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4001);
            assertThat(close.closeReason()).isEqualTo("enough");
            client.close(4001, "");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertProblem(
                            send(request(path(client))), 404, client.header("X-Websocket-Connection-Id")));
        }
    }

    @Test
    void aLargeMessageIsFramedRightInBothTiers() throws Exception {
        String text = "0123456789".repeat(20_000);
        for (String inbound : List.of("relayed", "mediated")) {
            try (RawWebSocket client = open(inbound)) {
                assertThat(post(path(client) + "/messages", "text/plain", text.getBytes(StandardCharsets.US_ASCII))
                                .statusCode())
                        .isEqualTo(204);
                assertThat(client.readText()).isEqualTo(text);
            }
        }
    }

    @Test
    void pagesFollowEachOther() throws Exception {
        List<RawWebSocket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                clients.add(RawWebSocket.open(engine.wsPort("mediated"), "/paged"));
            }
            List<String> seen = new ArrayList<>();
            String cursor = "";
            int pages = 0;
            do {
                JsonNode page = get("/management/connections?path=/paged&limit=2&cursor=" + cursor);
                page.path("items").forEach(item -> seen.add(item.path("id").asText()));
                cursor = page.path("next").isNull() ? "" : page.path("next").asText();
                pages++;
            } while (!cursor.isEmpty());
            assertThat(seen)
                    .isSorted()
                    .containsExactlyInAnyOrderElementsOf(clients.stream()
                            .map(client -> client.header("X-Websocket-Connection-Id"))
                            .toList());
            assertThat(pages).isGreaterThanOrEqualTo(3);
            assertThat(get("/management/connections?path=/paged&age=1h").path("items"))
                    .isEmpty();
            assertThat(get("/management/connections?peer=127.0.0.1&path=/paged&age=0s")
                            .path("items"))
                    .hasSize(5);
        } finally {
            for (RawWebSocket client : clients) {
                client.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | ?limit=0        | limit: 0 (expected: a whole number from 1 to 1000)",
                "GET    | ?limit=x        | limit: x (expected",
                "GET    | ?listner=chat   | query parameter: listner (expected: one of [age, cursor, group, label, limit, list",
                "GET    | ?age=old        | age: old (expected",
                "GET    | ?path=/a&path=/b| path: 2 values (expected: one)"
            })
    void aWrongQueryIsSaid(String method, String query, String detail) throws Exception {
        assertProblem(
                send(request("/management/connections" + query.strip())
                        .method(method.strip(), BodyPublishers.noBody())),
                400,
                detail.strip());
    }

    @Test
    void whatCannotBeSentIsSaid() throws Exception {
        try (RawWebSocket client = open("small")) {
            String messages = path(client) + "/messages";
            assertProblem(post(messages, "text/plain", new byte[] {(byte) 0xC3}), 400, "UTF-8");
            assertProblem(
                    post(messages, "application/json", "{\"a\":".getBytes(StandardCharsets.US_ASCII)),
                    400,
                    "at line 1, column");
            assertProblem(
                    post("/management/inbound-endpoints", "application/json", "{".getBytes(StandardCharsets.US_ASCII)),
                    400,
                    "close marker for Object at line 1");
            assertProblem(send(request("/management/connections?cursor=junk")), 400, "cursor: junk");
            assertProblem(
                    post(messages, "application/json", "1 2".getBytes(StandardCharsets.US_ASCII)), 400, "one JSON");
            assertProblem(post(messages, "text/plain", new byte[11]), 413, "ws.max.message.size");
            assertProblem(send(request(path(client) + "?code=1006").DELETE()), 400, "code: 1006");
            assertProblem(send(request(path(client) + "?code=99").DELETE()), 400, "code: 99");
            assertProblem(
                    send(request(path(client) + "?reason=" + "r".repeat(124)).DELETE()), 400, "123 bytes");
            assertProblem(post("/management/connections/none/messages", "text/plain", new byte[1]), 404, "none");
            assertProblem(send(request("/management/connections/" + "x".repeat(2000))), 404, "x...");
            assertThat(post(messages, "text/plain; charset=iso-8859-1", new byte[] {'h', (byte) 0xE9})
                            .statusCode())
                    .isEqualTo(204);
            assertThat(client.readText()).isEqualTo("h\u00E9");
            assertThat(post(messages, "text/plain", "0123456789".getBytes(StandardCharsets.US_ASCII))
                            .statusCode())
                    .isEqualTo(204);
            assertThat(client.readText()).isEqualTo("0123456789");
        }
    }

    @Test
    void unknownPathsAndMethodsAreSaid() throws Exception {
        assertProblem(send(request("/management/nothing")), 404, "/management/nothing");
        HttpResponse<String> put = send(request("/management/connections").PUT(BodyPublishers.noBody()));
        assertProblem(put, 405, "method: PUT (expected: GET)");
        assertThat(put.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void nobodyGetsInWithoutThePassword() throws Exception {
        for (String header : List.of(
                "Basic " + Base64.getEncoder().encodeToString("operator:wrong".getBytes(StandardCharsets.US_ASCII)),
                "Basic "
                        + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.US_ASCII)),
                "Basic ***",
                "Bearer ",
                "Bearer nonsense",
                "Digest x")) {
            HttpResponse<String> refused =
                    send(anonymous("/management/connections").header("Authorization", header));
            assertProblem(refused, 401, "user and password");
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Basic");
        }
        assertProblem(send(anonymous("/management/nothing")), 401, "user and password");
        assertThat(send(anonymous("/health/live")).statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(send(anonymous("/health/ready")).body())
                        .path("status")
                        .asText())
                .isEqualTo("UP");
    }

    @Test
    void requestsOfOnePacketAreAnsweredOneAfterTheOther() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(anonymous("/management/connections"));
        }
        String head = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (RawWebSocket client = RawWebSocket.tcp(URI.create(server.address()).getPort())) {
            client.raw(("GET /management/connections" + head + "GET /health/live" + head)
                    .getBytes(StandardCharsets.US_ASCII));
            client.readHead();
            assertThat(client.status()).isEqualTo(401);
            client.body(Integer.parseInt(client.header("Content-Length")));
            client.readHead();
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void aBrokenEscapeIsSaid() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(URI.create(server.address()).getPort())) {
            client.request(List.of("GET /health/live?x=%zz HTTP/1.1", "Host: localhost"));
            assertThat(client.status()).isEqualTo(400);
            assertThat(client.body(Integer.parseInt(client.header("Content-Length"))))
                    .contains("query: ");
        }
        assertThat(engine.log().lines()).noneMatch(line -> line.contains("management: java.lang"));
    }

    @Test
    void aTokenIsAsGoodAsThePassword() throws Exception {
        String token = get("/management/login").path("AccessToken").asText();
        assertThat(send(anonymous("/management/connections").header("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aPageOfAnotherHostHasNoSay() throws Exception {
        assertProblem(
                send(request("/management/connections").header("Origin", "https://evil.example")), 403, "evil.example");
        assertThat(send(request("/management/connections").header("Origin", server.address()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theDocumentDescribesEveryRequest() throws Exception {
        JsonNode document = get("/management/openapi.json");
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        Set<String> described = document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(method -> method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
        Authenticator authenticator = new Authenticator(Credentials.none(), System::nanoTime);
        assertThat(described)
                .isEqualTo(
                        ManagementServer.routes(engine.engine(), authenticator).names());
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    @Test
    void aPasswordIsMadeThatOnlyItsOwnerReads() throws Exception {
        try (EngineHarness other = EngineHarness.start(conf -> conf.toml("[management]\nport = 0\n"));
                ManagementServer management =
                        ManagementServer.start(other.engine()).orElseThrow()) {
            Path file = other.directory().resolve(Credentials.FILE);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String password = Credentials.read(file);
            assertThat(password).hasSizeGreaterThanOrEqualTo(32);
            String pair = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.US_ASCII));
            HttpRequest request = HttpRequest.newBuilder(URI.create(management.address() + "/management/connections"))
                    .header("Authorization", "Basic " + pair)
                    .build();
            assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            assertThat(String.join("\n", other.log().lines()))
                    .doesNotContain(password)
                    .contains(file.toString());
        }
    }

    @Test
    void anAddressThatOthersReachIsRefusedWithoutTls() {
        try (EngineHarness other =
                EngineHarness.start(conf -> conf.toml("[management]\nport = 0\nhost = \"0.0.0.0\"\n"))) {
            assertThatThrownBy(() -> ManagementServer.start(other.engine()))
                    .isInstanceOf(StartFailedException.class)
                    .hasMessageContaining("[management] host: 0.0.0.0 (expected: a loopback address, or"
                            + " [keystore.tls] with a private key for HTTPS)");
        }
    }

    @Test
    void aTakenPortLeavesTheEngineRunning() throws Exception {
        int port = URI.create(server.address()).getPort();
        try (EngineHarness other = EngineHarness.start(conf -> conf.toml("[management]\nport = " + port + "\n"))) {
            assertThat(ManagementServer.start(other.engine())).isEmpty();
            assertThat(String.join("\n", other.log().lines()))
                    .contains("management port: " + port, "[management] port");
        }
    }

    @Test
    void readinessEndsWithTheDrain() throws Exception {
        EngineHarness other = EngineHarness.start(conf -> conf.toml("[management]\nport = 0\n"));
        try (ManagementServer management =
                ManagementServer.start(other.engine()).orElseThrow()) {
            other.close();
            HttpRequest ready = HttpRequest.newBuilder(URI.create(management.address() + "/health/ready"))
                    .build();
            HttpResponse<String> response = HTTP.send(ready, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("DOWN");
        }
    }
}
