package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups, labels and Amazon's names for connections over the management port. */
class GroupManagementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static EngineHarness engine;
    private static ManagementServer server;

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(
                conf -> conf.toml("[management]\nport = 0\nusername = \"operator\"\npassword = \"secret word\"\n")
                        .definitions(inbound("echo", "")
                                + inbound("small", "<parameter name='ws.max.message.size'>10</parameter>")
                                + "<sequence name='answer'><respond/></sequence>"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    private static String inbound(String name, String parameters) {
        return "<inboundEndpoint name='" + name + "' sequence='answer' protocol='ws'><parameters>"
                + "<parameter name='inbound.ws.port'>@port:" + name + "@</parameter>" + parameters
                + "</parameters></inboundEndpoint>";
    }

    private static HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        return send(server, method, path, type, body);
    }

    private static HttpResponse<String> send(
            ManagementServer server, String method, String path, String type, String body) throws Exception {
        String pair = Base64.getEncoder().encodeToString("operator:secret word".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Basic " + pair)
                .method(method, BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void expect(int status, String method, String path) throws Exception {
        HttpResponse<String> response = send(method, path, "", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send("GET", path, "", "");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static RawWebSocket open(String inbound) throws IOException {
        return RawWebSocket.open(engine.wsPort(inbound), "/chat", "User-Agent: test/1");
    }

    private static String id(RawWebSocket client) {
        return client.header("X-Websocket-Connection-Id");
    }

    @Test
    void membersJoinAreListedGetMessagesAndLeave() throws Exception {
        try (RawWebSocket one = open("echo");
                RawWebSocket two = open("echo");
                RawWebSocket other = open("echo")) {
            String group = "/management/groups/room%201%2Fb";
            expect(404, "GET", group);
            expect(204, "PUT", group + "/members/" + id(one));
            expect(204, "PUT", group + "/members/" + id(two));
            expect(204, "PUT", group + "/members/" + id(two));

            JsonNode found = get(group);
            assertThat(found.path("name").asText()).isEqualTo("room 1/b");
            assertThat(found.path("members").asInt()).isEqualTo(2);
            assertThat(found.path("items").findValuesAsText("id")).containsExactly(id(one), id(two));
            assertThat(get("/management/connections?group=room%201/b")
                            .path("items")
                            .findValuesAsText("id"))
                    .containsExactly(id(one), id(two));
            assertThat(get("/management/connections/" + id(one))
                            .path("groups")
                            .get(0)
                            .asText())
                    .isEqualTo("room 1/b");

            JsonNode sent = JSON.readTree(send("POST", group + "/messages", "application/json", "{\"a\":1}")
                    .body());
            assertThat(sent.path("members").asInt()).isEqualTo(2);
            assertThat(sent.path("taken").asInt()).isEqualTo(2);
            assertThat(one.readText()).isEqualTo("{\"a\":1}");
            assertThat(two.readText()).isEqualTo("{\"a\":1}");
            other.text("mine");
            assertThat(other.readText()).as("nothing came before").isEqualTo("mine");

            expect(204, "DELETE", group + "/members/" + id(one));
            assertThat(get(group).path("members").asInt()).isEqualTo(1);
            two.close(1000, "");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> expect(404, "GET", group));
        }
    }

    @Test
    void pagesOfGroupsFollowEachOther() throws Exception {
        try (RawWebSocket client = open("echo")) {
            for (int i = 0; i < 5; i++) {
                expect(204, "PUT", "/management/groups/paged-" + i + "/members/" + id(client));
            }
            List<String> seen = new ArrayList<>();
            String cursor = "paged-";
            do {
                JsonNode page = get("/management/groups?limit=2&cursor=" + cursor);
                assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
                seen.addAll(page.path("items").findValuesAsText("name"));
                cursor = page.path("next").asText("");
            } while (!cursor.isEmpty() && cursor.startsWith("paged-"));
            assertThat(seen)
                    .contains("paged-0", "paged-1", "paged-2", "paged-3", "paged-4")
                    .isSorted();
        }
    }

    @Test
    void aSessionIsInAHundredGroupsAtMost() throws Exception {
        try (RawWebSocket client = open("echo")) {
            for (int i = 0; i < 100; i++) {
                expect(204, "PUT", "/management/groups/many-" + i + "/members/" + id(client));
            }
            expect(409, "PUT", "/management/groups/many-100/members/" + id(client));
            expect(204, "DELETE", "/management/groups/many-0/members/" + id(client));
            expect(204, "PUT", "/management/groups/many-100/members/" + id(client));
        }
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        try (RawWebSocket small = open("small")) {
            String group = "/management/groups/small";
            expect(204, "PUT", group + "/members/" + id(small));
            HttpResponse<String> large = send("POST", group + "/messages", "text/plain", "x".repeat(11));
            assertThat(large.statusCode()).isEqualTo(413);
            assertThat(send("POST", group + "/messages", "application/json", "{")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send("POST", "/management/groups/nobody/messages", "text/plain", "x")
                            .body())
                    .contains("\"members\":0");
            expect(404, "PUT", group + "/members/none");
            expect(404, "DELETE", group + "/members/none");
            HttpResponse<String> longName =
                    send("PUT", "/management/groups/" + "g".repeat(10_000) + "/members/" + id(small), "", "");
            assertThat(longName.statusCode()).isEqualTo(400);
            assertThat(longName.body())
                    .contains("(10000 characters)", "1 to 256")
                    .hasSizeLessThan(500);
            expect(400, "GET", "/management/groups/a%00b");
        }
    }

    @Test
    void messagesToGroupsOnTheirWayAreBounded() throws Exception {
        String bounded = "[websocket]\nmax_buffered = \"32KiB\"\n"
                + "[management]\nport = 0\nusername = \"operator\"\npassword = \"secret word\"\n";
        try (EngineHarness small = EngineHarness.start(conf -> conf.toml(bounded)
                        .definitions(inbound("echo", "") + "<sequence name='answer'><respond/></sequence>"));
                ManagementServer itsServer =
                        ManagementServer.start(small.engine()).orElseThrow();
                RawWebSocket client = RawWebSocket.open(small.wsPort("echo"), "/")) {
            String group = "/management/groups/g";
            send(itsServer, "PUT", group + "/members/" + id(client), "", "");
            HttpResponse<String> large =
                    send(itsServer, "POST", group + "/messages", "text/plain", "x".repeat(40 * 1024));
            assertThat(large.statusCode()).as(large.body()).isEqualTo(503);
            assertThat(large.body()).contains("max_buffered");
            for (int i = 0; i < 10; i++) {
                String next = i + "y".repeat(12 * 1024);
                assertThat(send(itsServer, "POST", group + "/messages", "text/plain", next)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(client.readText()).isEqualTo(next);
            }
        }
    }

    @Test
    void labelsAreSetFoundAndTakenAway() throws Exception {
        try (RawWebSocket one = open("echo");
                RawWebSocket two = open("echo")) {
            String labels = "/management/connections/" + id(one) + "/labels/";
            assertThat(send("PUT", labels + "user", "text/plain", "ann").statusCode())
                    .isEqualTo(204);
            assertThat(send("PUT", labels + "plan", "application/json", "{\"value\":\"gold\"}")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(send("PUT", "/management/connections/" + id(two) + "/labels/user", "text/plain", "bob")
                            .statusCode())
                    .isEqualTo(204);

            assertThat(get("/management/connections/" + id(one)).path("labels"))
                    .isEqualTo(JSON.readTree("{\"user\":\"ann\",\"plan\":\"gold\"}"));
            assertThat(get("/management/connections?label=user").path("items").findValuesAsText("id"))
                    .containsExactly(id(one), id(two));
            assertThat(get("/management/connections?label=user=bob")
                            .path("items")
                            .findValuesAsText("id"))
                    .containsExactly(id(two));

            expect(204, "DELETE", labels + "user");
            assertThat(get("/management/connections?label=user").path("items").findValuesAsText("id"))
                    .containsExactly(id(two));
            assertThat(send("PUT", labels + "user", "application/json", "{\"v\":1}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(send("PUT", labels + "user", "application/json", "{").statusCode())
                    .isEqualTo(400);
            assertThat(send("PUT", labels + "user", "text/plain", "x".repeat(257))
                            .statusCode())
                    .isEqualTo(400);
            for (int i = 1; i < 32; i++) {
                assertThat(send("PUT", labels + i, "text/plain", "x").statusCode())
                        .isEqualTo(204);
            }
            assertThat(send("PUT", labels + "more", "text/plain", "x").statusCode())
                    .isEqualTo(409);
        }
    }

    @ParameterizedTest
    @CsvSource({"/@connections/", "/production/@connections/"})
    void amazonsNamesWork(String alias) throws Exception {
        try (RawWebSocket client = open("small")) {
            String path = alias + id(client);
            HttpResponse<String> posted = send("POST", path, "application/octet-stream", "hello");
            assertThat(posted.statusCode()).isEqualTo(200);
            assertThat(posted.body()).isEmpty();
            assertThat(client.readText()).isEqualTo("hello");
            JsonNode found = get(path);
            assertThat(found.path("connectedAt").asText()).endsWith("Z");
            assertThat(found.path("lastActiveAt").asText()).endsWith("Z");
            assertThat(found.path("identity").path("sourceIp").asText()).isEqualTo("127.0.0.1");
            assertThat(found.path("identity").path("userAgent").asText()).isEqualTo("test/1");
            assertThat(send("POST", path, "", "x".repeat(11)).statusCode()).isEqualTo(413);

            expect(204, "DELETE", path);
            assertThat(client.read().closeCode()).isEqualTo(1000);
            client.close(1000, "");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> expect(410, "GET", path));
            HttpResponse<String> gone = send("POST", path, "", "x");
            assertThat(gone.statusCode()).isEqualTo(410);
            assertThat(gone.headers().firstValue("x-amzn-ErrorType")).contains("GoneException");
            expect(410, "DELETE", path);
        }
    }
}
