package dev.myelin.engine.openapi;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenApiIntegrationsTest {
    private static final String HEAD = "openapi: 3.0.0\npaths:\n";
    private static final String CONNECTION_ID = "X-Yc-Apigateway-Websocket-Connection-Id";
    private static final String EVENT_TYPE = "X-Yc-Apigateway-Websocket-Event-Type";

    private final RecordingBackend backend = new RecordingBackend(0);

    @AfterEach
    void stop() {
        backend.close();
    }

    /** Serves these paths; {@code @back@} in them is the back-end's address. */
    private EngineHarness serving(String paths) {
        String address = "http://localhost:" + backend.port();
        EngineHarness engine = EngineHarness.start(conf -> conf.file(
                "synapse-configs/default/openapi/test.yaml",
                HEAD + paths.replace("@back@", address).indent(2)));
        assertThat(engine.engine().diagnostics()).isEmpty();
        return engine;
    }

    private static RawWebSocket open(EngineHarness engine, String path, String... headers) throws Exception {
        return RawWebSocket.open(engine.httpPort(), path, headers);
    }

    @Test
    void aDummyAnswersTextOrBinaryByItsType() throws Exception {
        String paths = """
                /text:
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration:
                      type: dummy
                      content:
                        '*': Got new message!
                      http_code: 200
                      http_headers:
                        Content-Type: text/plain
                /binary:
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration:
                      type: dummy
                      content: { application/xml: <a/> }
                /silent:
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: dummy, http_code: 200 }
                """;
        try (EngineHarness engine = serving(paths);
                RawWebSocket text = open(engine, "/text");
                RawWebSocket binary = open(engine, "/binary");
                RawWebSocket silent = open(engine, "/silent")) {
            text.text("a");
            assertThat(text.readText()).isEqualTo("Got new message!");
            text.binary(new byte[] {1});
            assertThat(text.readText()).isEqualTo("Got new message!");
            binary.text("a");
            RawWebSocket.Frame frame = binary.read();
            assertThat(frame.opcode()).isEqualTo(2);
            assertThat(new String(frame.payload(), StandardCharsets.UTF_8)).isEqualTo("<a/>");
            silent.text("a");
            silent.close(1000, "");
            assertThat(silent.read().closeCode()).as("nothing before the close").isEqualTo(1000);
        }
    }

    @Test
    void placeholdersAreParametersOfTheHandshakeAndTheEvent() throws Exception {
        String paths = """
                /rooms/{room}:
                  parameters:
                    - { name: room, in: path, required: true }
                    - { name: lang, in: query, schema: { type: string, default: "it's \\"en\\"" } }
                  x-yc-apigateway-websocket-message:
                    parameters:
                      - { name: X-Who, in: header }
                    x-yc-apigateway-integration:
                      type: dummy
                      http_headers: { Content-Type: application/json }
                      content:
                        '*': '{"room":"{room}","lang":"{lang}","who":"{X-Who}","is":"{x-yc-apigateway-websocket-event-type}","cost":"$1"}'
                """;
        try (EngineHarness engine = serving(paths);
                RawWebSocket one = open(engine, "/rooms/tea%20time?lang=de", "x-who: \"Ada\"");
                RawWebSocket two = open(engine, "/rooms/coffee")) {
            one.text("?");
            assertThat(one.readText())
                    .isEqualTo(
                            "{\"room\":\"tea time\",\"lang\":\"de\",\"who\":\"\\\"Ada\\\"\",\"is\":\"MESSAGE\",\"cost\":\"$1\"}");
            two.text("?");
            assertThat(two.readText())
                    .isEqualTo(
                            "{\"room\":\"coffee\",\"lang\":\"it's \\\"en\\\"\",\"who\":\"\",\"is\":\"MESSAGE\",\"cost\":\"$1\"}");
        }
    }

    @Test
    void aDummyOnConnectRefuses() throws Exception {
        String paths = """
                /closed:
                  x-yc-apigateway-websocket-connect:
                    x-yc-apigateway-integration:
                      type: dummy
                      http_code: 403
                      content: { application/json: '{"reason":"closed"}' }
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: dummy }
                """;
        try (EngineHarness engine = serving(paths);
                RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/closed")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.header("Content-Type")).startsWith("application/json");
        }
    }

    @Test
    void anHttpIntegrationHearsOfEachEvent() throws Exception {
        String paths = """
                /chat/{room}:
                  parameters:
                    - { name: Authorization, in: header }
                    - { name: token, in: query }
                  x-yc-apigateway-websocket-connect:
                    x-yc-apigateway-integration:
                      type: http
                      url: '@back@/rooms/{room}/in?v=1'
                      headers: { Authorization: '{Authorization}', X-Room: 'room {room}' }
                      query: { token: '{token}', from: a b }
                      omitEmptyHeaders: true
                      omitEmptyQueryParameters: true
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: http, url: '@back@/say', timeouts: { connect: 0.5, read: 30 } }
                  x-yc-apigateway-websocket-disconnect:
                    x-yc-apigateway-integration: { type: http, url: '@back@/out', method: DELETE }
                """;
        backend.answers("/rooms/a%2Fb/in", 200, "text/plain", "not sent");
        backend.answers("/say", request -> new Answer(200, "text/plain", "re: " + request.body()));
        try (EngineHarness engine = serving(paths);
                RawWebSocket client = open(engine, "/chat/a%2Fb?token=x%26y")) {
            String id = client.header(CONNECTION_ID);
            Request connect = backend.last();
            assertThat(connect.uri()).isEqualTo("/rooms/a%2Fb/in?v=1&token=x%26y&from=a%20b");
            assertThat(connect.method()).isEqualTo("POST");
            assertThat(connect.header("X-Room")).isEqualTo("room a/b");
            assertThat(connect.headers().containsKey("Authorization")).isFalse();
            assertThat(connect.header(CONNECTION_ID)).isEqualTo(id);
            assertThat(connect.header(EVENT_TYPE)).isEqualTo("CONNECT");

            client.text("hello");
            assertThat(client.readText()).isEqualTo("re: hello");
            assertThat(backend.last().header("Content-Type")).isEqualTo("application/json");
            assertThat(backend.last().header(EVENT_TYPE)).isEqualTo("MESSAGE");
            client.binary("bytes".getBytes(StandardCharsets.UTF_8));
            assertThat(client.readText()).isEqualTo("re: bytes");
            assertThat(backend.last().header("Content-Type")).isEqualTo("application/octet-stream");

            client.close(1000, "bye");
            await().atMost(60, SECONDS).until(() -> backend.last().method().equals("DELETE"));
            assertThat(backend.last().header(EVENT_TYPE)).isEqualTo("DISCONNECT");
            assertThat(backend.last().header("X-Yc-Apigateway-Websocket-Disconnect-Status-Code"))
                    .isEqualTo("1000");
            assertThat(backend.last().header("X-Yc-Apigateway-Websocket-Disconnect-Reason"))
                    .isEqualTo("bye");
        }
    }

    @Test
    void whatIsSentDoesNotChangeWhatPlaceholdersRead() throws Exception {
        String paths = """
                /chat/{room}/{url1}:
                  parameters:
                    - { name: token, in: query }
                    - { name: user, in: query }
                    - { name: none, in: query }
                  x-yc-apigateway-websocket-connect:
                    x-yc-apigateway-integration:
                      type: http
                      url: '@back@/{room}/{url1}'
                      query: { user: '{token}', name: '{user}', room: fixed, token: '{none}' }
                      omitEmptyQueryParameters: true
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: dummy }
                """;
        try (EngineHarness engine = serving(paths);
                RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/chat/tea/one?token=secret&user=ada")) {
            assertThat(client.status()).isNotZero();
            assertThat(backend.last().uri()).isEqualTo("/tea/one?user=secret&name=ada&room=fixed");
        }
    }

    @Test
    void anHttpIntegrationSendsTheHeadersOfTheHandshakeOn() throws Exception {
        String paths = """
                /ws:
                  x-yc-apigateway-websocket-connect:
                    x-yc-apigateway-integration:
                      type: http
                      url: '@back@/in'
                      headers: { '*': '*', X-Two: other, Cookie: '' }
                      omitEmptyHeaders: true
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: dummy }
                """;
        backend.answers("/in", 200, "text/plain", "");
        try (EngineHarness engine = serving(paths);
                RawWebSocket client = open(
                        engine,
                        "/ws",
                        "X-One: 1",
                        "X-Two: 2",
                        "Cookie: a=b",
                        "X-Forwarded-For: 10.9.8.7",
                        EVENT_TYPE + ": MESSAGE")) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(backend.last().header("X-One")).isEqualTo("1");
            assertThat(backend.last().header("X-Two")).isEqualTo("other");
            assertThat(backend.last().headers()).doesNotContainKeys("Cookie", "Sec-websocket-key", "Upgrade");
            assertThat(backend.last().header("X-Forwarded-For")).isNotEqualTo("10.9.8.7");
            assertThat(backend.last().header("Host")).isEqualTo("localhost:" + backend.port());
            assertThat(backend.last().header(EVENT_TYPE)).isEqualTo("CONNECT");
        }
    }

    @Test
    void pathsAreServedOverHttpsToo(@TempDir Path folder) throws Exception {
        Path store = Certificates.get().keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        String document = HEAD + """
                  /ws:
                    x-yc-apigateway-websocket-message:
                      x-yc-apigateway-integration: { type: dummy, content: { '*': hello } }
                """.indent(2);
        try (EngineHarness engine = EngineHarness.start(conf -> conf.toml("[keystore.tls]\nfile_name = '" + store
                                + "'\npassword = '" + Certificates.PASSWORD + "'\n[transport.http]\nlistener.port ="
                                + " @port:http@\nlistener.secured_port = @port:https@\n")
                        .file("synapse-configs/default/openapi/test.yml", document));
                RawWebSocket client = RawWebSocket.tls(
                        engine.wsPort("https"), Certificates.get().context("ca", ""))) {
            client.handshake("/ws");
            client.text("?");
            assertThat(client.readText()).isEqualTo("hello");
        }
    }

    @Test
    void anHttpIntegrationOnConnectRefusesWithItsStatus() throws Exception {
        String paths = """
                /ws:
                  x-yc-apigateway-websocket-connect:
                    x-yc-apigateway-integration: { type: http, url: '@back@/auth' }
                  x-yc-apigateway-websocket-message:
                    x-yc-apigateway-integration: { type: dummy, content: { '*': never } }
                """;
        backend.answers("/auth", 401, "text/plain", "who are you?");
        try (EngineHarness engine = serving(paths);
                RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/ws")) {
            assertThat(client.status()).isEqualTo(401);
        }
    }
}
