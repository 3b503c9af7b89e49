package dev.myelin.engine.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.samples.HttpBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP callers and HTTP back-ends: {@code send}, {@code call}, the sequences of a proxy, and who answers what. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpBackendTest {
    private static final String ARTEFACTS = """
            <endpoint name="Backend"><address uri="http://localhost:@port:backend@/named"/></endpoint>
            <endpoint name="Silent">
              <address uri="http://localhost:@port:silent@/"><timeout><duration>300</duration></timeout></address>
            </endpoint>
            <sequence name="mark">
              <property name="X-Sequence" value="mark" scope="transport"/>
              <respond/>
            </sequence>
            <sequence name="change">
              <payloadFactory media-type="json">
                <format>{"changed": $1}</format>
                <args><arg evaluator="json" expression="$.upper"/></args>
              </payloadFactory>
              <send/>
            </sequence>
            <sequence name="teapot">
              <log level="custom" category="WARN">
                <property name="CODE" expression="get-property('ERROR_CODE')"/>
              </log>
              <property name="HTTP_SC" value="418" scope="axis2"/>
              <payloadFactory media-type="json">
                <format>{"code": "$1"}</format>
                <args><arg expression="get-property('ERROR_CODE')"/></args>
              </payloadFactory>
              <respond/>
            </sequence>

            <proxy name="call"><target><inSequence>
              <call><endpoint key="Backend"/></call><respond/>
            </inSequence></target></proxy>
            <proxy name="send"><target><inSequence>
              <send><endpoint><address uri="http://localhost:@port:backend@/anonymous"/></endpoint></send>
            </inSequence><outSequence><send/></outSequence></target></proxy>
            <proxy name="outSequence"><target outSequence="change"><inSequence>
              <send><endpoint key="Backend"/></send>
            </inSequence></target></proxy>
            <proxy name="receive"><target outSequence="change"><inSequence>
              <send receive="mark"><endpoint key="Backend"/></send>
            </inSequence></target></proxy>
            <proxy name="endpointAttribute"><target endpoint="Backend" outSequence="mark"/></proxy>
            <proxy name="endpointChild"><target>
              <endpoint><address uri="http://localhost:@port:backend@/child"/></endpoint>
              <outSequence><respond/></outSequence>
            </target></proxy>
            <proxy name="status"><target><inSequence>
              <call><endpoint><address uri="http://localhost:@port:backend@/status/404"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="slow"><target><inSequence>
              <call><endpoint key="Silent"/></call><respond/>
            </inSequence></target></proxy>
            <proxy name="slowSend"><target><inSequence>
              <send><endpoint key="Silent"/></send>
            </inSequence><outSequence><send/></outSequence></target></proxy>
            <proxy name="down"><target><inSequence>
              <call><endpoint><address uri="http://localhost:@port:nobody@/"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="faultSequence"><target faultSequence="teapot"><inSequence>
              <call><endpoint><address uri="http://localhost:@port:nobody@/"/></endpoint></call><respond/>
            </inSequence></target></proxy>
            <proxy name="missingEndpoint"><target faultSequence="teapot"><inSequence>
              <send><endpoint key="NotThere"/></send>
            </inSequence></target></proxy>
            <proxy name="respond"><target><inSequence>
              <payloadFactory media-type="xml"><format><hello xmlns="">you</hello></format><args/></payloadFactory>
              <property name="HTTP_SC" value="201" scope="axis2"/>
              <respond/>
              <log level="custom" category="ERROR"><property name="after" value="respond"/></log>
            </inSequence></target></proxy>
            <proxy name="nobodyAnswers"><target><inSequence><log/></inSequence></target></proxy>
            <proxy name="outOnly"><target><inSequence>
              <property name="OUT_ONLY" value="true"/>
              <send><endpoint key="Backend"/></send>
            </inSequence><outSequence><log category="ERROR"/></outSequence></target></proxy>
            <proxy name="outOnlyBoolean"><target><inSequence>
              <property name="OUT_ONLY" value="true" type="BOOLEAN" scope="axis2"/>
              <property name="FORCE_SC_ACCEPTED" value="true" type="BOOLEAN" scope="axis2"/>
              <send><endpoint key="Backend"/></send>
            </inSequence></target></proxy>
            <proxy name="closed" startOnLoad="false"><target inSequence="mark"/></proxy>
            """;

    private EngineHarness engine;
    private HttpBackend backend;
    private ServerSocket silent;

    @BeforeAll
    void start() throws IOException {
        engine = EngineHarness.start(conf -> conf.definitions(ARTEFACTS));
        backend = HttpBackend.start("localhost", engine.wsPort("backend"));
        silent = new ServerSocket(engine.wsPort("silent"), 16, InetAddress.getByName("localhost"));
    }

    @AfterAll
    void stop() throws IOException {
        engine.close();
        backend.close();
        silent.close();
    }

    @Test
    void theOnlyFindingIsTheEndpointThatIsMeantToBeMissing() {
        assertThat(engine.engine().diagnostics()).singleElement().asString().contains("MYL-2002", "NotThere");
    }

    @ParameterizedTest
    @CsvSource({
        "call, /named",
        "send, /anonymous",
        "receive, /named",
        "endpointAttribute, /named",
        "endpointChild, /child"
    })
    void theResponseGoesBackToTheCaller(String proxy, String path) throws Exception {
        HttpResponse<String> answer = post(proxy, "{\"a\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"method\":\"POST\",\"path\":\"" + path + "\",\"upper\":\"{\\\"A\\\":1}\"}");
    }

    @Test
    void aGetIsSentOnAsAGet() throws Exception {
        assertThat(Http.get(url("call")).body()).isEqualTo("{\"method\":\"GET\",\"path\":\"/named\",\"upper\":\"\"}");
    }

    @Test
    void theOutSequenceChangesTheReply() throws Exception {
        assertThat(post("outSequence", "abc").body()).isEqualTo("{\"changed\": \"ABC\"}");
    }

    @Test
    void theReceivingSequenceRunsInsteadOfTheOutSequence() throws Exception {
        HttpResponse<String> answer = post("receive", "abc");

        assertThat(answer.headers().firstValue("X-Sequence")).hasValue("mark");
        assertThat(answer.body()).contains("ABC").doesNotContain("changed");
    }

    @Test
    void theStatusOfTheBackendIsTheCallers() throws Exception {
        assertThat(post("status", "{}").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"slow", "slowSend"})
    void aBackendThatDoesNotAnswerInTimeIsA504(String proxy) throws Exception {
        HttpResponse<String> answer = post(proxy, "{\"secret\":1}");

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("101504").doesNotContain("secret", "" + engine.wsPort("silent"));
    }

    @Test
    void aBackendThatIsDownIsA503() throws Exception {
        HttpResponse<String> answer = post("down", "{\"secret\":1}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("101503").doesNotContain("secret", "" + engine.wsPort("nobody"));
    }

    @ParameterizedTest
    @CsvSource({"faultSequence, 101503", "missingEndpoint, 305100"})
    void theFaultSequenceChoosesStatusAndPayload(String proxy, String code) throws Exception {
        HttpResponse<String> answer = post(proxy, "{\"secret\":1}");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).isEqualTo("{\"code\": \"" + code + "\"}");
        assertThat(engine.log().containing("WARN myelin.log.teapot - CODE = " + code))
                .isNotEmpty();
    }

    @Test
    void respondAnswersAndEndsTheFlow() throws Exception {
        HttpResponse<String> answer = post("respond", "{}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("<hello>you</hello>");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/xml");
        assertThat(engine.log().containing("after = respond")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobodyAnswers", "outOnly", "outOnlyBoolean"})
    void whereNobodyAnswersTheCallerGets202(String proxy) throws Exception {
        HttpResponse<String> answer = post(proxy, "{}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void outOnlyRunsNoOutSequence() throws Exception {
        post("outOnly", "{}");

        await().during(Duration.ofMillis(200))
                .atMost(60, SECONDS)
                .until(() -> engine.log().containing("ERROR myelin.log").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"/services/nobody, 404", "/, 404", "/services/, 404", "/services/closed, 503"})
    void aPathWithoutAProxyIsRefused(String path, int status) throws Exception {
        assertThat(Http.postJson("http://localhost:" + engine.httpPort() + path, "{}")
                        .statusCode())
                .isEqualTo(status);
    }

    private String url(String proxy) {
        return "http://localhost:" + engine.httpPort() + "/services/" + proxy;
    }

    private HttpResponse<String> post(String proxy, String body) throws Exception {
        return Http.postJson(url(proxy), body);
    }
}
