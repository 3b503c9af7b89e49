package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static dev.myelin.engine.transport.ws.Artefacts.when;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sequences can read of a session, and what a client cannot make them read. */
class PropertiesTest {
    private static ScriptedBackend backend;
    private static ScriptedBackend second;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        second = ScriptedBackend.start();
        engine = Artefacts.mediating(artefacts());
    }

    private static String[] artefacts() {
        String ready = "<log level='custom'><property name='leg ready' expression=\"" + get("websocket.subscriber.path")
                + "\"/></log>";
        return new String[] {
            inbound("read", "read", "ws.path=/read/{room}"),
            inbound("spoofed", "spoofed"),
            inbound("ready", "toBoth", "ws.outflow.dispatch.sequence=tellReady"),
            sequence("read", onHandshake("", reading())),
            sequence(
                    "spoofed",
                    onHandshake(
                            "",
                            "<property name='OUT' expression=\"" + get("OUT_ONLY") + "\"/>"
                                    + send(backend.address("/")))),
            sequence("toBoth", send(backend.address("/1")) + send(second.address("/2"))),
            sequence(
                    "tellReady",
                    when("websocket.target.handshake.present", ready, "<log level='full'/>") + "<respond/>")
        };
    }

    private static String reading() {
        return text(
                        "$1|$2|$3|$4|$5|$6|$7|$8",
                        get("uri.var.room"),
                        get("query.param.q"),
                        get("websocket.subscriber.path"),
                        get("X-Custom"),
                        get("websocket.event.type"),
                        get("websocket.peer.address"),
                        get("inbound.endpoint.name"),
                        "get-property('axis2', 'TransportInURL')")
                + "<respond/>";
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
        second.close();
    }

    @Test
    void theHandshakeStaysReadable() throws Exception {
        int port = engine.wsPort("read");
        try (RawWebSocket client = RawWebSocket.open(port, "/read/blue?q=a%20b", "X-Custom: mine")) {
            client.text("x");
            assertThat(client.readText())
                    .isEqualTo("blue|a b|/read/blue?q=a%20b|mine|MESSAGE|127.0.0.1|read|ws://localhost:" + port
                            + "/read/blue?q=a%20b");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OUT_ONLY: true",
                "HTTP_SC: 403",
                "ERROR_CODE: 1",
                "ERROR_MESSAGE: x",
                "errorCode: 4000",
                "connection.terminate: true",
                "source.handshake.present: true",
                "websocket.source.handshake.present: true",
                "websocket.target.handshake.present: true",
                "websocket.accept.contenType: application/xml",
                "websocket.custom.header.X-Evil: 1",
                "websocket.close.client: true",
                "messageType: application/octet-stream"
            })
    void aHeaderOfAClientSetsNoPropertyOfTheEngine(String header) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("spoofed"), "/", header)) {
            client.text("as usual");
            try (ScriptedBackend.Peer peer = backend.next()) {
                assertThat(peer.header("Sec-WebSocket-Protocol")).isEmpty();
                assertThat(peer.header("X-Evil")).isEmpty();
                RawWebSocket.Frame message = peer.read();
                assertThat(message.opcode()).isEqualTo(1);
                assertThat(message.text()).isEqualTo("as usual");
                peer.text("back");
                assertThat(client.readText()).isEqualTo("back");
            }
        }
    }

    @Test
    void everyLegIsAnnouncedOnceBeforeItsMessagesEvenWhenTheyComeWithIts101() throws Exception {
        byte[] early = RawWebSocket.encode(0x81, "early bird".getBytes(StandardCharsets.UTF_8), false);
        backend.answering(request -> ScriptedBackend.Answer.accept("", "X-Early: yes"));
        try (EarlyBackend pushy = new EarlyBackend(early);
                EngineHarness own = Artefacts.mediating(
                        inbound("pushed", "pushed", "ws.outflow.dispatch.sequence=tellReady"),
                        sequence("pushed", send("ws://127.0.0.1:" + pushy.port() + "/p") + send(second.address("/2"))),
                        sequence(
                                "tellReady",
                                when(
                                                "websocket.target.handshake.present",
                                                "<log level='custom'><property name='leg' expression=\""
                                                        + get("websocket.subscriber.path") + "\"/></log>",
                                                "<log level='custom'><property name='message' value='came'/></log>")
                                        + "<respond/>"));
                RawWebSocket client = RawWebSocket.open(own.wsPort("pushed"), "/")) {
            assertThat(client.readText()).isEqualTo("early bird");
            second.next().close();
            assertThat(own.log().containing("myelin.log.tellReady").stream()
                            .map(line -> line.replaceAll("127.0.0.1:\\d+", ""))
                            .map(line -> line.contains("message = came") ? "message" : "ready")
                            .limit(2))
                    .containsExactly("ready", "message");
        }
    }

    @ParameterizedTest
    @CsvSource({"1,2"})
    void severalSendsOpenSeveralLegs(int first, int other) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("ready"), "/");
                ScriptedBackend.Peer one = backend.next();
                ScriptedBackend.Peer two = second.next()) {
            assertThat(one.request().get(0)).startsWith("GET /" + first);
            assertThat(two.request().get(0)).startsWith("GET /" + other);
            client.text("hello");
            assertThat(one.read().text()).isEqualTo("hello");
            assertThat(two.read().text()).isEqualTo("hello");
            two.text("from the second");
            assertThat(client.readText()).isEqualTo("from the second");
            assertThat(engine.log().containing("leg ready")).hasSizeGreaterThanOrEqualTo(2);
        }
    }
}
