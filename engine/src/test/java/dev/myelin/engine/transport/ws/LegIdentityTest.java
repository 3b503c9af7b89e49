package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of a session's back-end connections a message takes, where several go to one address. */
class LegIdentityTest {
    private static final String JSON = "ws.default.content.type=application/json";

    private ScriptedBackend backend;
    private EngineHarness engine;

    @BeforeEach
    void start() throws Exception {
        backend = ScriptedBackend.start();
        String send = send(backend.address("/"));
        engine = Artefacts.mediating(
                inbound("headers", "headers", JSON),
                inbound("types", "types", JSON),
                inbound("once", "once", JSON),
                inbound("each", "each", JSON),
                sequence(
                        "headers",
                        onHandshake(
                                "<drop/>",
                                to(
                                                axis2("websocket.custom.header.X-To", "a"),
                                                axis2("websocket.custom.header.x-to", "b"))
                                        + send)),
                sequence(
                        "types",
                        onHandshake(
                                "<drop/>",
                                to(
                                                axis2("websocket.accept.contenType", "application/json"),
                                                axis2("websocket.accept.contentType", "text/plain"))
                                        + send)),
                sequence("once", onHandshake(axis2("websocket.custom.header.X-To", "a"), "") + send),
                sequence(
                        "each",
                        "<property name='websocket.custom.header.X-To' scope='axis2' expression='json-eval($.to)'/>"
                                + send),
                sequence("fault", "<log level='custom'><property name='WHY' expression='$ctx:ERROR_MESSAGE'/></log>"));
    }

    private static String to(String a, String other) {
        return "<filter source='json-eval($.to)' regex='a'><then>" + a + "</then><else>" + other + "</else></filter>";
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        backend.close();
    }

    @Test
    void messagesWithOtherHeadersHaveAConnectionOfTheirOwn() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("headers"), "/")) {
            client.text("{\"to\":\"a\"}");
            ScriptedBackend.Peer a = backend.next();
            assertThat(a.read().text()).isEqualTo("{\"to\":\"a\"}");
            client.text("{\"to\":\"b\"}");
            ScriptedBackend.Peer b = backend.next();
            assertThat(b.read().text()).isEqualTo("{\"to\":\"b\"}");
            assertThat(a.header("X-To")).isEqualTo("a");
            assertThat(b.header("X-To")).isEqualTo("b");
            client.text("{\"to\":\"a\",\"n\":2}");
            client.text("{\"to\":\"b\",\"n\":2}");
            assertThat(a.read().text()).isEqualTo("{\"to\":\"a\",\"n\":2}");
            assertThat(b.read().text()).isEqualTo("{\"to\":\"b\",\"n\":2}");
            a.text("from a");
            assertThat(client.readText()).isEqualTo("from a");
            b.text("from b");
            assertThat(client.readText()).isEqualTo("from b");
        }
    }

    @Test
    void messagesForAnotherContentTypeHaveAConnectionOfTheirOwn() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("types"), "/")) {
            client.text("{\"to\":\"a\"}");
            ScriptedBackend.Peer json = backend.next();
            assertThat(json.header("Sec-WebSocket-Protocol")).contains("application/json");
            json.read();
            client.text("{\"to\":\"b\"}");
            ScriptedBackend.Peer plain = backend.next();
            assertThat(plain.header("Sec-WebSocket-Protocol")).contains("text/plain");
            assertThat(plain.read().text()).isEqualTo("{\"to\":\"b\"}");
        }
    }

    @Test
    void messagesThatSayNothingTakeTheConnectionOfTheHandshake() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("once"), "/")) {
            ScriptedBackend.Peer peer = backend.next();
            assertThat(peer.header("X-To")).isEqualTo("a");
            client.text("{}");
            assertThat(peer.read().text()).isEqualTo("{}");
        }
    }

    @Test
    void aHeaderThatDiffersInEachMessageDoesNotOpenConnectionsWithoutEnd() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("each"), "/")) {
            backend.next();
            for (int i = 0; i < BackendLegs.MAX_LEGS; i++) {
                client.text("{\"to\":" + i + "}");
            }
            await().until(() -> !engine.log().containing("back-end connections").isEmpty());
            client.text("{\"to\":0}");
            ScriptedBackend.Peer first = backend.next();
            assertThat(first.read().text()).isEqualTo("{\"to\":0}");
            assertThat(first.read().text()).isEqualTo("{\"to\":0}");
            assertThat(backend.handshakes()).isEqualTo(BackendLegs.MAX_LEGS);
        }
    }
}
