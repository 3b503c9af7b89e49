package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.axis2;
import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import dev.myelin.engine.testkit.RecordingBackend.Request;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences of their own for the handshake and for the end of a session. */
class ConnectAndDisconnectTest {
    private static final String EVENTS = "ws.connect.sequence=connect";
    private static RecordingBackend http;
    private static ScriptedBackend ws;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        http = new RecordingBackend(0);
        ws = ScriptedBackend.start();
        engine = Artefacts.engine(
                inbound("all", "message", EVENTS, "ws.disconnect.sequence=disconnect"),
                inbound("connectOnly", "message", EVENTS),
                inbound("sent", "message", "ws.connect.sequence=sends"),
                inbound("refusing", "message", "ws.connect.sequence=refuses"),
                inbound("failing", "message", "ws.connect.sequence=fails", "onError=onFault"),
                inbound("missing", "message", "ws.connect.sequence=nowhere"),
                inbound("relayed", "relay", "ws.connect.sequence=opens", "ws.disconnect.sequence=disconnect"),
                inbound("unsent", "message", "ws.connect.sequence=unsent", "onError=explains"),
                inbound("shown", "message", "ws.connect.sequence=shown"),
                inbound("limited", "message", EVENTS, "ws.subprotocols=v1,v3"),
                inbound("choosing", "message", "ws.connect.sequence=chooses"),
                inbound("looking", "message", "ws.connect.sequence=looks"),
                sequence("looks", "<log level='full'/><drop/>"),
                sequence("message", text("message $1", get("websocket.event.type")) + "<respond/>"),
                sequence("connect", call(url("/connect")) + "<respond/>"),
                sequence("disconnect", text("bye") + call(url("/disconnect"))),
                sequence("sends", send(url("/connect"))),
                sequence("chooses", "<property name='Sec-WebSocket-Protocol' value='v2' scope='transport'/><respond/>"),
                sequence(
                        "refuses",
                        "<property name='X-Why' value='rules' scope='transport'/>" + text("no entry")
                                + axis2("HTTP_SC", "403") + "<respond/>"),
                sequence("fails", call("http://127.0.0.1:1/")),
                sequence(
                        "unsent",
                        "<property name='X-Api-Key' value='secret' scope='transport'/><call><endpoint><http"
                                + " uri-template='http://127.0.0.1:1/'><authentication><basicAuth><username>me</username>"
                                + "<password>secret</password></basicAuth></authentication></http></endpoint></call>"),
                sequence("explains", text("not now $1", "$trp:Authorization") + axis2("HTTP_SC", "503")),
                sequence(
                        "shown",
                        "<property name='authorization' value='secret' scope='transport'/>"
                                + "<property name='COOKIE' value='secret' scope='transport'/>"
                                + "<property name='Retry-After' value='5' scope='transport'/>"
                                + axis2("HTTP_SC", "403") + "<respond/>"),
                sequence("onFault", axis2("HTTP_SC", "418") + "<respond/>"),
                sequence("opens", call(url("/connect")) + send(ws.address("/relayed"))),
                sequence("relay", send(ws.address("/relayed"))));
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + http.port() + path;
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        ws.close();
        http.close();
    }

    private static List<Request> requests(String path, String id) {
        return http.requests().stream()
                .filter(request -> request.uri().equals(path)
                        && request.header("X-Websocket-Connection-Id").equals(id))
                .toList();
    }

    @Test
    void theHandshakeRunsTheConnectSequenceAndNothingElse() throws Exception {
        http.answers("/connect", 200, "text/plain", "welcome");
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("all"), "/")) {
            String id = client.header("X-Websocket-Connection-Id");
            assertThat(requests("/connect", id)).singleElement().satisfies(request -> assertThat(request.method())
                    .isEqualTo("POST"));
            client.text("one");
            assertThat(client.readText()).isEqualTo("message MESSAGE");
        }
    }

    @Test
    void theHttpBackEndOfTheConnectSequenceChoosesTheSubprotocol() throws Exception {
        http.answers("/connect", request -> new Answer(200, "text/plain", "", Map.of("Sec-WebSocket-Protocol", "v2")));
        assertThat(subprotocol("all", "v1, v2")).isEqualTo("v2");
        assertThat(subprotocol("all", "v1")).as("not offered").isEmpty();
        assertThat(subprotocol("limited", "v1, v2, v3")).as("not allowed").isEmpty();
        assertThat(subprotocol("choosing", "v1, v2")).as("chosen by a sequence").isEqualTo("v2");
        http.answers("/connect", 200, "text/plain", "welcome");
        assertThat(subprotocol("all", "v1, v2")).as("no choice").isEmpty();
        assertThat(subprotocol("all", "v1")).as("no choice of one").isEmpty();
        assertThat(subprotocol("looking", "v1")).as("only looked at").isEmpty();
    }

    private static String subprotocol(String endpoint, String offer) throws Exception {
        try (RawWebSocket client =
                RawWebSocket.connect(engine.wsPort(endpoint), "/", "Sec-WebSocket-Protocol: " + offer)) {
            assertThat(client.status()).isEqualTo(101);
            return client.header("Sec-WebSocket-Protocol");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 429, 500, 503})
    void whatTheBackEndOfTheConnectSequenceRefusesIsRefused(int status) throws Exception {
        http.answers(
                "/connect",
                request -> new Answer(
                        status, "application/json", "{\"why\":1}", Map.of("WWW-Authenticate", "Bearer realm=\"x\"")));
        for (String endpoint : List.of("all", "connectOnly", "sent")) {
            try (RawWebSocket client = RawWebSocket.connect(engine.wsPort(endpoint), "/")) {
                assertThat(client.status()).isEqualTo(status);
                assertThat(client.header("Content-Type")).isEqualTo("application/json");
                assertThat(client.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"x\"");
                assertThat(client.rest()).isEqualTo("{\"why\":1}");
            }
        }
        assertThat(http.requests())
                .noneMatch(request -> request.uri().equals("/disconnect")
                        && request.header("X-Websocket-Event-Type").isEmpty());
    }

    @Test
    void theConnectSequenceRefusesByItself() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("refusing"), "/")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.header("X-Why")).isEqualTo("rules");
            assertThat(client.rest()).isEqualTo("no entry");
        }
    }

    @Test
    void aRefusalHasNothingOfTheRequestThatFailed() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("unsent"), "/")) {
            assertThat(client.status()).isEqualTo(503);
            assertThat(client.headers("Authorization")).isEmpty();
            assertThat(client.headers("X-Api-Key")).isEmpty();
            assertThat(client.rest()).isEqualTo("not now ");
        }
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("shown"), "/")) {
            assertThat(client.status()).isEqualTo(403);
            assertThat(client.headers("Authorization")).isEmpty();
            assertThat(client.headers("Cookie")).isEmpty();
            assertThat(client.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void faultsOfTheConnectSequenceRunTheFaultSequenceOfTheEndpoint() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("failing"), "/")) {
            assertThat(client.status()).isEqualTo(418);
        }
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("missing"), "/")) {
            assertThat(client.status()).isEqualTo(500);
        }
        assertThat(engine.engine().diagnostics()).anySatisfy(found -> {
            assertThat(found.code()).isEqualTo("MYL-2001");
            assertThat(found.message()).isEqualTo("ws.connect.sequence: nowhere (expected: the name of a sequence)");
            assertThat(found.location().line()).isEqualTo(7);
        });
    }

    @Test
    void theEndRunsTheDisconnectSequence() throws Exception {
        http.answers("/connect", 200, "text/plain", "");
        String id;
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("all"), "/")) {
            id = client.header("X-Websocket-Connection-Id");
            client.close(4001, "done");
            assertThat(client.read().closeCode()).isEqualTo(4001);
        }
        await().until(() -> !requests("/disconnect", id).isEmpty());
        Request request = requests("/disconnect", id).get(0);
        assertThat(request.body()).isEqualTo("bye");
        assertThat(request.header("X-Websocket-Event-Type")).isEqualTo("DISCONNECT");
        assertThat(request.header("X-Websocket-Disconnect-Status-Code")).isEqualTo("4001");
        assertThat(request.header("X-Websocket-Disconnect-Reason")).isEqualTo("done");
    }

    @Test
    void sequencesOfTheirOwnKeepTheRelay() throws Exception {
        http.answers("/connect", 200, "text/plain", "");
        String id;
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("relayed"), "/");
                ScriptedBackend.Peer peer = ws.next()) {
            id = client.header("X-Websocket-Connection-Id");
            assertThat(requests("/connect", id)).hasSize(1);
            client.text("to and fro");
            peer.text(peer.read().text());
            assertThat(client.readText()).isEqualTo("to and fro");
            assertThat(engine.engine().sessions().find(id).orElseThrow())
                    .isInstanceOfSatisfying(WsSession.class, session -> assertThat(session.relay())
                            .isNotNull());
            peer.close(4002, "tired");
            assertThat(client.read().closeCode()).isEqualTo(4002);
        }
        await().until(() -> !requests("/disconnect", id).isEmpty());
        assertThat(requests("/disconnect", id)).singleElement().satisfies(request -> assertThat(
                        request.header("X-Websocket-Disconnect-Status-Code"))
                .isEqualTo("4002"));
    }
}
