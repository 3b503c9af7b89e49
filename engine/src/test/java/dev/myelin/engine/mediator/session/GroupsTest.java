package dev.myelin.engine.mediator.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.SessionChange;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Groups, labels and messages to connections from sequences, over real sockets. */
class GroupsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static EngineHarness engine;

    @BeforeAll
    static void start() {
        engine = EngineHarness.start(conf -> conf.definitions(inbound("chat", "chat", "/chat/{room}")
                + inbound("work", "work", "/{any}")
                + inbound("refused", "refused", "/")
                + inbound("plain", "plain", "/")
                + "<sequence name='chat'><filter source=\"get-property('websocket.event.type')\" regex='CONNECT'>"
                + "<then><m:join xmlns:m='urn:myelin:mediation' group='{uri.var.room}'/>"
                + "<m:label xmlns:m='urn:myelin:mediation' name='room' expression=\"get-property('uri.var.room')\"/></then>"
                + "<else><filter source=\"get-property('websocket.event.type')\" regex='MESSAGE'><then>"
                + "<send><endpoint><address uri='connection:group/{uri.var.room}'/></endpoint></send>"
                + "</then></filter></else></filter></sequence>"
                + "<sequence name='refused'><m:join xmlns:m='urn:myelin:mediation' group='refused'/>"
                + "<m:label xmlns:m='urn:myelin:mediation' name='a' value='b'/>"
                + "<property name='HTTP_SC' value='403' scope='axis2'/><respond/></sequence>"
                + "<sequence name='plain'><respond/></sequence>"
                + "<sequence name='work'><filter source=\"get-property('websocket.event.type')\" regex='MESSAGE'><then>"
                + "<switch source='json-eval($.do)'>"
                + "<case regex='join'><m:join xmlns:m='urn:myelin:mediation' group='{json-eval($.group)}'/></case>"
                + "<case regex='joinByName'><property name='team' expression='json-eval($.group)'/>"
                + "<m:join xmlns:m='urn:myelin:mediation' group='{team}'/></case>"
                + "<case regex='leave'><m:leave xmlns:m='urn:myelin:mediation' group='{json-eval($.group)}'/></case>"
                + "<case regex='label'><m:label xmlns:m='urn:myelin:mediation' name='mood' expression='json-eval($.mood)'/>"
                + "<payloadFactory media-type='text'><format>mood $1</format><args>"
                + "<arg expression=\"get-property('websocket.label.mood')\"/></args></payloadFactory></case>"
                + "<case regex='tell'><property name='id' expression='json-eval($.id)'/><call><endpoint><http"
                + " uri-template='connection:{id}'/></endpoint></call></case>"
                + "<case regex='raw'><call><endpoint><address uri='connection:${payload.id}'/></endpoint></call></case>"
                + "<case regex='plus'><property name='id' expression='json-eval($.id)'/><call><endpoint><http"
                + " uri-template='connection:{+id}'/></endpoint></call></case>"
                + "<case regex='everybody'><call><endpoint><address uri='connection:group/${payload.id}'/></endpoint></call></case>"
                + "</switch></then></filter><respond/></sequence>"
                + "<sequence name='fault'><payloadFactory media-type='text'><format>$1 $2</format><args>"
                + "<arg expression=\"get-property('ERROR_CODE')\"/><arg expression=\"get-property('ERROR_MESSAGE')\"/>"
                + "</args></payloadFactory><respond/></sequence>"
                + "<api name='push' context='/push'><resource methods='POST' uri-template='/{id}'><inSequence><call><endpoint>"
                + "<http uri-template='connection:{uri.var.id}'/></endpoint></call><respond/></inSequence></resource></api>"
                + "<api name='all' context='/all'><resource methods='POST' uri-template='/{name}'><inSequence><send><endpoint>"
                + "<address uri='connection:group/{uri.var.name}'/></endpoint></send></inSequence></resource></api>"
                + "<api name='join' context='/join'><resource methods='POST'><inSequence>"
                + "<m:join xmlns:m='urn:myelin:mediation' group='x'/></inSequence></resource></api>"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String inbound(String name, String sequence, String path) {
        return "<inboundEndpoint name='" + name + "' sequence='" + sequence
                + "' onError='fault' protocol='ws'><parameters>"
                + "<parameter name='inbound.ws.port'>@port:" + name + "@</parameter><parameter name='ws.path'>" + path
                + "</parameter><parameter name='ws.max.message.size.backend'>100000</parameter></parameters></inboundEndpoint>";
    }

    private static SessionRegistry sessions() {
        return engine.engine().sessions();
    }

    private static RawWebSocket chat(String room) throws IOException {
        return RawWebSocket.open(engine.wsPort("chat"), "/chat/" + room);
    }

    private static RawWebSocket work() throws IOException {
        return RawWebSocket.open(engine.wsPort("work"), "/x");
    }

    private static String id(RawWebSocket client) {
        return client.header("X-Websocket-Connection-Id");
    }

    @Test
    void aNameInBracesIsThePropertyOfThatName() throws Exception {
        try (RawWebSocket client = work()) {
            client.text("{\"do\": \"joinByName\", \"group\": \"team 7\"}");
            assertThat(client.readText()).startsWith("{");
            assertThat(members("team 7")).isEqualTo(1);
        }
    }

    private static int members(String group) {
        return sessions().group(group).map(found -> found.members()).orElse(0);
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.httpPort() + path))
                        .timeout(LONG)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whatAMessageNamesIsNoGroupUnlessTheAddressSaysSo() throws Exception {
        try (RawWebSocket member = work();
                RawWebSocket other = work()) {
            member.text("{\"do\":\"join\",\"group\":\"a/b\"}");
            member.readText();
            for (String how : List.of("raw", "plus")) {
                other.text("{\"do\":\"" + how + "\",\"id\":\"group/a/b\"}");
                assertThat(other.readText()).as(how).startsWith("102410 ");
                String mine = "{\"do\":\"" + how + "\",\"id\":\"" + id(other) + "\"}";
                other.text(mine);
                assertThat(other.readText()).as("pushed").isEqualTo(mine);
                assertThat(other.readText()).as("answered").isEqualTo(mine);
            }
            String all = "{\"do\":\"everybody\",\"id\":\"a/b\"}";
            other.text(all);
            assertThat(other.readText()).isEqualTo(all);
            assertThat(member.readText()).as("the first that it got").isEqualTo(all);
        }
    }

    @Test
    void aMessageReachesAllOfItsRoomAndNobodyElse() throws Exception {
        try (RawWebSocket one = chat("green");
                RawWebSocket two = chat("green");
                RawWebSocket other = chat("caf%C3%A9")) {
            assertThat(members("green")).isEqualTo(2);
            assertThat(members("café")).isEqualTo(1);
            one.text("hello");
            assertThat(one.readText()).isEqualTo("hello");
            assertThat(two.readText()).isEqualTo("hello");
            two.binary(new byte[] {1, 2});
            assertThat(one.read().opcode()).isEqualTo(2);
            assertThat(two.read().payload()).containsExactly(1, 2);
            other.text("alone");
            assertThat(other.readText()).isEqualTo("alone");
            assertThat(sessions().marks(sessions().find(id(one)).orElseThrow()).labels())
                    .isEqualTo(Map.of("room", "green"));
        }
        await().atMost(LONG).until(() -> sessions().group("green").isEmpty());
    }

    @Test
    void messagesOfOneSenderKeepTheirOrderForAll() throws Exception {
        try (RawWebSocket one = chat("order");
                RawWebSocket two = chat("order")) {
            for (int i = 0; i < 500; i++) {
                one.text(String.valueOf(i));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(two.readText()).isEqualTo(String.valueOf(i));
                assertThat(one.readText()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void aMemberThatCompressesGetsItsOwnEncoding() throws Exception {
        try (RawWebSocket plain = chat("mixed");
                RawWebSocket packed = RawWebSocket.open(
                        engine.wsPort("chat"), "/chat/mixed", "Sec-WebSocket-Extensions: permessage-deflate")) {
            String text = "the same ".repeat(500);
            plain.text(text);
            assertThat(plain.readText()).isEqualTo(text);
            RawWebSocket.Frame frame = packed.read();
            assertThat(frame.reserved()).isEqualTo(4);
            assertThat(frame.payload()).hasSizeLessThan(1000);
            plain.text(text);
            assertThat(packed.read().payload()).hasSizeLessThan(1000);
        }
    }

    @Test
    void aRefusedHandshakeLeavesNothingBehind() throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("refused"), "/")) {
            assertThat(client.status()).isEqualTo(403);
        }
        assertThat(sessions().group("refused")).isEmpty();
    }

    @Test
    void sequencesJoinLeaveAndLabelLater() throws Exception {
        try (RawWebSocket client = work();
                RawWebSocket sender = work()) {
            client.text("{\"do\":\"join\",\"group\":\"late\"}");
            client.readText();
            assertThat(members("late")).isEqualTo(1);
            client.text("{\"do\":\"join\",\"group\":\"late\"}");
            client.readText();
            assertThat(members("late")).isEqualTo(1);
            client.text("{\"do\":\"label\",\"mood\":\"fine\"}");
            assertThat(client.readText()).isEqualTo("mood fine");
            client.text("{\"do\":\"leave\",\"group\":\"late\"}");
            client.readText();
            assertThat(sessions().group("late")).isEmpty();
            sender.text("{\"do\":\"tell\",\"id\":\"" + id(client) + "\"}");
            assertThat(client.readText()).contains("tell");
            assertThat(sender.readText()).as("the message goes on as it was").contains("tell");
        }
    }

    @Test
    void whatCannotBeDoneIsAFault() throws Exception {
        try (RawWebSocket client = work()) {
            client.text("{\"do\":\"join\",\"group\":\"" + "g".repeat(10_000) + "\"}");
            assertThat(client.readText())
                    .startsWith("500000 group: ggg")
                    .contains("(10000 characters)")
                    .hasSizeLessThan(400);
            client.text("{\"do\":\"join\",\"group\":\"\"}");
            assertThat(client.readText()).startsWith("500000 group:  (expected: 1 to 256");
            client.text("{\"do\":\"tell\",\"id\":\"nobody\"}");
            assertThat(client.readText()).startsWith("102410 connection nobody is not there");
            client.text("{\"do\":\"tell\",\"id\":\"" + id(client) + "\",\"pad\":\"" + "x".repeat(100_000) + "\"}");
            assertThat(client.readText()).startsWith("102413 connection ");
            client.text("{\"do\":\"label\",\"mood\":\"" + "x".repeat(257) + "\"}");
            assertThat(client.readText()).startsWith("500000 label mood: xxx");
            for (int i = 0; i < 100; i++) {
                client.text("{\"do\":\"join\",\"group\":\"" + i + "\"}");
                assertThat(client.readText()).contains("join");
            }
            client.text("{\"do\":\"join\",\"group\":\"100\"}");
            assertThat(client.readText()).startsWith("500000 join: one too many");
        }
        await().atMost(LONG).until(() -> sessions().group("99").isEmpty());
    }

    @Test
    void httpCallersReachConnectionsAndGroups() throws Exception {
        try (RawWebSocket client = chat("http")) {
            HttpResponse<String> pushed = post("/push/" + id(client), "application/json", "{\"a\":1}");
            assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
            RawWebSocket.Frame frame = client.read();
            assertThat(frame.opcode()).isEqualTo(1);
            assertThat(frame.text()).isEqualTo("{\"a\":1}");
            assertThat(post("/all/http", "application/octet-stream", "bytes").statusCode())
                    .isEqualTo(202);
            assertThat(client.read().opcode()).isEqualTo(2);
            assertThat(post("/all/nobody", "text/plain", "x").statusCode()).isEqualTo(202);
            assertThat(post("/push/nobody", "text/plain", "x").body()).startsWith("102410 connection nobody");
            HttpResponse<String> joined = post("/join", "text/plain", "x");
            assertThat(joined.body()).contains("join: the message belongs to no WebSocket session");
        }
    }

    @Test
    void aMemberThatReadsNothingIsClosedAndHoldsNobodyUp() throws Exception {
        try (RawWebSocket idle = chat("slow");
                RawWebSocket reader = chat("slow")) {
            LiveSession slow = sessions().find(id(idle)).orElseThrow();
            String text = "x".repeat(60_000);
            for (int i = 0; i < 400 && sessions().find(slow.id()).isPresent(); i++) {
                reader.text(text);
                assertThat(reader.readText()).hasSize(60_000);
            }
            await().atMost(LONG).until(() -> members("slow") == 1);
            assertThat(sessions().ended(CloseCause.SLOW_CONSUMER)).isEqualTo(1);
        }
    }

    @Test
    void listenersHearOfAllChangesInOrder() throws Exception {
        Queue<SessionChange> heard = new ConcurrentLinkedQueue<>();
        sessions().listen(heard::add);
        String id;
        try (RawWebSocket client = chat("heard")) {
            id = id(client);
            client.text("x");
            client.readText();
        }
        await().atMost(LONG).until(() -> sessions().find(id).isEmpty());
        await().atMost(LONG).untilAsserted(() -> assertThat(names(heard, id))
                .containsExactly("Opened", "Joined", "Labelled", "Left", "Closed"));
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort("refused"), "/")) {
            assertThat(client.status()).isEqualTo(403);
        }
        await().atMost(LONG).until(() -> heard.stream().anyMatch(SessionChange.Refused.class::isInstance));
    }

    private static List<String> names(Queue<SessionChange> heard, String id) {
        return heard.stream()
                .filter(change ->
                        change.toString().contains(id) || session(change).equals(id))
                .map(change -> change.getClass().getSimpleName())
                .toList();
    }

    private static String session(SessionChange change) {
        if (change instanceof SessionChange.Opened it) {
            return it.session().id();
        }
        if (change instanceof SessionChange.Joined it) {
            return it.session().id();
        }
        if (change instanceof SessionChange.Left it) {
            return it.session().id();
        }
        if (change instanceof SessionChange.Labelled it) {
            return it.session().id();
        }
        return change instanceof SessionChange.Closed it ? it.session().id() : "";
    }
}
