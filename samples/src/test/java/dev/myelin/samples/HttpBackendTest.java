package dev.myelin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpBackendTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpBackend backend;

    @BeforeEach
    void start() {
        backend = HttpBackend.start("localhost", 0);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        URI uri = URI.create("http://localhost:" + backend.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    @Test
    void answersWithTheRequestInUpperCase() throws Exception {
        HttpResponse<String> answer = post("/service?x=1", "say \"hé\"\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"method\":\"POST\",\"path\":\"/service\",\"upper\":\"SAY \\\"HÉ\\\"\\u000a\"}");
    }

    @Test
    void answersOneRequestAfterAnotherOnOneConnection() throws Exception {
        for (int i = 0; i < 50; i++) {
            assertThat(post("/", "n" + i).body()).contains("\"N" + i + "\"");
        }
    }

    @Test
    void givesTheStatusThatThePathNames() throws Exception {
        assertThat(post("/status/503", "").statusCode()).isEqualTo(503);
        assertThat(post("/status/9", "").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> event(String prefix, String type, String token, String body) throws Exception {
        URI uri = URI.create("http://localhost:" + backend.port() + "/events");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header(prefix + "Connection-Id", "c1")
                        .header(prefix + "Event-Type", type)
                        .header(prefix + "Message-Id", "m1")
                        .header("X-Token", token)
                        .header("X-Room", "blue")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Websocket-", "X-Yc-Apigateway-Websocket-"})
    void answersEventsOfSessions(String prefix) throws Exception {
        assertThat(event(prefix, "CONNECT", "let-me-in", "").statusCode()).isEqualTo(200);
        assertThat(event(prefix, "CONNECT", "other", "").statusCode()).isEqualTo(401);
        assertThat(event(prefix, "MESSAGE", "", "hello").body())
                .isEqualTo("{\"connection\":\"c1\",\"message\":\"m1\",\"room\":\"blue\",\"upper\":\"HELLO\"}");
        assertThat(event(prefix, "MESSAGE", "", "quiet").statusCode()).isEqualTo(204);
        assertThat(event(prefix, "DISCONNECT", "", "").statusCode()).isEqualTo(204);
        assertThat(event(prefix, "OTHER", "", "").statusCode()).isEqualTo(400);
    }
}
