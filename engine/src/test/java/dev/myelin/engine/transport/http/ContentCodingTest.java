package dev.myelin.engine.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies with {@code Content-Encoding}, of callers and of back-ends. */
class ContentCodingTest {
    private static final String JSON = "{\"name\":\"Zoë\"}";
    private static final String READS =
            "<log level='custom'><property name='name' expression='json-eval($.name)'/></log>";
    private static final String CALL = "<call><endpoint><address uri='http://127.0.0.1:%d/'/></endpoint></call>";
    private static final String MAKES = "<payloadFactory media-type='json'><format>{\"hello\":\"$1\"}</format>"
            + "<args><arg evaluator='json' expression='$.name'/></args></payloadFactory>";

    private static final String CAMEL = "<call><endpoint><address uri='camel:direct:%s'/></endpoint></call>";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private EngineHarness engine;
    private HttpServer backend;

    /** What the back-end got last. */
    private volatile HttpExchange asked;

    private volatile byte[] got = {};

    /** What it answers. */
    private volatile byte[] answer = {};

    private volatile String type = "application/json";
    private volatile String coding = "";

    @BeforeEach
    void start() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        backend.setExecutor(threads);
        backend.createContext("/", this::handle);
        backend.start();
        String call = CALL.formatted(backend.getAddress().getPort());
        engine = EngineHarness.start(conf -> conf.toml(
                        "[transport.http]\nlistener.port = @port:http@\nlistener.max_body_size = '100KiB'\n")
                .file("camel/routes.xml", routes())
                .definitions(proxy("passes", call)
                        + proxy("reads", READS + call)
                        + proxy("readsAnswer", call + READS)
                        + proxy("makes", MAKES + call)
                        + proxy("makesAnswer", call + MAKES)
                        + proxy("echoes", READS)
                        + proxy("looks", CAMEL.formatted("look"))
                        + proxy("asksByCamel", CAMEL.formatted("ask") + READS)
                        + "<inboundEndpoint name='ws' protocol='ws' sequence='asks' suspend='false'><parameters>"
                        + "<parameter name='inbound.ws.port'>@port:ws@</parameter>"
                        + "<parameter name='ws.outflow.dispatch.sequence'>answers</parameter></parameters></inboundEndpoint>"
                        + "<sequence name='asks'><filter source=\"get-property('websocket.source.handshake.present')\""
                        + " regex='true'><then><drop/></then><else>" + call + "<respond/></else></filter></sequence>"
                        + "<sequence name='answers'><respond/></sequence>"));
    }

    private String routes() {
        return "<routes xmlns='http://camel.apache.org/schema/spring'><route><from uri='direct:look'/><setBody>"
                + "<simple>[${header.Content-Encoding}]${body}</simple></setBody></route>"
                + "<route><from uri='direct:ask'/><to uri='netty-http:http://127.0.0.1:"
                + backend.getAddress().getPort() + "/'/></route></routes>";
    }

    private static String proxy(String name, String mediators) {
        return "<proxy name='" + name + "'><target><inSequence>" + mediators
                + "<respond/></inSequence></target></proxy>";
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked = exchange;
        got = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        if (!coding.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Encoding", coding);
        }
        exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @AfterEach
    void stop() {
        engine.close();
        backend.stop(0);
        threads.shutdownNow();
    }

    private HttpResponse<byte[]> post(String proxy, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/services/" + proxy))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] coded(String coding, byte[] plain) throws IOException {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        try (OutputStream out =
                switch (coding) {
                    case "deflate" -> new DeflaterOutputStream(made);
                    case "raw" -> new DeflaterOutputStream(made, new Deflater(9, true));
                    default -> new GZIPOutputStream(made);
                }) {
            out.write(plain);
        }
        return made.toByteArray();
    }

    private static byte[] gzip(String text) throws IOException {
        return coded("gzip", utf8(text));
    }

    private void answers(String codingName, byte[] body) {
        coding = codingName;
        answer = body;
    }

    private static String codingOf(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Content-Encoding").orElse("");
    }

    private boolean said() {
        return engine.log().containing("myelin.log").stream().anyMatch(line -> line.contains("name = Zoë"));
    }

    @ParameterizedTest
    @CsvSource({"gzip,gzip", "GZIP,gzip", "x-gzip,gzip", "deflate,deflate", "deflate,raw"})
    void aRequestIsReadAndGoesOnAsItCame(String name, String format) throws Exception {
        byte[] body = coded(format, utf8(JSON));
        answers("", utf8("{}"));
        assertThat(post("reads", body, "Content-Encoding", name).statusCode()).isEqualTo(200);
        assertThat(said()).isTrue();
        assertThat(got).isEqualTo(body);
        assertThat(asked.getRequestHeaders().get("Content-Encoding")).containsExactly(name.toLowerCase());
        assertThat(asked.getRequestHeaders().getFirst("Content-Length")).isEqualTo(Integer.toString(body.length));
    }

    @Test
    void whatASequenceMadeOfARequestHasNoCoding() throws Exception {
        answers("", utf8("{}"));
        assertThat(post("makes", gzip(JSON), "Content-Encoding", "gzip").statusCode())
                .isEqualTo(200);
        assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo("{\"hello\":\"Zoë\"}");
        assertThat(asked.getRequestHeaders().get("Content-Encoding")).isNull();
    }

    @Test
    void anAnswerIsReadAndGoesOnAsItCame() throws Exception {
        answers("gzip", gzip(JSON));
        HttpResponse<byte[]> response = post("readsAnswer", utf8("{}"), "Accept-Encoding", "br, gzip;q=0.8");
        assertThat(said()).isTrue();
        assertThat(response.body()).isEqualTo(answer);
        assertThat(codingOf(response)).isEqualTo("gzip");
        assertThat(asked.getRequestHeaders().get("Accept-Encoding")).containsExactly("gzip;q=0.8");
    }

    @Test
    void whatASequenceMadeOfAnAnswerHasNoCoding() throws Exception {
        answers("gzip", gzip(JSON));
        HttpResponse<byte[]> response = post("makesAnswer", utf8("{}"), "Accept-Encoding", "gzip");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("{\"hello\":\"Zoë\"}");
        assertThat(codingOf(response)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip;q=0", "gzip;q=0.000, deflate", "*, gzip;q=0"})
    void aCallerThatTakesNoSuchCodingGetsTheAnswerWithoutIt(String accepts) throws Exception {
        answers("gzip", gzip(JSON));
        HttpResponse<byte[]> response =
                accepts.isEmpty() ? post("passes", utf8("{}")) : post("passes", utf8("{}"), "Accept-Encoding", accepts);
        assertThat(response.body()).isEqualTo(utf8(JSON));
        assertThat(codingOf(response)).isEmpty();
    }

    @Test
    void backEndsAreAskedForNoCodingThatNobodyHereKnows() throws Exception {
        answers("", utf8("{}"));
        post("passes", utf8("{}"), "Accept-Encoding", "br, zstd");
        assertThat(asked.getRequestHeaders().get("Accept-Encoding")).isNull();
        post("passes", utf8("{}"), "Accept-Encoding", "br, deflate", "Accept-Encoding", "x-gzip, *;q=0.1");
        assertThat(asked.getRequestHeaders().get("Accept-Encoding")).containsExactly("deflate, x-gzip");
    }

    @Test
    void anUnknownCodingPassesWhereNobodyLooks() throws Exception {
        byte[] body = {1, 2, 3};
        answers("br", body);
        HttpResponse<byte[]> response = post("passes", body, "Content-Encoding", "br");
        assertThat(got).isEqualTo(body);
        assertThat(asked.getRequestHeaders().get("Content-Encoding")).containsExactly("br");
        assertThat(response.body()).isEqualTo(body);
        assertThat(codingOf(response)).isEqualTo("br");
    }

    @ParameterizedTest
    @CsvSource({
        "br, expected: gzip",
        "'gzip, gzip', expected: gzip",
        "gzip, does not have this coding",
        "deflate, does not have this coding"
    })
    void whatCannotBeReadIsAFaultThatSaysWhy(String name, String expected) throws Exception {
        byte[] body = {0x1f, (byte) 0x8b, 8, 99, 98, 97};
        assertThat(post("echoes", body, "Content-Encoding", name).statusCode()).isEqualTo(500);
        assertThat(engine.log().containing("myelin.fault"))
                .anyMatch(line -> line.contains("Content-Encoding: " + name) && line.contains(expected));
    }

    @Test
    void aBodyCutOffIsAFault() throws Exception {
        byte[] whole = gzip(JSON);
        byte[] half = java.util.Arrays.copyOf(whole, whole.length - 9);
        assertThat(post("echoes", half, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate"})
    void aBombIsAFault(String name) throws Exception {
        byte[] most = ("\"" + "a".repeat((100 << 10) - 2) + "\"").getBytes(StandardCharsets.US_ASCII);
        assertThat(post("echoes", coded(name, most), "Content-Encoding", name).body())
                .isEqualTo(most);
        byte[] bomb = coded(name, new byte[50 << 20]);
        assertThat(bomb).hasSizeLessThan(100 << 10);
        assertThat(post("echoes", bomb, "Content-Encoding", name).statusCode()).isEqualTo(500);
        assertThat(engine.log().containing("more than 102400 bytes")).isNotEmpty();
    }

    @Test
    void anEmptyBodyStaysEmpty() throws Exception {
        answers("gzip", new byte[0]);
        HttpResponse<byte[]> response = post("passes", utf8("{}"), "Accept-Encoding", "gzip");
        assertThat(response.body()).isEmpty();
        answers("gzip", gzip(""));
        assertThat(post("passes", utf8("{}")).body()).isEmpty();
        assertThat(post("readsAnswer", utf8("{}")).statusCode()).isEqualTo(200);
    }

    @Test
    void textInAnotherCharacterSetIsReadToo() throws Exception {
        type = "application/json; charset=ISO-8859-1";
        answers("gzip", coded("gzip", JSON.getBytes(Charset.forName("ISO-8859-1"))));
        HttpResponse<byte[]> response = post("readsAnswer", utf8("{}"), "Accept-Encoding", "gzip");
        assertThat(said()).isTrue();
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo(JSON);
        assertThat(codingOf(response)).isEmpty();
        assertThat(List.of(response.headers().firstValue("Content-Type").orElse("")))
                .allMatch(said -> said.toLowerCase().contains("utf-8"));
    }

    @Test
    void camelRoutesGetTheContentAndMayAnswerWithACoding() throws Exception {
        HttpResponse<byte[]> seen = post("looks", gzip(JSON), "Content-Encoding", "gzip");
        assertThat(new String(seen.body(), StandardCharsets.UTF_8)).isEqualTo("[]" + JSON);
        answers("gzip", gzip(JSON));
        assertThat(post("asksByCamel", utf8("{}")).body()).isEqualTo(utf8(JSON));
        assertThat(said()).isTrue();
    }

    @Test
    void aWebSocketClientGetsTheContent() throws Exception {
        answers("gzip", gzip(JSON));
        try (RawWebSocket socket = RawWebSocket.open(engine.wsPort("ws"), "/")) {
            socket.text("{}");
            assertThat(socket.readText()).isEqualTo(JSON);
        }
    }
}
