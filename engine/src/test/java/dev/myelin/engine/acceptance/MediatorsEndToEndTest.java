package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mediator, over both kinds of client; and how a message that was changed leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediatorsEndToEndTest {
    /** An inbound endpoint NAME whose sequence NAME sees messages only, and a proxy NAME in front of the same one. */
    private static final String BOTH = """
            <inboundEndpoint name="%1$s" sequence="%1$s-ws" protocol="ws"><parameters>
              <parameter name="inbound.ws.port">@port:ws@</parameter>
              <parameter name="ws.path">/%1$s</parameter>
              <parameter name="ws.default.content.type">application/json</parameter>
              <parameter name="ws.outflow.dispatch.sequence">no</parameter>
            </parameters></inboundEndpoint>
            <sequence name="%1$s-ws">
              <filter xpath="get-property('websocket.event.type') = 'MESSAGE'"><then><sequence key="%1$s"/></then></filter>
            </sequence>
            <proxy name="%1$s"><target inSequence="%1$s"/></proxy>
            <sequence name="%1$s">
            %2$s
            </sequence>
            """;

    private static final String SAY = """
            <payloadFactory media-type="text"><format>%s</format><args>%s</args></payloadFactory><respond/>
            """;

    private EngineHarness engine;

    @BeforeAll
    void start() {
        engine = EngineHarness.start(conf -> conf.definitions(artefacts() + more()));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private static String artefacts() {
        return both("filterXpath", """
                <property name="age" expression="json-eval($.age)"/>
                <filter xpath="$ctx:age &gt; 17"><then>%s</then><else>%s</else></filter>
                """.formatted(say("adult"), say("minor")))
                + both("filterRegex", """
                <filter source="json-eval($.name)" regex="A.*"><then sequence="yes"/><else sequence="no"/></filter>
                <sequence key="no"/>
                """)
                + "<sequence name='yes'>" + say("yes") + "</sequence><sequence name='no'>" + say("no") + "</sequence>"
                + both("switch", """
                <switch source="json-eval($.kind)">
                  <case regex="cat|dog">%s</case><case regex="fi.*">%s</case><default>%s</default>
                </switch>
                """.formatted(say("pet"), say("fish"), say("unknown")))
                + both(
                        "scopes",
                        """
                <property name="p" value="default"/>
                <property name="p" value="axis2" scope="axis2"/>
                <property name="p" value="client" scope="axis2-client"/>
                <property name="p" value="operation" scope="operation"/>
                <property name="p" value="transport" scope="transport"/>
                <property name="gone" value="x"/><property name="gone" action="remove"/>
                <property name="n" expression="json-eval($.n)" type="INTEGER"/>
                <property name="sum" expression="$ctx:n + 1" type="INTEGER"/>
                """
                                + args(
                                        "$1 $2 $3 $4 $5 [$6] $7",
                                        "$ctx:p",
                                        "$axis2:p",
                                        "get-property('axis2-client', 'p')",
                                        "get-property('operation', 'p')",
                                        "$trp:p",
                                        "get-property('gone')",
                                        "get-property('sum')"))
                + both("group", """
                <propertyGroup>
                  <property name="first" value="1"/><property name="second" expression="json-eval($.two)"/>
                </propertyGroup>
                """ + args("$1,$2", "$ctx:first", "$ctx:second"));
    }

    private static String more() {
        return both("sub", "<sequence key='{json-eval($.go)}'/><sequence key='no'/>")
                + both("log", """
                <log level="custom" category="WARN" separator=" | ">
                  <property name="who" expression="json-eval($.who)"/><property name="fixed" value="v"/>
                </log>
                <log level="full"/><log level="full" category="DEBUG"><property name="unseen" value="1"/></log>
                """ + say("logged"))
                + both("json", """
                <payloadFactory media-type="json"><format>{"was": $1, "text": "$2"}</format><args>
                  <arg evaluator="json" expression="$"/><arg value="a &quot;quote&quot;"/>
                </args></payloadFactory><respond/>
                """)
                + both("xml", """
                <payloadFactory media-type="xml"><format><hello xmlns="">$1</hello></format><args>
                  <arg evaluator="json" expression="$.name"/>
                </args></payloadFactory><respond/>
                """)
                + both("binary", """
                <payloadFactory media-type="text"><format>bytes</format><args/></payloadFactory>
                <property name="messageType" value="application/octet-stream" scope="axis2"/>
                <respond/>
                """)
                + both("header", """
                <header name="X-Made" value="here" scope="transport"/>
                <header name="X-Copied" expression="json-eval($.name)" scope="transport"/>
                <header name="X-Gone" scope="transport" action="remove"/>
                <respond/>
                """)
                + both("untouched", "<log level='full'/><respond/>")
                + both("dropped", "<filter xpath=\"//drop = 'yes'\"><then><drop/></then></filter>" + say("kept"));
    }

    private static String both(String name, String mediators) {
        return BOTH.formatted(name, mediators);
    }

    private static String say(String text) {
        return SAY.formatted(text, "");
    }

    private static String args(String format, String... expressions) {
        StringBuilder args = new StringBuilder();
        for (String expression : expressions) {
            args.append("<arg expression=\"").append(expression).append("\"/>");
        }
        return SAY.formatted(format, args);
    }

    @Test
    void nothingIsWrongWithTheArtefacts() {
        assertThat(engine.engine().diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "filterXpath ~ {\"age\":18} ~ adult",
                "filterXpath ~ {\"age\":17} ~ minor",
                "filterRegex ~ {\"name\":\"Ada\"} ~ yes",
                "filterRegex ~ {\"name\":\"Bob\"} ~ no",
                "switch ~ {\"kind\":\"dog\"} ~ pet",
                "switch ~ {\"kind\":\"fish\"} ~ fish",
                "switch ~ {\"kind\":\"doggy\"} ~ unknown",
                "scopes ~ {\"n\":41} ~ default axis2 client operation transport [] 42",
                "group ~ {\"two\":2} ~ 1,2",
                "sub ~ {\"go\":\"yes\"} ~ yes",
                "log ~ {\"who\":\"Ada\"} ~ logged",
                "json ~ {\"a\":[1]} ~ {\"was\": {\"a\":[1]}, \"text\": \"a \\\"quote\\\"\"}",
                "xml ~ {\"name\":\"<Ada>\"} ~ <hello>&lt;Ada&gt;</hello>",
                "dropped ~ {\"drop\":\"no\"} ~ kept"
            })
    void theSameOverWebSocketAndHttp(String name, String message, String expected) throws Exception {
        try (JdkWebSocket client = open(name)) {
            assertThat(client.text(message).nextText()).as("WebSocket").isEqualTo(expected);
        }
        assertThat(post(name, message).body()).as("HTTP").isEqualTo(expected);
    }

    @Test
    void logWritesWhatItsLevelAndCategorySay() throws Exception {
        post("log", "{\"who\":\"Grace\"}");

        assertThat(engine.log().containing("Grace"))
                .containsExactly(
                        "WARN myelin.log.log - who = Grace | fixed = v",
                        engine.log().containing("Payload: {\"who\":\"Grace\"}").get(0));
        assertThat(engine.log().containing("unseen")).isEmpty();
    }

    @Test
    void aMessageThatWasDroppedIsNotAnswered() throws Exception {
        assertThat(post("dropped", "{\"drop\":\"yes\"}").statusCode()).isEqualTo(202);
        try (JdkWebSocket client = open("dropped")) {
            client.text("{\"drop\":\"yes\"}").text("{}");
            assertThat(client.nextText()).isEqualTo("kept");
            assertThat(client.hasMore()).isFalse();
        }
    }

    @Test
    void headersOfTheTransportLeaveWithTheAnswer() throws Exception {
        HttpResponse<String> answer = Http.postWith(url("header"), "X-Gone", "1", "{\"name\":\"Ada\"}");

        assertThat(answer.headers().firstValue("X-Made")).hasValue("here");
        assertThat(answer.headers().firstValue("X-Copied")).hasValue("Ada");
        assertThat(answer.headers().firstValue("X-Gone")).isEmpty();
        assertThat(answer.body()).isEqualTo("{\"name\":\"Ada\"}");
    }

    @Test
    void aChangedMessageLeavesAsItsContentTypeSays() throws Exception {
        try (JdkWebSocket client = open("binary")) {
            JdkWebSocket.Received back = client.text("{}").next();
            assertThat(back.kind()).isEqualTo("binary");
            assertThat(back.text()).isEqualTo("bytes");
        }
        try (JdkWebSocket client = open("json")) {
            assertThat(client.text("{}").next().kind()).isEqualTo("text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"filterXpath", "json"})
    void jsonInABinaryMessageCanBeReadAndTheAnswerIsTextAgain(String name) throws Exception {
        try (JdkWebSocket client = open(name)) {
            assertThat(client.binary("{\"age\":30}".getBytes(StandardCharsets.UTF_8))
                            .next()
                            .kind())
                    .isEqualTo("text");
        }
    }

    @Test
    void whatNobodyChangedLeavesAsItCame() throws Exception {
        try (JdkWebSocket client = open("untouched")) {
            assertThat(client.text("{ \"a\" : 1 }").nextText()).isEqualTo("{ \"a\" : 1 }");
            JdkWebSocket.Received back = client.binary(new byte[] {-1, 0, 127}).next();
            assertThat(back.kind()).isEqualTo("binary");
            assertThat(back.payload()).containsExactly(-1, 0, 127);
        }
        assertThat(post("untouched", "{ \"a\" : 1 }").body()).isEqualTo("{ \"a\" : 1 }");
    }

    private JdkWebSocket open(String name) {
        return JdkWebSocket.open("ws://localhost:" + engine.wsPort("ws") + "/" + name);
    }

    private String url(String name) {
        return "http://localhost:" + engine.httpPort() + "/services/" + name;
    }

    private HttpResponse<String> post(String name, String message) throws Exception {
        return Http.postJson(url(name), message);
    }
}
