package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What HTTP back-ends are told of the events of a WebSocket session, and what becomes of their answers. */
class EventsAtBackendsTest {
    private static final String YANDEX = "X-Yc-Apigateway-Websocket-";
    private static final String OURS = "X-Websocket-";
    private static RecordingBackend http;
    private static ScriptedBackend ws;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        http = new RecordingBackend(0);
        ws = ScriptedBackend.start();
        engine = Artefacts.mediating(
                inbound("own", "events"),
                inbound("yandex", "events", "ws.event.format=yandex"),
                inbound("aws", "events", "ws.event.format=aws-json"),
                inbound("typed", "events", "ws.default.content.type=application/vnd.mine+json"),
                inbound("binary", "events", "ws.default.content.type=application/x-protobuf"),
                inbound("overridden", "overridden", "ws.event.format=yandex"),
                inbound("changed", "changed"),
                inbound("sent", "sent"),
                inbound("blocking", "blocking"),
                inbound("cloned", "cloned"),
                inbound("local", "local"),
                inbound("pair", "pair", "ws.headers.preserve=*"),
                inbound("both", "events").replace("protocol='ws'", "protocol='httpws'"),
                "<api name='bound' context='/bound' binds-to='both'><resource methods='POST'><inSequence>"
                        + call(url("/event")) + "<respond/></inSequence></resource></api>",
                sequence("events", call(url("/event")) + "<respond/>"),
                sequence(
                        "overridden",
                        "<call><endpoint><address uri='" + url("/event")
                                + "'/><property name='ws.event.format' value='myelin'/></endpoint></call><respond/>"),
                sequence("changed", text("new $1", get("websocket.message.id")) + call(url("/event")) + "<respond/>"),
                sequence("sent", send(url("/event"))),
                sequence("blocking", call(url("/event")).replace("<call>", "<call blocking='true'>") + "<respond/>"),
                sequence(
                        "cloned",
                        "<clone><target><sequence>" + call(url("/event")) + "</sequence></target><target><sequence>"
                                + call(url("/event")) + "</sequence></target></clone>"),
                sequence("local", call("local:///services/inside") + "<respond/>"),
                sequence("pair", send(ws.address("/pair"))),
                Artefacts.proxy("inside", call(url("/event")) + "<respond/>"),
                Artefacts.proxy("plain", call(url("/event")) + property("x", "y") + "<respond/>"));
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + http.port() + path;
    }

    @BeforeEach
    void forget() {
        await().until(() -> engine.engine().sessions().all().isEmpty());
        http.requests().clear();
        http.answers("/event", request -> new Answer(200, "text/plain", request.body()));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        ws.close();
        http.close();
    }

    private static List<Request> wait(int count) {
        await().until(() -> http.requests().size() >= count);
        assertThat(http.requests()).hasSize(count);
        return http.requests();
    }

    @ParameterizedTest
    @CsvSource({"own," + OURS, "yandex," + YANDEX, "overridden," + OURS})
    void headersTellOfEachEvent(String endpoint, String prefix) throws Exception {
        String id;
        try (RawWebSocket client = RawWebSocket.open(
                engine.wsPort(endpoint), "/", "Sec-WebSocket-Protocol: chat, other", "X-Forwarded-For: 10.1.2.3")) {
            id = client.header("X-Websocket-Connection-Id");
            client.text("{\"a\":1}");
            assertThat(client.readText()).isEqualTo("{\"a\":1}");
            client.text("again");
            assertThat(client.readText()).isEqualTo("again");
            client.close(4000, "enough");
            client.read();
        }
        List<Request> came = wait(4);
        assertThat(came).allSatisfy(request -> {
            assertThat(request.header(prefix + "Connection-Id")).isEqualTo(id);
            assertThat(request.header("X-Forwarded-For")).isEqualTo("10.1.2.3, 127.0.0.1");
            assertThat(request.header((prefix.equals(OURS) ? YANDEX : OURS) + "Connection-Id"))
                    .isEmpty();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header(prefix + "Connected-At"))
                    .isNotEmpty()
                    .isEqualTo(came.get(0).header(prefix + "Connected-At"));
        });
        assertThat(came.stream().map(request -> request.header(prefix + "Event-Type")))
                .containsExactly("CONNECT", "MESSAGE", "MESSAGE", "DISCONNECT");
        assertThat(Instant.parse(came.get(0).header(prefix + "Connected-At"))).isBeforeOrEqualTo(Instant.now());
        assertThat(came.get(0).header("Sec-WebSocket-Protocol")).isEqualTo("chat, other");
        assertThat(came.get(0).header(prefix + "Message-Id")).isEmpty();
        assertThat(came.get(1).header("Sec-WebSocket-Protocol")).isEmpty();
        assertThat(came.get(1).header(prefix + "Message-Id"))
                .isNotEmpty()
                .isLessThan(came.get(2).header(prefix + "Message-Id"));
        assertThat(came.get(1).header(prefix + "Disconnect-Status-Code")).isEmpty();
        assertThat(came.get(3).header(prefix + "Disconnect-Status-Code")).isEqualTo("4000");
        assertThat(came.get(3).header(prefix + "Disconnect-Reason")).isEqualTo("enough");
        assertThat(came.get(3).header(prefix + "Message-Id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"own,false", "yandex,true"})
    void the101HasTheIdByTheNameOfTheFormat(String endpoint, boolean both) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(endpoint), "/")) {
            String id = client.header("X-Websocket-Connection-Id");
            assertThat(id).isNotEmpty();
            assertThat(client.header(YANDEX + "Connection-Id")).isEqualTo(both ? id : "");
        }
        wait(2);
    }

    @Test
    void aJsonEventTellsOfEachEvent() throws Exception {
        String id;
        byte[] bytes = {0, (byte) 0xFF, 'x'};
        try (RawWebSocket client = RawWebSocket.open(
                engine.wsPort("aws"), "/?token=x%20y", "Sec-WebSocket-Protocol: chat", "X-Forwarded-For: 10.1.2.3")) {
            id = client.header("X-Websocket-Connection-Id");
            client.text("<ä>");
            client.readText();
            client.binary(bytes);
            client.readText();
            client.close(1000, "it's \"over\"");
            client.read();
        }
        List<Request> came = wait(4);
        ObjectMapper json = new ObjectMapper();
        for (Request request : came) {
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header(OURS + "Connection-Id")).isEmpty();
            assertThat(json.readTree(request.body())
                            .at("/requestContext/connectionId")
                            .asText())
                    .isEqualTo(id);
            assertThat(json.readTree(request.body())
                            .at("/requestContext/connectedAt")
                            .asLong())
                    .isBetween(1_600_000_000_000L, Instant.now().toEpochMilli());
            assertThat(json.readTree(request.body())
                            .at("/requestContext/identity/sourceIp")
                            .asText())
                    .isEqualTo("127.0.0.1");
        }
        JsonNode connect = json.readTree(came.get(0).body());
        assertThat(connect.at("/requestContext/eventType").asText()).isEqualTo("CONNECT");
        assertThat(connect.at("/headers/Sec-WebSocket-Protocol").asText()).isEqualTo("chat");
        assertThat(connect.at("/queryStringParameters").toString()).isEqualTo("{\"token\":\"x y\"}");
        assertThat(connect.at("/isBase64Encoded")).isEqualTo(json.readTree("false"));
        JsonNode message = json.readTree(came.get(1).body());
        assertThat(message.has("queryStringParameters")).isFalse();
        assertThat(message.at("/requestContext/eventType").asText()).isEqualTo("MESSAGE");
        assertThat(message.at("/requestContext/messageId").asText()).isNotEmpty();
        assertThat(message.at("/body").asText()).isEqualTo("<ä>");
        assertThat(message.at("/isBase64Encoded").asBoolean()).isFalse();
        JsonNode binary = json.readTree(came.get(2).body());
        assertThat(Base64.getDecoder().decode(binary.at("/body").asText())).isEqualTo(bytes);
        assertThat(binary.at("/isBase64Encoded").asBoolean()).isTrue();
        JsonNode end = json.readTree(came.get(3).body());
        assertThat(end.at("/requestContext/eventType").asText()).isEqualTo("DISCONNECT");
        assertThat(end.at("/requestContext/disconnectStatusCode").asInt()).isEqualTo(1000);
        assertThat(end.at("/requestContext/disconnectReason").asText()).isEqualTo("it's \"over\"");
    }

    @ParameterizedTest
    @CsvSource({
        "own,text,application/json",
        "own,binary,application/octet-stream",
        "typed,text,application/vnd.mine+json",
        "typed,binary,application/octet-stream",
        "binary,binary,application/x-protobuf",
        "changed,text,text/plain"
    })
    void thePayloadHasTheTypeOfItsFrame(String endpoint, String kind, String type) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(endpoint), "/")) {
            http.requests().clear();
            if (kind.equals("text")) {
                client.text("hello");
            } else {
                client.binary("hello".getBytes(StandardCharsets.UTF_8));
            }
            Request request = wait(1).get(0);
            assertThat(request.header("Content-Type")).startsWith(type);
            String id = request.header(OURS + "Message-Id");
            assertThat(request.body()).isEqualTo(endpoint.equals("changed") ? "new " + id : "hello");
            client.read();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "blocking", "local"})
    void everyWayToABackEndTellsIt(String endpoint) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(endpoint), "/")) {
            http.requests().clear();
            client.text("hello");
            assertThat(client.readText()).isEqualTo("hello");
            Request request = wait(1).get(0);
            assertThat(request.header(OURS + "Event-Type")).isEqualTo("MESSAGE");
            assertThat(request.header(OURS + "Connection-Id")).isEqualTo(client.header("X-Websocket-Connection-Id"));
        }
    }

    @Test
    void copiesOfAMessageHaveItsId() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("cloned"), "/")) {
            wait(2);
            http.requests().clear();
            client.text("hello");
            List<Request> came = wait(2);
            assertThat(came.get(0).header(OURS + "Message-Id"))
                    .isNotEmpty()
                    .isEqualTo(came.get(1).header(OURS + "Message-Id"));
        }
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of("bye\r\nX-Evil: 1", "bye%0D%0AX-Evil: 1"),
                Arguments.of("vorüber, 100%", "vor%C3%BCber, 100%25"),
                Arguments.of("", ""));
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void aReasonIsNoWayToSetOtherHeaders(String reason, String header) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("own"), "/")) {
            client.close(4000, reason);
            client.read();
        }
        Request end = wait(2).get(1);
        assertThat(end.header(OURS + "Disconnect-Reason")).isEqualTo(header);
        assertThat(end.header("X-Evil")).isEmpty();
    }

    @Test
    void aClientCannotForgeThem() throws Exception {
        String[] forged = {
            OURS + "Connection-Id: forged", OURS + "Event-Type: DISCONNECT", YANDEX + "Connection-Id: forged"
        };
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("own"), "/", forged)) {
            assertThat(wait(1).get(0).header(OURS + "Connection-Id"))
                    .isEqualTo(client.header("X-Websocket-Connection-Id"));
            assertThat(http.last().header(OURS + "Event-Type")).isEqualTo("CONNECT");
            assertThat(http.last().header(YANDEX + "Connection-Id")).isEmpty();
        }
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("pair"), "/", forged);
                ScriptedBackend.Peer peer = ws.next()) {
            assertThat(client.status()).isEqualTo(101);
            assertThat(peer.header(OURS + "Connection-Id")).isEmpty();
            assertThat(peer.header(YANDEX + "Connection-Id")).isEmpty();
        }
        wait(2);
        post(engine.wsPort("both"), "/");
        post(engine.wsPort("both"), "/bound");
        assertThat(wait(4).get(3).body()).isEqualTo("posted");
        assertThat(http.last().header(OURS + "Connection-Id")).isEmpty();
        assertThat(wait(4).get(2).header(OURS + "Connection-Id")).isEmpty();
        assertThat(http.last().header(OURS + "Event-Type")).isEmpty();
        assertThat(http.requests().get(2).body()).isEqualTo("posted");
    }

    @Test
    void requestsOfHttpClientsStayAsTheyAre() throws Exception {
        HttpResponse<String> answer = post(engine.httpPort(), "/services/plain");
        assertThat(answer.body()).isEqualTo("posted");
        Request request = wait(1).get(0);
        assertThat(request.header("Content-Type")).isEqualTo("text/plain");
        assertThat(request.header(OURS + "Event-Type")).isEqualTo("forged");
        assertThat(request.header("X-Forwarded-For")).isEmpty();
    }

    private static HttpResponse<String> post(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header(OURS + "Connection-Id", "forged")
                                .header(OURS + "Event-Type", "forged")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("posted"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,1",
        "application/problem+json,1",
        "text/html; charset=utf-8,1",
        "application/xml,1",
        "image/svg+xml,1",
        "application/octet-stream,2",
        "application/x-protobuf,2",
        "image/png,2"
    })
    void theAnswersTypeMakesItTextOrBinary(String type, int opcode) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("own"), "/")) {
            http.answers("/event", 200, type, "answer");
            client.text("question");
            RawWebSocket.Frame frame = client.read();
            assertThat(frame.opcode()).isEqualTo(opcode);
            assertThat(frame.text()).isEqualTo("answer");
        }
        wait(3);
    }

    @ParameterizedTest
    @CsvSource({"200,application/json", "204,text/plain", "202,application/octet-stream"})
    void anAnswerWithoutBodySendsNothing(int status, String type) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("own"), "/")) {
            http.answers(
                    "/event",
                    request -> new Answer(
                            request.body().equals("quiet") ? status : 200,
                            type,
                            request.body().replace("quiet", "")));
            client.text("quiet");
            client.text("loud");
            assertThat(client.read().text()).isEqualTo("loud");
        }
        wait(4);
    }

    @Test
    void anEmptyMessageIsAMessage() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("own"), "/")) {
            client.text("");
            List<Request> came = wait(2);
            assertThat(came.get(1).method()).isEqualTo("POST");
            assertThat(came.get(1).header(OURS + "Event-Type")).isEqualTo("MESSAGE");
            assertThat(came.get(1).body()).isEmpty();
        }
    }
}
