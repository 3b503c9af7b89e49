package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP callers whose requests share connections to a WebSocket back-end: whose reply is whose. */
class RequestReplyTest {
    private static final Pattern ID = Pattern.compile("\"id\" ?: ?\"?([^,}\" ]*)\"?");
    private static final String RPC = "<property name='ws.correlation' value='json-rpc'/>";
    private static final String BY_ID = "<property name='ws.correlation.request' value='json-eval($.id)'/>"
            + "<property name='ws.correlation.reply' value='${payload.re}'/>";
    private static final String ONE = "<property name='ws.pool.size' value='1'/>";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScriptedBackend backend;
    private EngineHarness engine;

    @BeforeEach
    void start() throws Exception {
        backend = ScriptedBackend.start();
        String xpath = "<property name='ws.correlation.request' value='//m:id' xmlns:m='urn:m'/>"
                + "<property name='ws.correlation.reply' value='//re'/>";
        engine = EngineHarness.start(conf -> conf.toml(Artefacts.SENDER)
                .definitions(String.join(
                        "\n",
                        proxy("rpc", call("rpc", 60_000, RPC + ONE)),
                        proxy(
                                "template",
                                "<call><endpoint template='one' uri='" + backend.address("/template") + "'>" + RPC
                                        + "</endpoint></call><respond/>"),
                        "<template name='one'><endpoint name='$name'><address uri='$uri'/>" + ONE
                                + "</endpoint></template>",
                        proxy("quick", call("quick", 2000, RPC + ONE)),
                        proxy("quickKey", call("quickKey", 2000, BY_ID + ONE)),
                        proxy(
                                "resting",
                                call("resting", 60_000, RPC)
                                        .replace(
                                                "</address>",
                                                "<suspendOnFailure><initialDuration>600000</initialDuration>"
                                                        + "</suspendOnFailure></address>")),
                        proxy("sent", "<send>" + endpoint("sent", 60_000, RPC + ONE) + "</send>"),
                        proxy("key", call("key", 60_000, BY_ID)),
                        proxy("oneKey", call("oneKey", 60_000, BY_ID + ONE)),
                        proxy("xml", call("xml", 60_000, xpath)),
                        proxy(
                                "graph",
                                call(
                                        "graph",
                                        60_000,
                                        ONE + "<property name='ws.correlation' value='graphql-transport-ws'/>")),
                        inbound("asking", "askingIn"),
                        sequence("askingIn", onHandshake("<drop/>", call("rpc", 60_000, RPC + ONE))),
                        sequence("out", "<respond/>"),
                        sequence("poolOut", "<log level='full'/><respond/>"),
                        sequence("fault", "<log level='custom'/>"))));
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private String call(String path, int timeout, String properties) {
        return "<call>" + endpoint(path, timeout, properties) + "</call><respond/>";
    }

    private String endpoint(String path, int timeout, String properties) {
        return "<endpoint><address uri='" + backend.address("/" + path) + "'><timeout><duration>" + timeout
                + "</duration></timeout></address>" + properties + "</endpoint>";
    }

    private CompletableFuture<HttpResponse<String>> post(String proxy, String body) {
        return post(client, proxy, body);
    }

    private CompletableFuture<HttpResponse<String>> post(HttpClient from, String proxy, String body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", body.startsWith("<") ? "application/xml" : "application/json")
                .timeout(Duration.ofSeconds(120))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return from.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> posted) throws Exception {
        return posted.get(120, TimeUnit.SECONDS);
    }

    private static String id(RawWebSocket.Frame frame) {
        Matcher matcher = ID.matcher(frame.text());
        assertThat(matcher.find()).as(frame.text()).isTrue();
        return matcher.group(1);
    }

    private void countersAddUp() {
        RequestCounters counters = engine.engine().requests();
        assertThat(counters.inFlight()).isZero();
        assertThat(counters.accepted()).isEqualTo(counters.answered() + counters.timedOut() + counters.failed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpc", "template"})
    void callersWithTheSameIdShareAConnectionAndGetTheirOwnReplies(String proxy) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(post(proxy, "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m" + i + "\"}"));
        }
        try (ScriptedBackend.Peer peer = backend.next()) {
            List<RawWebSocket.Frame> requests = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                requests.add(0, peer.read());
            }
            assertThat(requests.stream().map(RequestReplyTest::id).distinct()).hasSize(5);
            for (RawWebSocket.Frame each : requests) {
                String method = each.text().replaceAll(".*\"method\":\"(m.)\".*", "$1");
                peer.text("{\"id\":" + id(each) + ",\"result\":\"" + method + "\"}");
            }
            for (int i = 0; i < 5; i++) {
                assertThat(answer(calls.get(i)).body()).isEqualTo("{\"id\":7,\"result\":\"m" + i + "\"}");
                assertThat(answer(calls.get(i)).headers().firstValue("Content-Type"))
                        .hasValue("application/json");
            }
        }
        assertThat(backend.handshakes()).isEqualTo(1);
        countersAddUp();
        assertThat(engine.engine().requests().answered()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"1\"", "\"ä\\\"}\"", "null", "-1.50", "1e3", "123456789012345678901234567890"})
    void anIdComesBackAsItWasWritten(String id) throws Exception {
        String params = ",\"params\":{\"id\":\"inner\",\"big\":[1,2,{\"id\":3}]}}";
        CompletableFuture<HttpResponse<String>> call = post("rpc", "{\"method\":\"m\", \"id\" : " + id + " " + params);
        try (ScriptedBackend.Peer peer = backend.next()) {
            RawWebSocket.Frame request = peer.read();
            String quote = id.startsWith("\"") ? "\"" : "";
            String number = id(request);
            assertThat(request.text())
                    .isEqualTo("{\"method\":\"m\", \"id\" : " + quote + number + quote + " " + params);
            peer.text("{\"result\":{\"id\":" + number + "},\"id\":\"" + number + "\"}");
            assertThat(answer(call).body()).isEqualTo("{\"result\":{\"id\":" + number + "},\"id\":" + id + "}");
        }
    }

