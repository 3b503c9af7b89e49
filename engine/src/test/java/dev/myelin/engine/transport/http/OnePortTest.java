package dev.myelin.engine.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** WebSocket and HTTP on the same port: {@code httpws}, and inbound endpoints at the HTTP listener. */
class OnePortTest {
    private static final String SAY = "<payloadFactory media-type='text'><format>$1 $2 $3</format><args>"
            + "<arg evaluator='xml' expression=\"get-property('inbound.endpoint.name')\"/>"
            + "<arg evaluator='xml' expression=\"get-property('uri.var.room')\"/>"
            + "<arg evaluator='xml' expression=\"get-property('axis2','HTTP_METHOD')\"/></args></payloadFactory>"
            + "<respond/>";

    private static EchoBackend backend;
    private static EngineHarness engine;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        backend = EchoBackend.start("127.0.0.1", 0, "/websocket");
        String address = "ws://127.0.0.1:" + backend.port() + "/websocket";
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        engine = EngineHarness.start(conf -> conf.toml("[transport.ws]\nsender.enable = true\n")
                .definitions(String.join(
                        "\n",
                        "<sequence name='main'><log/></sequence>",
                        "<sequence name='say'>" + SAY + "</sequence>",
                        "<sequence name='echo'><respond/></sequence>",
                        "<sequence name='toBackend'><property name='OUT_ONLY' value='true'/><send><endpoint><address"
                                + " uri='" + address + "?a'/></endpoint></send></sequence>",
                        "<sequence name='waiting'><send><endpoint><address uri='" + address
                                + "?b'/></endpoint></send></sequence>",
                        "<sequence name='failing'><property name='x' expression='json-eval($.a)'/>"
                                + "<send><endpoint key='nowhere'/></send></sequence>",
                        "<proxy name='echo'><target><inSequence><respond/></inSequence></target></proxy>",
                        inbound("chat", "ws", "say", "ws.listener=http", "ws.path=/chat/{room}"),
                        inbound("raw", "ws", "echo", "ws.listener=http", "ws.path=/echo"),
                        inbound("mixed", "httpws", "echo", "port=@port:mixed@", "ws.path=/echo"),
                        inbound("rooms", "httpws", "say", "inbound.ws.port=@port:mixed@", "ws.path=/rooms/{room}"),
                        inbound("bridge", "httpws", "toBackend", "port=@port:bridge@"),
                        inbound("waiting", "httpws", "waiting", "port=@port:waiting@"),
                        inbound("failing", "httpws", "failing", "port=@port:failing@"))));
    }

    @AfterAll
    static void stop() {
        engine.close();
        backend.close();
    }

    private static String inbound(String name, String protocol, String sequence, String... parameters) {
        StringBuilder xml = new StringBuilder("<inboundEndpoint name='" + name + "' protocol='" + protocol
                + "' sequence='" + sequence + "'><parameters>");
        xml.append("<parameter name='ws.outflow.dispatch.sequence'>echo</parameter>");
        for (String parameter : parameters) {
            int sign = parameter.indexOf('=');
            xml.append("<parameter name='" + parameter.substring(0, sign) + "'>" + parameter.substring(sign + 1)
                    + "</parameter>");
        }
        return xml.append("</parameters></inboundEndpoint>").toString();
    }

    @Test
    void theHttpListenerServesAWebSocketByItsPath() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.httpPort(), "/chat/lobby?x=1")) {
            client.text("hello");
            assertThat(client.readText()).isEqualTo("chat lobby ");
            client.close(4000, "bye");
            RawWebSocket.Frame close = client.read();
            assertThat(close.opcode()).isEqualTo(8);
            assertThat(client.atEnd()).isTrue();
        }
        try (RawWebSocket client = RawWebSocket.open(engine.httpPort(), "/echo")) {
            byte[] large = new byte[300_000];
            client.binary(large);
            assertThat(client.read().payload()).hasSize(large.length);
        }
    }

    @Test
    void anUpgradeWithoutAMatchIsNotFoundAndTheProxiesGoOn() throws Exception {
        for (String path : List.of("/", "/chat", "/chat/a/b", "/services/echo")) {
            try (RawWebSocket client = RawWebSocket.connect(engine.httpPort(), path)) {
                assertThat(client.status()).as(path).isEqualTo(404);
            }
        }
        assertThat(post(engine.httpPort(), "/services/echo", "hi").body()).isEqualTo("hi");
        assertThat(get(engine.httpPort(), "/chat/lobby").statusCode()).isEqualTo(404);
        assertThat(get(engine.httpPort(), "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aConnectionIsUpgradedBehindPipelinedRequests() throws Exception {
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            String post =
                    "POST /services/echo HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n";
            String upgrade = "GET /echo HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            client.raw((post + "a1" + post + "b2" + upgrade).getBytes(StandardCharsets.US_ASCII));
            for (String body : List.of("a1", "b2")) {
                client.readHead();
                assertThat(client.status()).isEqualTo(200);
                assertThat(client.body(2)).isEqualTo(body);
            }
            client.readHead();
            assertThat(client.status()).isEqualTo(101);
            client.text("now a WebSocket");
            assertThat(client.readText()).isEqualTo("now a WebSocket");
        }
    }

    @Test
    void aHandshakeAtTheHttpListenerIsCheckedAsAnyOther() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.httpPort(), "/echo", "Origin: http://evil.example")) {
            assertThat(client.status()).isEqualTo(403);
        }
        try (RawWebSocket client = RawWebSocket.tcp(engine.httpPort())) {
            client.request(List.of("GET /echo HTTP/1.1", "Host: h", "Upgrade: websocket", "Connection: Upgrade"));
            assertThat(client.status()).isEqualTo(426);
            assertThat(client.header("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @Test
    void httpwsAnswersRequestsByItsSequence() throws Exception {
        int port = engine.wsPort("mixed");
        HttpResponse<String> answer = post(port, "/echo", "a body");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("a body");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        assertThat(get(port, "/rooms/lobby?a=b").body()).isEqualTo("rooms lobby GET");
        assertThat(get(port, "/elsewhere").statusCode()).isEqualTo(404);
        assertThat(get(port, "/services/echo").statusCode()).isEqualTo(404);
        assertThat(get(port, "/health").statusCode()).isEqualTo(200);
    }

    @Test
    void httpwsServesWebSocketsToo() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("mixed"), "/rooms/attic")) {
            client.text("hello");
            assertThat(client.readText()).isEqualTo("rooms attic ");
        }
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("mixed"), "/nowhere")) {
            assertThat(client.status()).isEqualTo(404);
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("bridge"), "/")) {
            client.text("relayed");
            assertThat(client.readText()).isEqualTo("relayed");
        }
    }

    @Test
    void httpwsSendsToWebSocketBackEnds() throws Exception {
        HttpResponse<String> accepted = post(engine.wsPort("bridge"), "/", "one way");
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEmpty();
        assertThat(post(engine.wsPort("waiting"), "/", "there and back").body()).isEqualTo("there and back");
    }

    @Test
    void aFaultIsAnswered() throws Exception {
        HttpResponse<String> answer = post(engine.wsPort("failing"), "/", "secret");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isNotEmpty().doesNotContain("secret");
    }

    @Test
    void theReadyLineShowsThem() {
        String line = engine.engine().readyLine(1);
        String listener = "localhost:" + engine.httpPort();
        String mixed = "localhost:" + engine.wsPort("mixed");
        assertThat(line.split(" "))
                .contains(
                        "http://" + listener,
                        "ws://" + listener + "/chat/{room}",
                        "ws://" + listener + "/echo",
                        "http://" + mixed,
                        "ws://" + mixed + "/echo",
                        "ws://" + mixed + "/rooms/{room}");
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(int port, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(port, path))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
