package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code camel/*.xml} beside artefacts, and {@code camel:} addresses from one to the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainCamelRoutesTest {
    private static final String ARTEFACTS = """
            <proxy name="call"><target><inSequence>
              <call><endpoint><address uri="camel:direct:greet"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="send"><target><inSequence>
              <send><endpoint><address uri="camel:direct:greet"/></endpoint></send>
            </inSequence><outSequence>
              <property name="X-Out" value="yes" scope="transport"/><send/>
            </outSequence></target></proxy>
            <proxy name="outOnly"><target><inSequence>
              <property name="OUT_ONLY" value="true"/>
              <send><endpoint><address uri="camel:direct:note"/></endpoint></send>
            </inSequence></target></proxy>
            <proxy name="failing"><target faultSequence="fault"><inSequence>
              <call><endpoint><address uri="camel:direct:failing"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="nowhere"><target faultSequence="fault"><inSequence>
              <call><endpoint><address uri="camel:nonsense:x"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="slow"><target><inSequence>
              <call><endpoint><address uri="camel:direct:slow"><timeout><duration>100</duration></timeout></address>
              </endpoint></call><respond/>
            </inSequence></target></proxy>
            <sequence name="fault">
              <log level="custom" category="WARN">
                <property name="ERROR_CODE" expression="get-property('ERROR_CODE')"/>
                <property name="ERROR_MESSAGE" expression="get-property('ERROR_MESSAGE')"/>
              </log>
            </sequence>
            <inboundEndpoint name="in" sequence="toCamel" protocol="ws"><parameters>
              <parameter name="inbound.ws.port">@port:ws@</parameter>
            </parameters></inboundEndpoint>
            <sequence name="toCamel">
              <filter xpath="get-property('websocket.event.type') = 'MESSAGE'"><then>
                <call><endpoint><address uri="camel:direct:greet"/></endpoint></call><respond/>
              </then></filter>
            </sequence>
            <sequence name="fromCamel">
              <log level="full"/>
              <payloadFactory media-type="json"><format>{"name": "$1"}</format><args>
                <arg evaluator="json" expression="$.plain"/>
              </args></payloadFactory>
            </sequence>
            """;
    private static final String CAMEL = """
            <routes xmlns="http://camel.apache.org/schema/spring">
              <route id="greet">
                <from uri="direct:greet"/>
                <setHeader name="X-Class"><simple>${body.class.name}</simple></setHeader>
                <choice>
                  <when><simple>${header.X-Class} == 'java.lang.String'</simple>
                    <setBody><simple>Hello, ${body}</simple></setBody></when>
                </choice>
              </route>
              <route id="slow"><from uri="direct:slow"/><delay><constant>3000</constant></delay></route>
              <route id="note"><from uri="direct:note"/><log message="noted: ${body}"/></route>
              <route id="failing"><from uri="direct:failing"/>
                <throwException exceptionType="java.lang.IllegalStateException" message="out of order"/></route>
              <route id="web">
                <from uri="netty-http:http://localhost:@port:camel@/plain"/>
                <convertBodyTo type="java.lang.String"/>
                <to uri="sequence:fromCamel"/>
              </route>
            </routes>
            """;

    private EngineHarness engine;

    @BeforeAll
    void start() {
        engine = EngineHarness.start(conf -> faulty(conf.definitions(ARTEFACTS).file("camel/m-good.xml", CAMEL)));
    }

    private static ConfFolder faulty(ConfFolder conf) {
        return conf.file("camel/a-malformed.xml", "<routes xmlns=\"http://camel.apache.org/schema/spring\">\n<route>")
                .file("camel/b-empty.xml", "")
                .file(
                        "camel/z-unknown.xml",
                        CAMEL.replace("direct:", "nonsense:").replace("id=\"", "id=\"other-"));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void eachFaultyFileIsReportedByItself() {
        assertThat(engine.errors()).hasSize(3);
        assertThat(engine.errors().get(0)).contains("camel/a-malformed.xml:2:", "error MYL-5003");
        assertThat(engine.errors().get(1)).contains("camel/b-empty.xml", "error MYL-5003");
        assertThat(engine.errors().get(2)).contains("camel/z-unknown.xml", "error MYL-5003", "nonsense");
    }

    @Test
    void aCallGoesOnWithTheRoutesResultAndTheRouteSeesAString() throws Exception {
        HttpResponse<String> answer = post("call", "Ada");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("Hello, Ada");
        assertThat(answer.headers().firstValue("X-Class")).hasValue("java.lang.String");
        assertThat(answer.headers().firstValue("User-Agent"))
                .as("the caller's own")
                .isEmpty();
    }

    @Test
    void aSendsReplyRunsTheOutSequence() throws Exception {
        HttpResponse<String> answer = post("send", "Ada");

        assertThat(answer.body()).isEqualTo("Hello, Ada");
        assertThat(answer.headers().firstValue("X-Out")).hasValue("yes");
    }

    @Test
    void aMessageOfAWebSocketClientGoesThereToo() throws Exception {
        try (JdkWebSocket client = JdkWebSocket.open("ws://localhost:" + engine.wsPort("ws") + "/")) {
            assertThat(client.text("Grace").nextText()).isEqualTo("Hello, Grace");
        }
    }

    @Test
    void aRouteThatTakesTooLongIsAFault() throws Exception {
        assertThat(post("slow", "x").statusCode()).isEqualTo(504);
    }

    @Test
    void outOnlyAnswers202() throws Exception {
        assertThat(post("outOnly", "a note").statusCode()).isEqualTo(202);
        await().atMost(60, SECONDS).untilAsserted(() -> assertThat(engine.log().containing("noted: a note"))
                .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failing", "nowhere"})
    void aRouteThatFailsOrIsNotThereRunsTheFaultSequence(String proxy) throws Exception {
        HttpResponse<String> answer = post(proxy, "x");

        assertThat(answer.statusCode()).isBetween(500, 503);
        assertThat(answer.body()).doesNotContain("out of order", "nonsense");
        assertThat(engine.log().containing("WARN myelin.log.fault"))
                .anyMatch(line -> line.contains(proxy.equals("failing") ? "out of order" : "nonsense"));
    }

    @Test
    void aPlainRouteRunsASequence() throws Exception {
        String url = "http://localhost:" + engine.wsPort("camel") + "/plain";

        assertThat(Http.postJson(url, "{\"plain\":\"Camel\"}").body()).isEqualTo("{\"name\": \"Camel\"}");
        assertThat(engine.log().containing("INFO myelin.log.fromCamel"))
                .singleElement()
                .asString()
                .contains("{\"plain\":\"Camel\"}");
    }

    private HttpResponse<String> post(String proxy, String text) throws Exception {
        return Http.post("http://localhost:" + engine.httpPort() + "/services/" + proxy, "text/plain", text);
    }
}
