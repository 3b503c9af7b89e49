package dev.myelin.engine.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the management port takes from whom. */
class ManagementLimitsTest {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.US_ASCII));

    private static EngineHarness engine;
    private static ManagementServer server;

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(
                conf -> conf.toml("[management]\nport = 0\nusername = 'admin'\npassword = 'admin'\n"));
        server = ManagementServer.start(engine.engine()).orElseThrow();
    }

    @AfterAll
    static void stop() {
        engine.close();
        server.close();
    }

    private static RawWebSocket connect() throws IOException {
        return RawWebSocket.tcp(URI.create(server.address()).getPort());
    }

    private static RawWebSocket post(String... headers) throws IOException {
        RawWebSocket client = connect();
        List<String> lines =
                new ArrayList<>(List.of("POST /management/connections/x/messages HTTP/1.1", "Host: localhost"));
        lines.addAll(List.of(headers));
        client.request(lines);
        return client;
    }

    private static void assertProblem(RawWebSocket client, int status) {
        assertThat(client.status()).isEqualTo(status);
        assertThat(client.header("Content-Type")).isEqualTo("application/problem+json");
    }

    private static String signed(String user, Instant at) {
        return "Authorization: AWS4-HMAC-SHA256 Credential=" + user + "/" + time(at).substring(0, 8)
                + "/any/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(at);
    }

    @Test
    void aBodyIsNotWaitedForWithoutThePassword() throws Exception {
        try (RawWebSocket client = post("Content-Length: 16000000")) {
            assertProblem(client, 401);
        }
        try (RawWebSocket client = post("Content-Length: 1", "Expect: 100-continue")) {
            assertProblem(client, 401);
            client.rest();
        }
        try (RawWebSocket client = connect()) {
            client.request(List.of("GET /health/live HTTP/1.1", "Host: localhost", "Content-Length: 1000"));
            assertProblem(client, 401);
        }
    }

    @Test
    void whoHasThePasswordIsToldToContinue() throws Exception {
        try (RawWebSocket client = post("Authorization: " + BASIC, "Content-Length: 1", "Expect: 100-continue")) {
            assertThat(client.status()).isEqualTo(100);
            client.raw(new byte[] {'x'});
            client.readHead();
            assertProblem(client, 404);
        }
    }

    @Test
    void aSignedBodyThatIsTooLargeHasTheNameThatAmazonsSdksKnow() throws Exception {
        Instant now = Instant.now();
        try (RawWebSocket client = post(signed("admin", now), "x-amz-date: " + time(now), "Content-Length: 131073")) {
            assertProblem(client, 413);
            assertThat(client.header("x-amzn-ErrorType")).isEqualTo("PayloadTooLargeException");
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAProblem() throws Exception {
        try (RawWebSocket client = post("Authorization: " + BASIC, "Content-Length: 16777217")) {
            assertProblem(client, 413);
        }
        try (RawWebSocket client = connect()) {
            client.raw(("POST /a HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + BASIC
                            + "\r\nTransfer-Encoding: chunked\r\n\r\n1000001\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            client.raw(new byte[0x1000001]);
            client.readHead();
            assertProblem(client, 413);
        }
    }

    @Test
    void aSignedBodyIsSmallAndOfKnownLengthAndTheUser() throws Exception {
        Instant now = Instant.now();
        String date = "X-Amz-Date: " + time(now);
        try (RawWebSocket client = post(signed("admin", now), date, "Content-Length: 131073")) {
            assertProblem(client, 413);
        }
        try (RawWebSocket client = post(signed("admin", now), date, "Transfer-Encoding: chunked")) {
            assertProblem(client, 411);
        }
        try (RawWebSocket client = post(signed("other", now), date, "Content-Length: 1000")) {
            assertProblem(client, 401);
        }
    }
}
