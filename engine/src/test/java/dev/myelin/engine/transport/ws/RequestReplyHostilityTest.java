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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers and back-ends that mean harm, or know no better: those that share a connection with them notice nothing. */
class RequestReplyHostilityTest {
    private static final Pattern ID = Pattern.compile("\"id\" ?: ?\"?([^,}\" ]*)\"?");
    private static final String RPC = "<property name='ws.correlation' value='json-rpc'/>";
    private static final String BY_ID = "<property name='ws.correlation.request' value='json-eval($.id)'/>"
            + "<property name='ws.correlation.reply' value='${payload.re}'/>";
    private static final String GRAPHQL = "<property name='ws.correlation' value='graphql-transport-ws'/>";
    private static final String ONE = "<property name='ws.pool.size' value='1'/>";
    private static final String REQUEST = "{\"id\":1,\"method\":\"m\"}";
    private static final String JSON = "application/json";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private ScriptedBackend backend;
    private EngineHarness engine;

    @BeforeEach
    void start() throws Exception {
        backend = ScriptedBackend.start();
        engine = EngineHarness.start(conf -> conf.toml(Artefacts.SENDER)
                .definitions(String.join(
                        "\n",
                        proxy("rpc", call("rpc", RPC + ONE)),
                        proxy("impatient", call("key", BY_ID + ONE).replace(">60000<", ">3000<")),
                        proxy(
                                "local",
                                "<call><endpoint><address uri='local://services/rpc'/></endpoint></call><respond/>"),
                        inbound("asking", "askingIn"),
                        sequence("askingIn", onHandshake("<drop/>", call("rpc", RPC + ONE))),
                        sequence("out", "<respond/>"),
                        proxy("left", resting("left", RPC + ONE)),
                        proxy("leftLease", resting("leftLease", "")),
                        proxy("graph", call("graph", GRAPHQL + ONE)),
                        sequence("poolOut", "<log level='full'/><respond/>"),
                        sequence(
                                "fault",
                                "<log level='custom'><property name='code' expression=\"get-property('ERROR_CODE')\"/>"
                                        + "</log>"))));
    }

    @AfterEach
    void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private String call(String path, String properties) {
        return "<call>" + endpoint(path, "", properties) + "</call><respond/>";
    }

    private String resting(String path, String properties) {
        String suspension = "<suspendOnFailure><initialDuration>600000</initialDuration></suspendOnFailure>";
        return "<call>" + endpoint(path, suspension, properties) + "</call><respond/>";
    }

    private String endpoint(String path, String suspension, String properties) {
        return "<endpoint><address uri='" + backend.address("/" + path)
                + "'><timeout><duration>60000</duration></timeout>" + suspension + "</address>" + properties
                + "</endpoint>";
    }

