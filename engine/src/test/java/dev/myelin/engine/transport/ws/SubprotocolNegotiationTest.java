package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each leg negotiates its subprotocol for itself. */
class SubprotocolNegotiationTest {
    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toBackend = send(backend.address("/"));
        engine = Artefacts.engine(
                inbound("plain", "plain"),
                inbound("listed", "plain", "ws.subprotocols=v12.stomp, v11.stomp"),
                inbound("contenType", "contenType"),
                inbound("contentType", "contentType"),
                sequence("plain", toBackend),
                sequence("contenType", axis2("websocket.accept.contenType", "application/json") + toBackend),
                sequence("contentType", axis2("websocket.accept.contentType", "application/json") + toBackend));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    @ParameterizedTest(name = "{0}: client offers {1}, back-end is offered {2} and chooses {3}: {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "plain | none | none | none | none",
                "plain | v1, v2 | v1, v2 | v2 | v2",
                "plain | v1, v2 | v1, v2 | none | none",
                "plain | synapse(contentType='application/json') | none | none | synapse(contentType='application/json')",
                "plain | v1, synapse(contentType='text/xml') | v1 | v1 | v1",
                "plain | v1, synapse(contentType='text/xml') | v1 | none | synapse(contentType='text/xml')",
                "plain | v12.stomp, graphql-transport-ws, mqtt, wamp | v12.stomp, graphql-transport-ws, mqtt, wamp | mqtt | mqtt",
                "listed | mqtt, v11.stomp, v12.stomp, V12.STOMP | v11.stomp, v12.stomp | v12.stomp | v12.stomp",
                "listed | mqtt, wamp | none | none | none",
                "listed | synapse(contentType='text/xml'), v11.stomp | v11.stomp | none | none",
                "listed | none | none | none | none",
                "contenType | none | synapse(contentType='application/json') | none | none",
                "contenType | none | synapse(contentType='application/json') | synapse(contentType='application/json') | none",
                "contentType | v1 | synapse(contentType='application/json'), v1 | v1 | v1"
            })
    void eachLegNegotiatesForItself(String inbound, String offer, String offered, String choice, String answer)
            throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(choice == null ? "" : choice));
        String[] headers = offer == null ? new String[0] : new String[] {"Sec-WebSocket-Protocol: " + offer};
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(inbound), "/", headers);
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo(offered == null ? "" : offered);
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo(answer == null ? "" : answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v1, v1", "V1", "synapse(contentType='application/json')"})
    void aChoiceThatWasNotOfferedHasFailed(String choice) throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(choice));
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("plain"), "/", "Sec-WebSocket-Protocol: v1")) {
            assertThat(client.status()).isEqualTo(502);
        }
        backend.next().close();
    }

    @Test
    void offersOnSeveralLinesAreOneList() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("v2"));
        try (RawWebSocket client = RawWebSocket.open(
                        engine.wsPort("plain"), "/", "Sec-WebSocket-Protocol: v1", "Sec-WebSocket-Protocol: v2");
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo("v2");
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("v1, v2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "a,",
                ",a",
                "a,,b",
                "a, a",
                "a b",
                "a/b",
                "\"a\"",
                "a;b",
                "caf\u00e9",
                "a@b",
                "synapse(a)"
            })
    void anOfferThatIsNoListOfTokensIsRefused(String offer) throws Exception {
        int before = backend.handshakes();
        try (RawWebSocket client =
                RawWebSocket.connect(engine.wsPort("plain"), "/", "Sec-WebSocket-Protocol: " + offer)) {
            assertThat(client.status()).isEqualTo(400);
        }
        assertThat(backend.handshakes()).isEqualTo(before);
    }

    @Test
    void aTokenOnTwoLinesIsRefused() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(
                engine.wsPort("plain"), "/", "Sec-WebSocket-Protocol: v1", "Sec-WebSocket-Protocol: v1")) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {"plain | v1, v2, v3 | v2, v3", "own | v1, v2, v3 | v1", "plain | v1 | none"})
    void theEnvironmentIsTheListOfEndpointsWithoutOne(String inbound, String offer, String offered) throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        try (EngineHarness limited = EngineHarness.start(
                conf -> conf.toml(Artefacts.SENDER + "[websocket]\nsubprotocols = \"v1\"\n")
                        .definitions(inbound("plain", "plain")
                                + inbound("own", "plain", "ws.subprotocols=v1")
                                + sequence("plain", send(backend.address("/")))
                                + Artefacts.OUT),
                options -> options.withEnvironment(Map.of("SERVER_WEBSOCKET_SUPPORTEDPROTOCOLS", "v2, v3")))) {
            try (RawWebSocket client =
                            RawWebSocket.open(limited.wsPort(inbound), "/", "Sec-WebSocket-Protocol: " + offer);
                    ScriptedBackend.Peer peer = backend.next()) {
                assertThat(client.header("Sec-WebSocket-Protocol")).isEmpty();
                assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo(offered == null ? "" : offered);
            }
        }
    }

    @Test
    void aBackendCannotChooseWhatIsNotAllowed() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("mqtt"));
        try (RawWebSocket client =
                RawWebSocket.connect(engine.wsPort("listed"), "/", "Sec-WebSocket-Protocol: mqtt, v11.stomp")) {
            assertThat(client.status()).isEqualTo(502);
        }
        backend.next().close();
    }
}
