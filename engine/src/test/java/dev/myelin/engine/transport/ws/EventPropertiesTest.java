package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties of events, by every way to read one. */
class EventPropertiesTest {
    private static final List<String> NAMES = List.of(
            "websocket.connection.id",
            "websocket.event.type",
            "websocket.connected.at",
            "websocket.message.id",
            "websocket.subprotocol",
            "websocket.peer.address",
            "websocket.disconnect.code",
            "websocket.disconnect.reason");

    private RecordingBackend http;
    private EngineHarness engine;

    @BeforeEach
    void start() {
        http = new RecordingBackend(0);
        engine = Artefacts.engine(
                inbound("ctx", "ctx"),
                inbound("function", "function"),
                inbound("expression", "expression"),
                told("ctx", name -> "$ctx:" + name, "xml"),
                told("function", name -> "get-property('" + name + "')", "xml"),
                told("expression", name -> "${props.synapse[\"" + name + "\"]}", ""));
    }

    @AfterEach
    void stop() {
        engine.close();
        http.close();
    }

    private String told(String name, UnaryOperator<String> expression, String evaluator) {
        String arguments = NAMES.stream()
                .map(each -> "<arg" + (evaluator.isEmpty() ? "" : " evaluator='" + evaluator + "'") + " expression='"
                        + expression.apply(each).replace("'", "&apos;") + "'/>")
                .collect(Collectors.joining());
        String format = Stream.iterate(1, n -> n + 1)
                .limit(NAMES.size())
                .map(n -> "\"" + NAMES.get(n - 1) + "\":\"$" + n + "\"")
                .collect(Collectors.joining(","));
        return sequence(
                name,
                "<payloadFactory media-type='json'><format>{" + format + "}</format><args>" + arguments
                        + "</args></payloadFactory>" + call("http://127.0.0.1:" + http.port() + "/" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ctx", "function", "expression"})
    void everyEventHasItsOwn(String endpoint) throws Exception {
        String id;
        try (RawWebSocket client = RawWebSocket.open(
                engine.wsPort(endpoint), "/", "Sec-WebSocket-Protocol: synapse(contentType='text/plain')")) {
            id = client.header("X-Websocket-Connection-Id");
            for (int i = 0; i < 3; i++) {
                client.text("hello");
            }
            client.close(4321, "over & out");
            client.read();
        }
        await().until(() -> http.requests().size() == 5);
        List<JsonNode> events = http.requests().stream()
                .map(Request::body)
                .map(EventPropertiesTest::json)
                .toList();
        assertThat(events)
                .extracting(each -> text(each, "websocket.connection.id"), each -> text(each, "websocket.peer.address"))
                .containsOnly(tuple(id, "127.0.0.1"));
        assertThat(events)
                .extracting(each -> text(each, "websocket.event.type"))
                .containsExactly("CONNECT", "MESSAGE", "MESSAGE", "MESSAGE", "DISCONNECT");
        assertThat(events)
                .extracting(each -> text(each, "websocket.subprotocol"))
                .startsWith("")
                .endsWith("synapse(contentType='text/plain')", "synapse(contentType='text/plain')");
        assertThat(events.stream()
                        .map(each -> Instant.parse(text(each, "websocket.connected.at")))
                        .distinct())
                .singleElement()
                .satisfies(at -> assertThat(at).isBetween(Instant.now().minusSeconds(300), Instant.now()));
        assertThat(events.subList(1, 4))
                .extracting(each -> text(each, "websocket.message.id"))
                .doesNotHaveDuplicates()
                .isSorted()
                .containsExactlyElementsOf(http.requests().subList(1, 4).stream()
                        .map(request -> request.header("X-Websocket-Message-Id"))
                        .toList());
        assertThat(events)
                .extracting(each -> text(each, "websocket.disconnect.code"))
                .containsExactly("", "", "", "", "4321");
        assertThat(text(events.get(4), "websocket.disconnect.reason")).isEqualTo("over & out");
    }

    @Test
    void aWrongFormatIsAnErrorWhereItStands() {
        try (EngineHarness wrong = Artefacts.engine(
                inbound("bad", "none", "ws.event.format=cloud"),
                "<endpoint name='e'><address uri='http://localhost/'/>"
                        + "<property name='ws.event.format' value='cloud'/></endpoint>",
                sequence("none", "<drop/>"))) {
            assertThat(wrong.engine().diagnostics())
                    .filteredOn(found -> found.message().contains("ws.event.format"))
                    .extracting(each -> each.code(), each -> each.message(), each -> each.location()
                            .line())
                    .containsExactlyInAnyOrder(
                            tuple("MYL-3002", "ws.event.format: cloud (expected: myelin or yandex or aws-json)", 2),
                            tuple("MYL-2015", "ws.event.format: cloud (expected: myelin, yandex, aws-json)", 3));
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (java.io.IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String text(JsonNode event, String name) {
        String text = event.path(name).asText();
        return text.equals("null") ? "" : text;
    }
}
