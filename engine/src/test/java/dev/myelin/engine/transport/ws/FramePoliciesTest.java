package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sequences may do with the messages of either side: change, drop, split and answer them. */
class FramePoliciesTest {
    private static final String KIND = "json-eval($.kind)";
    private static ScriptedBackend ws;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        ws = ScriptedBackend.start();
        String back = send(ws.address("/"));
        engine = Artefacts.engine(
                inbound("policies", "fromClient", connect(), out("fromBackend"), type("application/json")),
                inbound("untyped", "untyped", connect(), out("untypedBack")),
                inbound("xml", "xml", connect(), out("xmlBack"), type("application/xml")),
                inbound("context", "context", connect(), out("contextBack"), "ws.path=/rooms/{room}"),
                sequence("connect", back),
                sequence("fromClient", policy("up", back, "<respond/>")),
                sequence("fromBackend", policy("down", "<respond/>", back)),
                sequence("untyped", json("up", "$1", "json-eval($.n)") + back),
                sequence("untypedBack", json("down", "$1", "json-eval($.n)") + "<respond/>"),
                sequence("xml", text("$1", "//n") + back),
                sequence("xmlBack", text("$1", "//n") + "<respond/>"),
                sequence("context", context() + back),
                sequence("contextBack", context() + "<respond/>"));
    }

    private static String connect() {
        return "ws.connect.sequence=connect";
    }

    private static String out(String sequence) {
        return "ws.outflow.dispatch.sequence=" + sequence;
    }

    private static String type(String type) {
        return "ws.default.content.type=" + type;
    }

    private static String json(String name, String value, String expression) {
        return "<payloadFactory media-type='json'><format>{\"" + name + "\":\"" + value
                + "\"}</format><args><arg evaluator='json' expression='"
                + expression.replace("json-eval(", "").replace(")", "") + "'/></args></payloadFactory>";
    }

    /** What becomes of a message by its kind; {@code on} passes it on, {@code answer} gives it back. */
    private static String policy(String name, String on, String answer) {
        return "<switch source='" + KIND + "'>"
                + "<case regex='change'>" + json(name, "$1", "json-eval($.n)") + on + "</case>"
                + "<case regex='drop'><drop/></case>"
                + "<case regex='answer'>" + json(name + "-answer", "$1", "json-eval($.n)") + answer + "</case>"
                + "<case regex='twice'>" + on + json(name, "2", "json-eval($.n)") + on + "</case>"
                + "<case regex='both'>"
                + clone(json(name, "on", "json-eval($.n)") + on, json(name, "back", "json-eval($.n)") + answer)
                + "</case>"
                + "<case regex='split'>" + iterate("", name, on) + "</case>"
                + "<case regex='in-order'>" + iterate(" sequential='true'", name, on) + "</case>"
                + "<case regex='binary'>" + axis2("messageType", "application/octet-stream") + on + "</case>"
                + "<case regex='fail'><throwError type='a' errorMessage='b'/></case>"
                + "<default>" + on + "</default></switch>";
    }

    private static String clone(String first, String second) {
        return "<clone sequential='true'><target><sequence>" + first + "</sequence></target><target><sequence>" + second
                + "</sequence></target></clone>";
    }

    private static String iterate(String attribute, String name, String on) {
        return "<iterate expression='json-eval($.items)'" + attribute + "><target><sequence>"
                + json(name, "$1", "json-eval($.n)") + on + "</sequence></target></iterate>";
    }

    /** What was set for one message, and then what the handshake was. */
    private static String context() {
        String before = text(
                "$1 $2 $3 $4 $5",
                get("uri.var.room"),
                get("query.param.q"),
                get("X-Custom"),
                get("mine"),
                get("websocket.connection.id"));
        return before + property("uri.var.room", "other") + property("query.param.q", "other")
                + property("X-Custom", "other") + property("mine", "other")
                + property("websocket.connection.id", "other") + "<property name='X-Custom' action='remove'/>";
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        ws.close();
    }

    /** One direction of a session: what goes in, where it goes, and where answers come out. */
    private static final class Direction implements AutoCloseable {
        private final boolean up;
        private final RawWebSocket client;
        private final ScriptedBackend.Peer peer;

        Direction(String direction, String endpoint) throws Exception {
            up = direction.equals("up");
            client = RawWebSocket.open(engine.wsPort(endpoint), "/");
            peer = ws.next();
        }

        void in(String text) throws Exception {
            if (up) {
                client.text(text);
            } else {
                peer.text(text);
            }
        }

        RawWebSocket.Frame out() throws Exception {
            return up ? peer.read() : client.read();
        }

        RawWebSocket.Frame answer() throws Exception {
            return up ? client.read() : peer.read();
        }

        @Override
        public void close() throws Exception {
            client.close();
            peer.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down"})
    void messagesAreChangedAndDropped(String way) throws Exception {
        try (Direction direction = new Direction(way, "policies")) {
            direction.in("{\"kind\":\"change\",\"n\":1}");
            direction.in("{\"kind\":\"drop\"}");
            direction.in("{\"kind\":\"fail\"}");
            direction.in("{\"kind\":\"binary\"}");
            direction.in("{\"kind\": \"as it is\" }");
            assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"1\"}");
            RawWebSocket.Frame binary = direction.out();
            assertThat(binary.text()).isEqualTo("{\"kind\":\"binary\"}");
            RawWebSocket.Frame last = direction.out();
            assertThat(last.text()).isEqualTo("{\"kind\": \"as it is\" }");
            assertThat(last.opcode()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down"})
    void messagesAreAnsweredWithoutGoingOn(String way) throws Exception {
        try (Direction direction = new Direction(way, "policies")) {
            direction.in("{\"kind\":\"answer\",\"n\":1}");
            direction.in("{\"kind\":\"both\",\"n\":2}");
            direction.in("{\"kind\":\"change\",\"n\":3}");
            assertThat(direction.answer().text()).isEqualTo("{\"" + way + "-answer\":\"1\"}");
            assertThat(direction.answer().text()).isEqualTo("{\"" + way + "\":\"back\"}");
            assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"on\"}");
            assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"3\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down"})
    void aMessageBecomesSeveralInOrder(String way) throws Exception {
        int parts = 20;
        String items = String.join(
                ",",
                IntStream.rangeClosed(1, parts)
                        .mapToObj(n -> "{\"n\":" + n + "}")
                        .toList());
        try (Direction direction = new Direction(way, "policies")) {
            for (String kind : List.of("in-order", "split")) {
                direction.in("{\"kind\":\"" + kind + "\",\"items\":[" + items + "]}");
                direction.in("{\"kind\":\"change\",\"n\":\"after " + kind + "\"}");
                for (int n = 1; n <= parts; n++) {
                    assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"" + n + "\"}");
                }
                assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"after " + kind + "\"}");
            }
        }
    }

    /** What {@code respond} gives back ends the flow; several {@code send}s of one message are several messages. */
    @Test
    void aMessageIsSentTwice() throws Exception {
        try (Direction direction = new Direction("up", "policies")) {
            direction.in("{\"kind\":\"twice\"}");
            assertThat(direction.out().text()).isEqualTo("{\"kind\":\"twice\"}");
            assertThat(direction.out().text()).isEqualTo("{\"up\":\"2\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down"})
    void messagesAreReadByTheDefaultType(String way) throws Exception {
        try (Direction direction = new Direction(way, "untyped")) {
            direction.in("{\"n\":5}");
            assertThat(direction.out().text()).isEqualTo("{\"" + way + "\":\"5\"}");
        }
        try (Direction direction = new Direction(way, "xml")) {
            direction.in("<a><n>5</n></a>");
            assertThat(direction.out().text()).isEqualTo("5");
        }
    }

    @Test
    void theHandshakeIsReadInBothDirectionsAndWrittenInNone() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("context"), "/rooms/blue?q=2", "X-Custom: mine");
                ScriptedBackend.Peer peer = ws.next()) {
            String expected = "blue 2 mine  " + client.header("X-Websocket-Connection-Id");
            for (int i = 0; i < 3; i++) {
                client.text("up");
                assertThat(peer.read().text()).isEqualTo(expected);
                peer.text("down");
                assertThat(client.readText()).isEqualTo(expected);
            }
        }
    }
}