    private CompletableFuture<HttpResponse<String>> post(String proxy, String body) {
        return post(proxy, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    private CompletableFuture<HttpResponse<String>> post(String proxy, String contentType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", contentType)
                .timeout(Duration.ofSeconds(120))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> answer(CompletableFuture<HttpResponse<String>> posted) throws Exception {
        return posted.get(120, TimeUnit.SECONDS);
    }

    private static String id(RawWebSocket.Frame frame) {
        Matcher matcher = ID.matcher(frame.text());
        assertThat(matcher.find()).as(frame.text()).isTrue();
        return matcher.group(1);
    }

    @Test
    void whatGoesToTheBackendIsTextInUtf8WithoutAMarkWhateverTheCallerSays() throws Exception {
        backend.answering(request -> ScriptedBackend.Answer.accept("graphql-transport-ws"));
        byte[] query = "\uFEFF {\"query\":\"{ ä }\"} ".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HttpResponse<String>> call = post("graph", "application/octet-stream", query);
        try (ScriptedBackend.Peer peer = backend.next()) {
            peer.read();
            peer.text("{\"type\":\"connection_ack\"}");
            RawWebSocket.Frame request = peer.read();
            assertThat(request.opcode()).isEqualTo(1);
            assertThat(request.text().replace(" ", ""))
                    .isEqualTo("{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"{ä}\"}}");
            peer.text("{\"id\":\"1\",\"type\":\"next\",\"payload\":{\"data\":1}}");
            assertThat(answer(call).body()).isEqualTo("{\"data\":1}");
        }
        backend.answering(request -> ScriptedBackend.Answer.accept(""));
        byte[] body = "\uFEFF\uFEFF{\"id\":1,\"method\":\"m\"}".getBytes(StandardCharsets.UTF_8);
        CompletableFuture<HttpResponse<String>> rpc = post("rpc", "application/octet-stream", body);
        try (ScriptedBackend.Peer peer = backend.next()) {
            RawWebSocket.Frame request = peer.read();
            assertThat(request.opcode()).isEqualTo(1);
            assertThat(request.text()).startsWith("{\"id\":");
            peer.text("{\"id\":" + id(request) + ",\"result\":1}");
            assertThat(answer(rpc).body()).isEqualTo("{\"id\":1,\"result\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"left", "leftLease"})
    void aCallerThatHangsUpDoesNotSuspendTheEndpoint(String proxy) throws Exception {
        try (Socket caller = new Socket("127.0.0.1", engine.httpPort())) {
            caller.getOutputStream().write(raw(proxy));
            try (ScriptedBackend.Peer peer = backend.next()) {
                peer.read();
                caller.close();
                await().until(() -> engine.engine().requests().inFlight() == 0);
                await().until(() -> !engine.log().containing("102410").isEmpty());
                CompletableFuture<HttpResponse<String>> next = post(proxy, REQUEST);
                if (proxy.equals("left")) {
                    answer(peer, next);
                } else {
                    try (ScriptedBackend.Peer other = backend.next()) {
                        answer(other, next);
                    }
                }
            }
        }
    }

    @Test
    void aCallerOfALocalProxyThatHangsUpFreesItsPlace() throws Exception {
        try (Socket caller = new Socket("127.0.0.1", engine.httpPort())) {
            caller.getOutputStream().write(raw("local"));
            freesItsPlace(caller);
        }
    }

    @Test
    void aWebSocketClientThatIsLostFreesItsPlace() throws Exception {
        try (RawWebSocket asking = RawWebSocket.open(engine.wsPort("asking"), "/")) {
            asking.text(REQUEST);
            freesItsPlace(asking);
        }
    }

    private void freesItsPlace(AutoCloseable caller) throws Exception {
        try (ScriptedBackend.Peer peer = backend.next()) {
            peer.read();
            assertThat(engine.engine().requests().inFlight()).isEqualTo(1);
            caller.close();
            await().until(() -> engine.engine().requests().inFlight() == 0);
        }
    }

    private static byte[] raw(String proxy) {
        return ("POST /services/" + proxy + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + REQUEST.length() + "\r\n\r\n" + REQUEST)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void answer(ScriptedBackend.Peer peer, CompletableFuture<HttpResponse<String>> call) throws Exception {
        peer.text("{\"id\":" + id(peer.read()) + ",\"result\":1}");
        assertThat(answer(call).body()).isEqualTo("{\"id\":1,\"result\":1}");
    }

    /** Only requests that were given up and got no reply at all keep their keys taken. */
    @Test
    void aConnectionIsKeptThoughAllItsRepliesAreLate() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls = impatient(0, 600);
        try (ScriptedBackend.Peer peer = backend.next()) {
            answerLate(peer, calls);
            answerLate(peer, impatient(600, 1200));
            CompletableFuture<HttpResponse<String>> next = post("impatient", "{\"id\":\"next\"}");
            assertThat(id(peer.read())).isEqualTo("next");
            peer.text("{\"re\":\"next\"}");
            assertThat(answer(next).body()).isEqualTo("{\"re\":\"next\"}");
        }
        assertThat(backend.handshakes()).isEqualTo(1);
    }

    private List<CompletableFuture<HttpResponse<String>>> impatient(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> post("impatient", "{\"id\":" + i + "}"))
                .toList();
    }

    private void answerLate(ScriptedBackend.Peer peer, List<CompletableFuture<HttpResponse<String>>> calls)
            throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            ids.add(id(peer.read()));
        }
        for (CompletableFuture<HttpResponse<String>> call : calls) {
            assertThat(answer(call).statusCode()).isEqualTo(504);
        }
        long late = engine.engine().requests().late() + calls.size();
        for (String each : ids) {
            peer.text("{\"re\":" + each + "}");
        }
        await().until(() -> engine.engine().requests().late() == late);
    }

    @Test
    void eachRequestOfABatchCounts() throws Exception {
        assertThat(answer(post("rpc", batch(1001))).statusCode()).isEqualTo(400);
        assertThat(answer(post("rpc", "[]")).statusCode())
                .as("nothing is asked")
                .isEqualTo(400);
        CompletableFuture<HttpResponse<String>> one = post("rpc", batch(1000));
        try (ScriptedBackend.Peer peer = backend.next()) {
            String first = id(peer.read());
            CompletableFuture<HttpResponse<String>> two = post("rpc", batch(1000));
            String second = id(peer.read());
            assertThat(answer(post("rpc", REQUEST)).statusCode()).isEqualTo(503);
            peer.text("[{\"id\":" + first + ",\"result\":1}]");
            assertThat(answer(one).body()).isEqualTo("[{\"id\":0,\"result\":1}]");
            peer.text("[{\"id\":" + second + ",\"result\":2}]");
            assertThat(answer(two).body()).isEqualTo("[{\"id\":0,\"result\":2}]");
            CompletableFuture<HttpResponse<String>> next = post("rpc", REQUEST);
            answer(peer, next);
        }
    }

    @Test
    void aFrameInUtf16IsReadByNobodyAndEndsNothing() throws Exception {
        CompletableFuture<HttpResponse<String>> call = post("rpc", REQUEST);
        try (ScriptedBackend.Peer peer = backend.next()) {
            String reply = "{\"id\":" + id(peer.read()) + ",\"result\":1}";
            peer.frame(0x82, reply.getBytes(StandardCharsets.UTF_16LE));
            peer.text(reply);
            assertThat(answer(call).body()).isEqualTo("{\"id\":1,\"result\":1}");
        }
        assertThat(engine.engine().requests().unasked()).isEqualTo(1);
    }

    private static String batch(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> "{\"id\":" + i + ",\"method\":\"m\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void whatIsNotUtf8Is400() throws Exception {
        String both = "{\"query\":\"{ a }\",\"id\":1,\"method\":\"m\"}";
        for (String proxy : List.of("rpc", "graph")) {
            for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE")) {
                byte[] body = both.getBytes(Charset.forName(charset));
                assertThat(answer(post(proxy, JSON, body)).statusCode())
                        .as(charset)
                        .isEqualTo(400);
            }
            byte[] body = both.replace("a", "\u00FF").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(answer(post(proxy, JSON, body)).statusCode()).isEqualTo(400);
        }
        assertThat(backend.handshakes()).isZero();
    }
}