    @Test
    void aReplyOfASendRunsTheOutSequence() throws Exception {
        CompletableFuture<HttpResponse<String>> call = post("sent", "{\"id\":\"a\",\"method\":\"m\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            peer.text("{\"id\":" + id(peer.read()) + ",\"error\":{}}");
            assertThat(answer(call).body()).isEqualTo("{\"id\":\"a\",\"error\":{}}");
        }
    }

    @Test
    void aBatchIsAnsweredByTheBatchWithItsIds() throws Exception {
        CompletableFuture<HttpResponse<String>> call =
                post("rpc", "[{\"id\":1,\"method\":\"a\"},{\"method\":\"n\"},{\"id\":\"x\",\"method\":\"b\"}]");
        try (ScriptedBackend.Peer peer = backend.next()) {
            Matcher ids = ID.matcher(peer.read().text());
            assertThat(ids.find()).isTrue();
            String first = ids.group(1);
            assertThat(ids.find()).isTrue();
            peer.text("[{\"id\":" + ids.group(1) + ",\"result\":2},{\"id\":" + first + ",\"result\":1}]");
            assertThat(answer(call).body()).isEqualTo("[{\"id\":\"x\",\"result\":2},{\"id\":1,\"result\":1}]");
        }
        countersAddUp();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpc", "sent"})
    void aNotificationIsAcceptedWithoutAReply(String proxy) throws Exception {
        CompletableFuture<HttpResponse<String>> call = post(proxy, "{\"jsonrpc\":\"2.0\",\"method\":\"log\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            assertThat(answer(call).statusCode()).isEqualTo(202);
            assertThat(answer(call).body()).isEmpty();
            assertThat(peer.read().text()).isEqualTo("{\"jsonrpc\":\"2.0\",\"method\":\"log\"}");
        }
        countersAddUp();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{\"id\":1",
                "{\"id\":1,\"id\":2,\"method\":\"m\"}",
                "{\"id\":{},\"method\":\"m\"}",
                "{\"id\":true,\"method\":\"m\"}",
                "{\"id\":1,\"method\":\"m\"} {}",
                "7"
            })
    void whatIsNoRequestIs400(String body) throws Exception {
        assertThat(answer(post("rpc", body)).statusCode()).isEqualTo(400);
        assertThat(engine.engine().requests().refused()).isEqualTo(1);
        assertThat(backend.handshakes()).isZero();
    }

    @Test
    void aHugeIdIs400() throws Exception {
        String id = "x".repeat(5000);
        assertThat(answer(post("rpc", "{\"id\":\"" + id + "\",\"method\":\"m\"}"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(answer(post("key", "{\"id\":\"" + id + "\"}")).statusCode()).isEqualTo(400);
        assertThat(answer(post("key", "{}")).statusCode()).isEqualTo(400);
        assertThat(answer(post("key", "nonsense")).statusCode()).isEqualTo(400);
    }

    @Test
    void messagesThatNobodyWaitsForRunTheOutSequenceAndDisturbNobody() throws Exception {
        CompletableFuture<HttpResponse<String>> call = post("rpc", "{\"id\":1,\"method\":\"m\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            String id = id(peer.read());
            peer.text("garbage");
            peer.text("{\"method\":\"news\"}");
            peer.text("{\"method\":\"question\",\"id\":" + id + "}");
            peer.text("{\"id\":999,\"result\":\"foreign\"}");
            peer.text("{\"id\":null,\"error\":\"parse\"}");
            peer.frame(0x82, new byte[] {1, 2, 3});
            peer.text("{\"id\":" + id + ",\"result\":\"right\"}");
            peer.text("{\"id\":" + id + ",\"result\":\"twice\"}");
            assertThat(answer(call).body()).isEqualTo("{\"id\":1,\"result\":\"right\"}");
            for (String each : List.of("garbage", "news", "question", "foreign", "parse", "twice", "010203")) {
                await().until(() -> engine.log().containing("myelin.log.poolOut").stream()
                        .anyMatch(line -> line.replace(" ", "").contains(each)));
            }
            assertThat(engine.engine().requests().unasked()).isEqualTo(7);
        }
        countersAddUp();
    }

    @Test
    void aReplyThatComesTooLateIs504AndRunsTheOutSequenceWithTheCallersId() throws Exception {
        CompletableFuture<HttpResponse<String>> call = post("quick", "{\"id\":\"mine\",\"method\":\"m\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            String late = id(peer.read());
            assertThat(answer(call).statusCode()).isEqualTo(504);
            CompletableFuture<HttpResponse<String>> next = post("quick", "{\"id\":\"mine\",\"method\":\"m\"}");
            String id = id(peer.read());
            peer.text("{\"id\":" + late + ",\"result\":\"late\"}");
            peer.text("{\"id\":" + id + ",\"result\":\"next\"}");
            assertThat(answer(next).body()).isEqualTo("{\"id\":\"mine\",\"result\":\"next\"}");
            await().until(() -> engine.log().containing("myelin.log.poolOut").stream()
                    .anyMatch(line -> line.contains("{\"id\":\"mine\",\"result\":\"late\"}")));
        }
        assertThat(engine.engine().requests().late()).isEqualTo(1);
        assertThat(engine.engine().requests().timedOut()).isEqualTo(1);
        assertThat(backend.handshakes()).isEqualTo(1);
        countersAddUp();
    }

    @Test
    void twoOfTheSameKeyNeverShareAConnectionAtATime() throws Exception {
        CompletableFuture<HttpResponse<String>> first = post("oneKey", "{\"id\":1,\"n\":1}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.read().text()).isEqualTo("{\"id\":1,\"n\":1}");
            CompletableFuture<HttpResponse<String>> second = post("oneKey", "{\"id\":\"1\",\"n\":2}");
            CompletableFuture<HttpResponse<String>> other = post("oneKey", "{\"id\":2,\"n\":3}");
            assertThat(peer.read().text()).isEqualTo("{\"id\":2,\"n\":3}");
            peer.text("{\"re\":2,\"of\":3}");
            assertThat(answer(other).body()).isEqualTo("{\"re\":2,\"of\":3}");
            peer.text("{\"re\":1,\"of\":1}");
            assertThat(peer.read().text()).isEqualTo("{\"id\":\"1\",\"n\":2}");
            peer.text("{\"re\":1,\"of\":2}");
            assertThat(answer(first).body()).isEqualTo("{\"re\":1,\"of\":1}");
            assertThat(answer(second).body()).isEqualTo("{\"re\":1,\"of\":2}");
            assertThat(answer(second).headers().firstValue("Content-Type")).hasValue("application/json");
        }
        countersAddUp();
    }

    @Test
    void theSameKeyTakesAnotherConnectionOfThePool() throws Exception {
        CompletableFuture<HttpResponse<String>> first = post("key", "{\"id\":1,\"n\":1}");
        try (ScriptedBackend.Peer one = backend.next()) {
            one.read();
            CompletableFuture<HttpResponse<String>> second = post("key", "{\"id\":1,\"n\":2}");
            try (ScriptedBackend.Peer two = backend.next()) {
                assertThat(two.read().text()).contains("\"n\":2");
                two.text("{\"re\":1,\"of\":2}");
                assertThat(answer(second).body()).contains("\"of\":2");
                one.text("{\"re\":\"1\",\"of\":1}");
                assertThat(answer(first).body()).contains("\"of\":1");
            }
        }
    }

    @Test
    void aLateReplyIsNeverTakenForThatToTheNextOfTheSameKey() throws Exception {
        CompletableFuture<HttpResponse<String>> slow = post("quickKey", "{\"id\":1,\"n\":1}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            peer.read();
            assertThat(answer(slow).statusCode()).isEqualTo(504);
            CompletableFuture<HttpResponse<String>> next = post("quickKey", "{\"id\":1,\"n\":2}");
            await().until(() -> engine.engine().requests().accepted() == 2);
            peer.text("{\"re\":1,\"of\":1}");
            try (ScriptedBackend.Peer other = backend.next()) {
                assertThat(other.read().text()).contains("\"n\":2");
                other.text("{\"re\":1,\"of\":2}");
                assertThat(answer(next).body()).contains("\"of\":2");
            }
        }
        countersAddUp();
    }

    @Test
    void xpathsMatchXml() throws Exception {
        CompletableFuture<HttpResponse<String>> call = post("xml", "<q xmlns='urn:m'><id>k</id></q>");
        try (ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.read().text()).contains("<id>k</id>");
            peer.text("no xml");
            peer.text("<a><re>other</re></a>");
            peer.text("<a><re>k</re></a>");
            assertThat(answer(call).body()).isEqualTo("<a><re>k</re></a>");
        }
    }

    @Test
    void aBackendThatIsLostFailsAllThatWaitsAtOnce() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        ScriptedBackend.Peer peer;
        for (int i = 0; i < 3; i++) {
            calls.add(post("rpc", "{\"id\":" + i + ",\"method\":\"m\"}"));
        }
        peer = backend.next();
        for (int i = 0; i < 3; i++) {
            peer.read();
        }
        peer.close();
        for (CompletableFuture<HttpResponse<String>> each : calls) {
            assertThat(answer(each).statusCode()).isEqualTo(503);
        }
        try (ScriptedBackend.Peer again = backend.next()) {
            CompletableFuture<HttpResponse<String>> call = post("rpc", "{\"id\":1,\"method\":\"m\"}");
            again.text("{\"id\":" + id(again.read()) + ",\"result\":1}");
            assertThat(answer(call).body()).isEqualTo("{\"id\":1,\"result\":1}");
        }
        assertThat(engine.engine().requests().failed()).isEqualTo(3);
        countersAddUp();
    }

    @Test
    void aBackendThatIsDownIs503AndAnEndpointAtRestIsNotTried() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.refuse(503));
        assertThat(answer(post("rpc", "{\"id\":1,\"method\":\"m\"}")).statusCode())
                .isEqualTo(503);
        assertThat(answer(post("resting", "{\"id\":1,\"method\":\"m\"}")).statusCode())
                .isEqualTo(503);
        assertThat(engine.engine().requests().failed()).isEqualTo(2);
        assertThat(answer(post("resting", "{\"id\":1,\"method\":\"m\"}")).statusCode())
                .isEqualTo(503);
        assertThat(engine.engine().requests().accepted()).isEqualTo(2);
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        CompletableFuture<HttpResponse<String>> call = post("rpc", "{\"id\":1,\"method\":\"m\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            peer.text("{\"id\":" + id(peer.read()) + ",\"result\":1}");
            assertThat(answer(call).statusCode()).isEqualTo(200);
        }
        countersAddUp();
    }

