package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import dev.myelin.samples.HttpBackend;
import dev.myelin.samples.RpcBackend;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sample does what its README says. */
class SamplesTest {
    private static final String DISPATCH = """
            <sequence name="dispatchSeq" xmlns="http://ws.apache.org/ns/synapse">
                <property name="OUT_ONLY" value="true"/>
                <property name="FORCE_SC_ACCEPTED" scope="axis2" type="STRING" value="true"/>
                <property name="websocket.accept.contenType" scope="axis2" value="application/json"/>
                 <send>
                    <endpoint>
                         <address uri="ws://localhost:8082/websocket"/>
                    </endpoint>
                </send>
            </sequence>
            """;
    private static final String OUT_DISPATCH = """
            <sequence name="outDispatchSeq" xmlns="http://ws.apache.org/ns/synapse">
               <log level="full"/>
            </sequence>
            """;
    private static final String PROXY = """
            <proxy xmlns="http://ws.apache.org/ns/synapse"
                               name="websocketProxy1"
                               transports="http,https"
                               statistics="disable"
                               trace="disable"
                               startOnLoad="true">
                <target inSequence="dispatchSeq" faultSequence="outDispatchSeq"/>
                <description/>
            </proxy>
            """;

    @Test
    void httpToWebsocketIsWordForWordWhatMiDocuments() {
        String artefacts = "samples/http-to-websocket/synapse-configs/default/";

        assertThat(Folders.read(Folders.of(artefacts + "sequences/dispatchSeq.xml")))
                .isEqualTo(DISPATCH);
        assertThat(Folders.read(Folders.of(artefacts + "sequences/outDispatchSeq.xml")))
                .isEqualTo(OUT_DISPATCH);
        assertThat(Folders.read(Folders.of(artefacts + "proxy-services/websocketProxy1.xml")))
                .isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "websocket-to-websocket",
                "websocket-to-http",
                "broadcast",
                "chat",
                "one-port",
                "camel-routes",
                "openapi-websocket",
                "request-reply"
            })
    void aSampleDeploysWithoutAFinding(String name) {
        try (EngineHarness engine = sample(name)) {
            assertThat(engine.engine().diagnostics()).isEmpty();
        }
    }

    @Test
    void httpToWebsocketAnswers202AndLogsTheEcho() throws Exception {
        try (EngineHarness engine = sample("http-to-websocket");
                EchoBackend echo = echo(engine)) {
            assertThat(post(engine, "websocketProxy1", "{\"hello\":1}").statusCode())
                    .isEqualTo(202);
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(engine.log().containing("myelin.log.outDispatchSeq"))
                            .singleElement()
                            .asString()
                            .contains("{\"hello\":1}"));
            assertThat(engine.engine().diagnostics())
                    .as("what the README says of transports=\"http,https\"")
                    .singleElement()
                    .asString()
                    .contains("websocketProxy1.xml:1:1: warning", "https");
        }
    }

    @Test
    void httpToWebsocketWithoutABackendAnswers503UntilThereIsOne() throws Exception {
        try (EngineHarness engine = sample("http-to-websocket")) {
            assertThat(post(engine, "websocketProxy1", "{\"hello\":1}").statusCode())
                    .isEqualTo(503);
            assertThat(engine.log().containing("myelin.log.outDispatchSeq"))
                    .as("the fault sequence")
                    .hasSize(1);
            try (EchoBackend echo = echo(engine)) {
                assertThat(post(engine, "websocketProxy1", "{\"hello\":2}").statusCode())
                        .isEqualTo(202);
            }
        }
    }

    @Test
    void httpToWebsocketWithoutTheSenderSaysWhichLineIsMissing() throws Exception {
        try (EngineHarness engine = EngineHarness.start(conf -> Folders.copy("samples/http-to-websocket", conf)
                .toml("[transport.ws]\nsender.outflow_dispatch_sequence = 'outDispatchSeq'\n"))) {
            assertThat(engine.log().containing("sender.enable = true"))
                    .singleElement()
                    .asString()
                    .startsWith("WARN myelin.deploy")
                    .contains("dispatchSeq.xml:", "[transport.ws]");
            assertThat(post(engine, "websocketProxy1", "{\"hello\":1}").statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void websocketToWebsocketPairsAndRewrites() throws Exception {
        try (EngineHarness engine = sample("websocket-to-websocket");
                EchoBackend echo = echo(engine);
                JdkWebSocket plain = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9092") + "/");
                JdkWebSocket greet = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9093") + "/greet")) {
            assertThat(plain.text("{\"sample message\":\"test\"}").nextText())
                    .isEqualTo("{\"sample message\":\"test\"}");
            assertThat(engine.log().containing("LOGGED_MESSAGE = LOGGED"))
                    .anyMatch(line -> line.contains("{\"sample message\":\"test\"}"));
            assertThat(greet.text("{\"name\":\"Ada\"}").nextText()).isEqualTo("{\"greeting\": \"Hello, Ada\"}");
        }
    }

    @Test
    void websocketToWebsocketAgreesToMisSubprotocol() throws Exception {
        String subprotocol = "synapse(contentType='application/json')";
        try (EngineHarness engine = sample("websocket-to-websocket");
                EchoBackend echo = echo(engine);
                RawWebSocket client =
                        RawWebSocket.open(engine.wsPort("9092"), "/", "Sec-WebSocket-Protocol: " + subprotocol)) {
            assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo(subprotocol);
        }
    }

    @Test
    void websocketToWebsocketWithoutABackendRefusesWith502() throws Exception {
        try (EngineHarness engine = sample("websocket-to-websocket");
                RawWebSocket client = RawWebSocket.connect(engine.wsPort("9092"), "/")) {
            assertThat(client.status()).isEqualTo(502);
        }
    }

    @Test
    void websocketToHttpAnswersEachMessageAndOutlivesItsBackend() throws Exception {
        try (EngineHarness engine = sample("websocket-to-http")) {
            JdkWebSocket client;
            try (HttpBackend backend = HttpBackend.start("localhost", engine.wsPort("8083"))) {
                client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9091") + "/");
                assertThat(client.text("{\"hello\":1}").nextText())
                        .isEqualTo("{\"method\":\"POST\",\"path\":\"/service\",\"upper\":\"{\\\"HELLO\\\":1}\"}");
            }
            assertThat(client.text("{\"hello\":2}").nextText()).isEqualTo("{\"error\": \"101503\"}");
            try (HttpBackend backend = HttpBackend.start("localhost", engine.wsPort("8083"))) {
                assertThat(client.text("{\"hello\":3}").nextText()).contains("\\\"HELLO\\\":3");
            }
            client.close();
        }
    }

    @Test
    void websocketToHttpKeepsTheOrderOfTheQuestions() throws Exception {
        try (EngineHarness engine = sample("websocket-to-http");
                HttpBackend backend = HttpBackend.start("localhost", engine.wsPort("8083"));
                JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9091") + "/")) {
            for (int i = 0; i < 50; i++) {
                client.text("{\"n\":" + i + "}");
            }
            for (int i = 0; i < 50; i++) {
                assertThat(client.nextText()).contains("{\\\"N\\\":" + i + "}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"9095, true, false", "9096, true, true", "9097, false, true"})
    void broadcastReachesWhomItsLevelSays(String port, boolean sender, boolean other) throws Exception {
        try (EngineHarness engine = sample("broadcast")) {
            String server = "ws://localhost:" + engine.wsPort(port);
            try (JdkWebSocket one = JdkWebSocket.open(server + "/tea");
                    JdkWebSocket two = JdkWebSocket.open(server + "/tea?query=1");
                    JdkWebSocket coffee = JdkWebSocket.open(server + "/coffee")) {
                one.text("milk?");
                if (sender) {
                    assertThat(one.nextText()).isEqualTo("milk?");
                }
                if (other) {
                    assertThat(two.nextText()).isEqualTo("milk?");
                }
                // What follows shows that nothing else had come: messages keep their order.
                two.text("end");
                assertThat((other ? one : two).nextText()).isEqualTo("end");
                coffee.text("beans");
                await().atMost(60, SECONDS).until(() -> port.equals("9097") || coffee.hasMore());
                if (!port.equals("9097")) {
                    assertThat(coffee.nextText()).isEqualTo("beans");
                }
                assertThat(coffee.hasMore()).isFalse();
                assertThat(engine.log().containing("joined = /tea")).hasSize(2);
            }
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(engine.log().containing("left = /coffee"))
                            .hasSize(1));
        }
    }

    @Test
    void chatReachesTheRoomAndHttpCallersReachItToo() throws Exception {
        try (EngineHarness engine = sample("chat")) {
            String server = "ws://localhost:" + engine.wsPort("9098") + "/chat";
            try (JdkWebSocket ann = JdkWebSocket.open(server + "/tea?name=Ann");
                    JdkWebSocket bob = JdkWebSocket.open(server + "/tea?name=Bob");
                    JdkWebSocket coffee = JdkWebSocket.open(server + "/coffee?name=Cem")) {
                ann.text("milk?");
                assertThat(ann.nextText()).isEqualTo("Ann: milk?");
                assertThat(bob.nextText()).isEqualTo("Ann: milk?");
                HttpResponse<String> posted =
                        Http.post("http://localhost:" + engine.httpPort() + "/rooms/tea", "text/plain", "ready");
                assertThat(posted.statusCode()).isEqualTo(202);
                assertThat(ann.nextText()).isEqualTo("ready");
                assertThat(bob.nextText()).isEqualTo("ready");
                coffee.text("beans");
                assertThat(coffee.nextText()).isEqualTo("Cem: beans");
            }
            await().atMost(60, SECONDS)
                    .until(() -> engine.engine().sessions().group("tea").isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/echo", "/echo?a=1"})
    void onePortTakesBothKinds(String path) throws Exception {
        try (EngineHarness engine = sample("one-port");
                JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9090") + path)) {
            HttpResponse<String> answer =
                    Http.post("http://localhost:" + engine.wsPort("9090") + path, "text/plain", "by HTTP");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("by HTTP");
            assertThat(client.text("by WebSocket").nextText()).isEqualTo("by WebSocket");
        }
    }

    @Test
    void onePortOfTheProxiesHasRooms() throws Exception {
        try (EngineHarness engine = sample("one-port")) {
            String chat = "ws://localhost:" + engine.httpPort() + "/chat/";
            try (JdkWebSocket one = JdkWebSocket.open(chat + "tea");
                    JdkWebSocket two = JdkWebSocket.open(chat + "tea");
                    JdkWebSocket coffee = JdkWebSocket.open(chat + "coffee")) {
                assertThat(one.text("milk?").nextText()).isEqualTo("milk?");
                assertThat(two.nextText()).isEqualTo("milk?");
                assertThat(coffee.text("beans").nextText()).isEqualTo("beans");
            }
            assertThat(post(engine, "status", "{}").body()).isEqualTo("{\"status\": \"open\"}");
        }
    }

    @Test
    void openapiAnswersWithoutABackend() throws Exception {
        try (EngineHarness engine = sample("openapi-websocket");
                RawWebSocket client = RawWebSocket.open(engine.httpPort(), "/connections")) {
            client.text("Hello!");
            assertThat(client.readText())
                    .isEqualTo(
                            "{\"connection_id\":\"" + client.header("X-Yc-Apigateway-Websocket-Connection-Id") + "\"}");
        }
    }

    @Test
    void openapiAsksTheBackendOfARoom() throws Exception {
        try (EngineHarness engine = sample("openapi-websocket")) {
            try (HttpBackend backend = HttpBackend.start("localhost", engine.wsPort("8083"));
                    JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.httpPort() + "/rooms/tea")) {
                assertThat(client.text("milk?").nextText())
                        .isEqualTo("{\"method\":\"POST\",\"path\":\"/rooms/tea/messages\",\"upper\":\"MILK?\"}");
            }
            try (RawWebSocket refused = RawWebSocket.connect(engine.httpPort(), "/rooms/tea")) {
                assertThat(refused.status()).isEqualTo(502);
            }
        }
    }

    @Test
    void camelRoutesPublishAndShout() throws Exception {
        try (EngineHarness engine = sample("camel-routes");
                JdkWebSocket reader = JdkWebSocket.open("ws://localhost:" + engine.wsPort("9098") + "/news")) {
            HttpResponse<String> published = Http.post(url(engine, "publish"), "text/plain", "it works");
            assertThat(published.statusCode()).isEqualTo(202);
            assertThat(reader.nextText()).isEqualTo("it works");

            HttpResponse<String> shouted = Http.post(url(engine, "shout"), "text/plain", "it works");
            assertThat(shouted.statusCode()).isEqualTo(200);
            assertThat(shouted.body()).isEqualTo("IT WORKS");

            reader.text("hello");
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(engine.log().containing("a client of the news says: hello"))
                            .hasSize(1));
        }
    }

    @Test
    void requestReplyAnswersEachCallerWithItsOwnReply() throws Exception {
        try (EngineHarness engine = sample("request-reply");
                RpcBackend backend =
                        RpcBackend.start("localhost", engine.wsPort("8085"), "/rpc", RpcBackend.Order.AS_ASKED)) {
            assertThat(backend.port()).isEqualTo(engine.wsPort("8085"));
            String request = "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"echo\",\"params\":[\"hello\"]}";
            for (String proxy : List.of("rpc", "keyed")) {
                assertThat(post(engine, proxy, request).body())
                        .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":[\"hello\"]}");
            }
            assertThat(Http.get("http://localhost:" + engine.httpPort() + "/sums/3/4")
                            .body())
                    .isEqualTo("{\"sum\": 7}");
            assertThat(post(engine, "rpc", "{\"method\":\"echo\"}").statusCode())
                    .isEqualTo(202);
        }
    }

    private static EngineHarness sample(String name) {
        return EngineHarness.start(conf -> Folders.copy("samples/" + name, conf));
    }

    private static EchoBackend echo(EngineHarness engine) {
        return EchoBackend.start("localhost", engine.wsPort("8082"), "/websocket");
    }

    private static String url(EngineHarness engine, String proxy) {
        return "http://localhost:" + engine.httpPort() + "/services/" + proxy;
    }

    private static HttpResponse<String> post(EngineHarness engine, String proxy, String json) throws Exception {
        return Http.postJson(url(engine, proxy), json);
    }
}
