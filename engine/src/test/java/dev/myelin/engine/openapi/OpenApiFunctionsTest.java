package dev.myelin.engine.openapi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiFunctionsTest {
    private static final String HEAD = "openapi: 3.0.0\npaths:\n";
    private static final String CONNECTION_ID = "X-Yc-Apigateway-Websocket-Connection-Id";

    private final RecordingBackend backend = new RecordingBackend(0);

    @AfterEach
    void stop() {
        backend.close();
    }

    private EngineHarness serving() {
        String address = "http://localhost:" + backend.port();
        EngineHarness engine = EngineHarness.start(conf -> conf.toml(FUNCTIONS.replace("@back@", address))
                .file("synapse-configs/default/openapi/test.yaml", HEAD + FUNCTION.indent(2)));
        assertThat(engine.engine().diagnostics()).isEmpty();
        return engine;
    }

    private static RawWebSocket open(EngineHarness engine, String path, String... headers) throws Exception {
        return RawWebSocket.open(engine.httpPort(), path, headers);
    }

    private static final String FUNCTION = """
            /ws:
              x-yc-apigateway-websocket-connect:
                x-yc-apigateway-integration: &function
                  type: cloud_functions
                  function_id: b095c95ic**********
                  tag: "$latest"
                  service_account_id: ajehfe56h**********
              x-yc-apigateway-websocket-message:
                x-yc-apigateway-integration: *function
              x-yc-apigateway-websocket-disconnect:
                x-yc-apigateway-integration: *function
            """;
    private static final String FUNCTIONS = "[openapi.functions]\n\"b095c95ic**********\" = \"@back@/function\"\n";

    private void functionAnswers(String json) {
        backend.answers("/function", 200, "application/json", json);
    }

    private JsonNode received() throws Exception {
        return new JsonMapper().readTree(backend.last().body());
    }

    @Test
    void aFunctionIsCalledWithTheEventAsJson() throws Exception {
        functionAnswers("{\"statusCode\":200}");
        try (EngineHarness engine = serving();
                RawWebSocket client = open(engine, "/ws?a=1&token=x%20y", "X-Token: secret")) {
            String id = client.header(CONNECTION_ID);
            JsonNode connect = received();
            assertThat(backend.last().header("Content-Type")).startsWith("application/json");
            assertThat(connect.path("httpMethod").asText()).isEqualTo("GET");
            assertThat(connect.path("path").asText()).isEqualTo("/ws");
            assertThat(connect.path("queryStringParameters").toString()).isEqualTo("{\"a\":\"1\",\"token\":\"x y\"}");
            assertThat(connect.path("headers")
                            .path("X-Yc-Apigateway-Websocket-Connected-At")
                            .asText())
                    .isNotEmpty();
            assertThat(connect.path("requestContext").has("messageId")).isFalse();
            assertThat(connect.path("headers").path("X-Token").asText()).isEqualTo("secret");
            assertThat(connect.path("requestContext").path("connectionId").asText())
                    .isEqualTo(id);
            assertThat(connect.path("requestContext").path("eventType").asText())
                    .isEqualTo("CONNECT");
            assertThat(connect.path("requestContext").path("connectedAt").asLong())
                    .isPositive();
            assertThat(connect.path("body").asText()).isEmpty();

            functionAnswers("{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain\"},\"body\":\"hi\"}");
            client.text("Hello!");
            assertThat(client.readText()).isEqualTo("hi");
            assertThat(received().path("body").asText()).isEqualTo("Hello!");
            assertThat(received().path("isBase64Encoded").asBoolean()).isFalse();
            assertThat(received().path("requestContext").path("messageId").asText())
                    .isNotEmpty();

            functionAnswers("{\"statusCode\":200,\"body\":\"AQID\",\"isBase64Encoded\":true}");
            client.binary(new byte[] {4, 5, 6});
            RawWebSocket.Frame answer = client.read();
            assertThat(answer.opcode()).isEqualTo(2);
            assertThat(answer.payload()).containsExactly(1, 2, 3);
            assertThat(received().path("body").asText()).isEqualTo("BAUG");
            assertThat(received().path("isBase64Encoded").asBoolean()).isTrue();

            client.close(4000, "enough");
            await().atMost(60, SECONDS).until(() -> received()
                    .path("requestContext")
                    .path("eventType")
                    .asText()
                    .equals("DISCONNECT"));
            assertThat(received()
                            .path("requestContext")
                            .path("disconnectStatusCode")
                            .asInt())
                    .isEqualTo(4000);
            assertThat(received()
                            .path("requestContext")
                            .path("disconnectReason")
                            .asText())
                    .isEqualTo("enough");
        }
    }

    @Test
    void whatTheEngineSaysAClientCannotSay() throws Exception {
        functionAnswers("{\"statusCode\":200}");
        try (EngineHarness engine = serving();
                RawWebSocket client = open(
                        engine,
                        "/ws",
                        "x-yc-apigateway-websocket-connection-id: forged",
                        "x-websocket-connection-id: forged",
                        "forwarded: for=10.9.8.7",
                        "x-forwarded-for: 10.9.8.7",
                        "x-forwarded-host: forged")) {
            String id = client.header(CONNECTION_ID);
            assertThat(received().path("headers").toString())
                    .contains("\"" + CONNECTION_ID + "\":\"" + id + "\"", "\"X-Forwarded-For\":\"")
                    .doesNotContain("forged", "for=", "x-forwarded-for");
            functionAnswers("{\"statusCode\":200,\"body\":\"hi\"}");
            client.text("Hello!");
            assertThat(client.readText()).isEqualTo("hi");
            assertThat(received().path("headers").path("X-Forwarded-For").asText())
                    .endsWith(received()
                            .path("requestContext")
                            .path("identity")
                            .path("sourceIp")
                            .asText("none"));
        }
    }

    @Test
    void aFunctionDecidesOnTheHandshake() throws Exception {
        backend.answers(
                "/function",
                request -> new Answer(
                        200,
                        "application/json",
                        "{\"statusCode\":403,\"headers\":{\"X-Why\":\"closed\"},\"body\":\"no\"}",
                        Map.of()));
        try (EngineHarness engine = serving();
                RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/ws")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.header("X-Why")).isEqualTo("closed");
        }
    }

    @Test
    void whatIsNoAnswerOfAFunctionIsAFault() throws Exception {
        backend.answers("/function", 200, "text/html", "<h1>hello</h1>");
        try (EngineHarness engine = serving();
                RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/ws")) {
            assertThat(client.status()).isEqualTo(502);
            assertThat(engine.log().containing("answer of a function")).isNotEmpty();
        }
    }
}
