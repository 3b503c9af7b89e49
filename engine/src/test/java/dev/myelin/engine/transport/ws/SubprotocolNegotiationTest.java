package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
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
}