    @Test
    void aConnectionCarriesSoManyRequestsAndNoMore() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            calls.add(post("rpc", "{\"id\":1,\"method\":\"m\"}"));
        }
        try (ScriptedBackend.Peer peer = backend.next()) {
            for (int i = 0; i < 1024; i++) {
                peer.read();
            }
            assertThat(answer(post("rpc", "{\"id\":1,\"method\":\"m\"}")).statusCode())
                    .isEqualTo(503);
            assertThat(engine.engine().requests().refused()).isEqualTo(1);
            assertThat(engine.engine().requests().inFlight()).isEqualTo(1024);
        }
        for (CompletableFuture<HttpResponse<String>> each : calls) {
            assertThat(answer(each).statusCode()).isEqualTo(503);
        }
        countersAddUp();
    }

    @Test
    void aCallerThatGoesAwayFreesItsPlace() throws Exception {
        String body = "{\"id\":1,\"method\":\"m\"}";
        try (Socket caller = new Socket("127.0.0.1", engine.httpPort())) {
            caller.getOutputStream()
                    .write(("POST /services/rpc HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                    + body)
                            .getBytes(StandardCharsets.US_ASCII));
            try (ScriptedBackend.Peer peer = backend.next()) {
                String id = id(peer.read());
                assertThat(engine.engine().requests().inFlight()).isEqualTo(1);
                caller.close();
                await().until(() -> engine.engine().requests().inFlight() == 0);
                peer.text("{\"id\":" + id + ",\"result\":\"late\"}");
                await().until(() -> engine.engine().requests().late() == 1);
            }
        }
        assertThat(engine.engine().requests().failed()).isEqualTo(1);
        countersAddUp();
    }

    @Test
    void aCallOfAWebSocketClientSharesTheConnectionsOfAll() throws Exception {
        try (RawWebSocket asking = RawWebSocket.open(engine.wsPort("asking"), "/")) {
            asking.text("{\"id\":\"w\",\"method\":\"m\"}");
            try (ScriptedBackend.Peer peer = backend.next()) {
                String ofWebSocket = id(peer.read());
                CompletableFuture<HttpResponse<String>> call = post("rpc", "{\"id\":\"w\",\"method\":\"m\"}");
                peer.text("{\"id\":" + id(peer.read()) + ",\"result\":2}");
                peer.text("{\"id\":" + ofWebSocket + ",\"result\":1}");
                assertThat(answer(call).body()).isEqualTo("{\"id\":\"w\",\"result\":2}");
                assertThat(asking.read().text()).isEqualTo("{\"id\":\"w\",\"result\":1}");
            }
        }
    }

    @Test
    void graphQlQueriesShareAConnection() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("graphql-transport-ws"));
        CompletableFuture<HttpResponse<String>> one = post("graph", "{\"query\":\"{ a }\"}");
        CompletableFuture<HttpResponse<String>> two = post("graph", "{\"query\":\"{ a }\"}");
        try (ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.header("Sec-WebSocket-Protocol")).isEqualTo("graphql-transport-ws");
            assertThat(peer.read().text()).isEqualTo("{\"type\":\"connection_init\"}");
            peer.text("{\"type\":\"ping\",\"payload\":{\"t\":1}}");
            assertThat(peer.read().text()).isEqualTo("{\"type\":\"pong\",\"payload\":{\"t\":1}}");
            peer.text("{\"type\":\"connection_ack\"}");
            RawWebSocket.Frame first = peer.read();
            assertThat(first.text())
                    .isEqualTo("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ a }\"}}");
            assertThat(id(peer.read())).isEqualTo("2");
            peer.text("{\"id\":\"2\",\"type\":\"error\",\"payload\":[{\"message\":\"no\"}]}");
            peer.text("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":{\"a\":1}}}");
            assertThat(peer.read().text()).isEqualTo("{\"id\":\"1\",\"type\":\"complete\"}");
            peer.text("{\"id\":\"1\",\"type\":\"complete\"}");
            List<String> bodies = List.of(answer(one).body(), answer(two).body());
            assertThat(bodies).containsExactlyInAnyOrder("{\"data\":{\"a\":1}}", "{\"errors\":[{\"message\":\"no\"}]}");
            CompletableFuture<HttpResponse<String>> empty = post("graph", "{\"query\":\"{ b }\"}");
            peer.text("{\"id\":\"" + id(peer.read()) + "\",\"type\":\"complete\"}");
            assertThat(answer(empty).statusCode()).isEqualTo(500);
            CompletableFuture<HttpResponse<String>> many = post("graph", "{\"query\":\"subscription { c }\"}");
            String id = id(peer.read());
            peer.text("{\"id\":\"" + id + "\",\"type\":\"next\",\"payload\":{\"data\":1}}");
            assertThat(answer(many).body()).isEqualTo("{\"data\":1}");
            assertThat(peer.read().text()).isEqualTo("{\"id\":\"" + id + "\",\"type\":\"complete\"}");
            peer.text("{\"id\":\"" + id + "\",\"type\":\"next\",\"payload\":{\"data\":2}}");
            assertThat(peer.read().text()).isEqualTo("{\"id\":\"" + id + "\",\"type\":\"complete\"}");
        }
        assertThat(answer(post("graph", "{\"no\":1}")).statusCode()).isEqualTo(400);
        countersAddUp();
    }

    @Test
    void aBackendThatDoesNotSpeakGraphQlIs503() throws Exception {
        assertThat(answer(post("graph", "{\"query\":\"{ a }\"}")).statusCode()).isEqualTo(503);
        countersAddUp();
    }
}
