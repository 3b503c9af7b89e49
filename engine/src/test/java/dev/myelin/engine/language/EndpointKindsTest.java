package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.testkit.RecordingBackend;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Endpoints of WSDL documents and templates, members, weights, sessions, recipient lists, proxies of this engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointKindsTest {
    private static final String WSDL = "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\""
            + " xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\"><w:service name=\"Other\"><w:port name=\"P\">"
            + "<soap:address location=\"http://localhost:1/\"/></w:port></w:service><w:service name=\"S\">"
            + "<w:port name=\"A\"><soap:address location=\"http://localhost:1/\"/></w:port><w:port name=\"B\">"
            + "<soap:address location=\"http://localhost:@port:backend@/wsdl11\"/></w:port></w:service></w:definitions>";
    private static final String WSDL20 = "<d:description xmlns:d=\"http://www.w3.org/ns/wsdl\"><d:service name=\"S\">"
            + "<d:endpoint name=\"E\" address=\"http://localhost:@port:backend@/wsdl20\"/></d:service></d:description>";
    private static final String AGGREGATE =
            "<outSequence><aggregate><onComplete expression=\"//a\"><send/></onComplete>"
                    + "</aggregate></outSequence>";

    private Lab lab;

    private static String call(String name, String endpoint) {
        return Lab.proxy(name, "<call>" + endpoint + "</call><respond/>");
    }

    private static String address(String path, String inside, String beside) {
        return "<endpoint><address uri=\"http://localhost:@port:backend@/" + path + "\">" + inside + "</address>"
                + beside + "</endpoint>";
    }

    private static String weighted(String path, int weight) {
        return address(path, "", "<property name=\"loadbalance.weight\" value=\"" + weight + "\"/>");
    }

    private static String balance(String session, String... endpoints) {
        return "<endpoint>" + session + "<loadbalance>" + String.join("", endpoints) + "</loadbalance></endpoint>";
    }

    private static String recipients(String inside) {
        return "<endpoint><recipientlist>" + inside + "</recipientlist></endpoint>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(described() + groups() + local() + failures());
        lab.backend.answers(
                "/doc",
                request -> new Answer(
                        200, "text/xml", WSDL.replace("@port:backend@", String.valueOf(lab.engine.wsPort("backend")))));
    }

    private static String described() {
        return call("inline", "<endpoint><wsdl service=\"S\" port=\"B\">" + WSDL + "</wsdl></endpoint>")
                + call("wsdl20", "<endpoint><wsdl>" + WSDL20 + "</wsdl></endpoint>")
                + call(
                        "remote",
                        "<endpoint><wsdl uri=\"http://localhost:@port:backend@/doc?wsdl\" service=\"S\" port=\"B\">"
                                + "</wsdl></endpoint>")
                + "<template name=\"T\"><parameter name=\"t\"/><endpoint name=\"$name\"><address uri=\"$uri/t-$t\""
                + " format=\"$format\"><timeout><duration>$t</duration></timeout></address></endpoint></template>"
                + "<endpoint name=\"OfTemplate\" template=\"T\" uri=\"http://localhost:@port:backend@\">"
                + "<parameter name=\"t\" value=\"7000\"/><parameter name=\"format\" value=\"pox\"/></endpoint>"
                + call("template", "<endpoint key=\"OfTemplate\"/>");
    }

    private static String groups() {
        return call(
                        "members",
                        "<endpoint><loadbalance><member hostName=\"localhost\" httpPort=\"@port:nobody@\"/>"
                                + "<member hostName=\"localhost\" httpPort=\"@port:backend@\"/></loadbalance></endpoint>")
                + call(
                        "weights",
                        "<endpoint><loadbalance algorithm=\"org.apache.synapse.endpoints.algorithms.WeightedRoundRobin\">"
                                + weighted("heavy", 3) + weighted("light", 1) + "</loadbalance></endpoint>")
                + call("cookie", balance("<session type=\"http\"/>", address("c1", "", ""), address("c2", "", "")))
                + call(
                        "client",
                        balance(
                                "<session type=\"simpleClientSession\"><sessionTimeout>60000</sessionTimeout></session>",
                                address("s1", "", ""),
                                address("s2", "", "")))
                + Lab.proxy(
                        "recipients",
                        "<send>" + recipients(address("r1", "", "") + address("r2", "", "")) + "</send>",
                        AGGREGATE)
                + call(
                        "found",
                        recipients("<endpoints value=\"{get-property('to')}\" max-cache=\"20\"/>")
                                .replace("{get-property('to')}", "{$body//to}"));
    }

    private static String local() {
        return call("local", "<endpoint><address uri=\"local://services/inner\"/></endpoint>")
                + call("localHost", "<endpoint><address uri=\"local://localhost/services/inner\"/></endpoint>")
                + Lab.proxy(
                        "localSend",
                        "<send><endpoint><address uri=\"local:///services/inner\"/></endpoint></send>",
                        "<outSequence><header name=\"X-Out\" value=\"1\" scope=\"transport\"/><send/></outSequence>")
                + call("localNobody", "<endpoint><address uri=\"local://services/nobody\"/></endpoint>")
                + call("localLoop", "<endpoint><address uri=\"local://services/localLoop\"/></endpoint>")
                + Lab.proxy(
                        "inner",
                        "<property name=\"HTTP_SC\" value=\"201\" scope=\"axis2\"/><payloadFactory media-type=\"json\">"
                                + "<format>{\"proxy\":\"$1\",\"in\":\"$2\"}</format><args><arg expression="
                                + "\"get-property('proxy.name')\"/><arg expression=\"get-property('TRANSPORT_IN_NAME')\"/>"
                                + "</args></payloadFactory><respond/>");
    }

    private static String failures() {
        return call("addressing", address("wsa", "<enableAddressing/>", ""))
                + call("underscore", "<endpoint><address uri=\"http://no_such_host.invalid:81/\"/></endpoint>")
                + Lab.proxy(
                        "duration",
                        "<property name=\"t\" value=\"150\"/><call>"
                                + address(
                                        "slow",
                                        "<timeout><duration>{get-property('t')}</duration><responseAction> Fault "
                                                + "</responseAction></timeout>",
                                        "")
                                + "</call><respond/>",
                        "<faultSequence><payloadFactory media-type=\"text\"><format>$1</format><args><arg expression="
                                + "\"$ctx:ERROR_CODE\"/></args></payloadFactory><respond/></faultSequence>")
                + call(
                        "noRetry",
                        "<endpoint><failover><endpoint><address uri=\"http://localhost:@port:nobody@/\"><retryConfig>"
                                + "<disabledErrorCodes>101503, 101500</disabledErrorCodes></retryConfig></address>"
                                + "</endpoint>" + address("second", "", "") + "</failover></endpoint>")
                + call(
                        "old",
                        "<endpoint><address uri=\"http://localhost:@port:nobody@/\"><suspendDurationOnFailure>600"
                                + "</suspendDurationOnFailure></address></endpoint>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private int post(String proxy) {
        return lab.post(proxy, "application/xml", "<a><x>1</x></a>").statusCode();
    }

    private List<String> sentSince(int before) {
        return lab.backend.requests().stream()
                .skip(before)
                .map(RecordingBackend.Request::uri)
                .toList();
    }

    @Test
    void theOnlyFindingsAreOfWhatIsNotThere() {
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(Diagnostic::isError)
                .isEmpty();
    }

    @Test
    void anInlineDocumentGivesTheAddressOfItsPort() {
        assertThat(post("inline")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/wsdl11");
        assertThat(post("wsdl20")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/wsdl20");
    }

    @Test
    void aDocumentElsewhereIsAskedForAtTheStartOrByTheFirstMessage() {
        int before = lab.backend.requests().size();
        assertThat(post("remote")).isEqualTo(200);
        assertThat(post("remote")).isEqualTo(200);
        assertThat(sentSince(before))
                .endsWith("/wsdl11")
                .filteredOn("/wsdl11"::equals)
                .hasSize(2);
        assertThat(sentSince(0)).contains("/doc?wsdl");
    }

    @Test
    void parametersFillATemplate() {
        assertThat(lab.post("template", "text/xml", Lab.soap(Lab.SOAP11, "<a/>"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/t-7000");
        assertThat(lab.backend.last().body()).isEqualTo("<a/>");
    }

    @Test
    void membersGetMessagesByTheirPath() {
        assertThat(post("members/more?x=1")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/services/members/more?x=1");
    }

    @Test
    void weightsSayHowManyMessagesInARowAnEndpointGets() {
        int before = lab.backend.requests().size();
        IntStream.range(0, 8).forEach(i -> post("weights"));
        assertThat(sentSince(before))
                .containsExactly("/heavy", "/heavy", "/heavy", "/light", "/heavy", "/heavy", "/heavy", "/light");
    }

    @Test
    void aCookieKeepsAClientWithItsEndpoint() {
        lab.backend.answers("/c1", r -> new Answer(200, "text/plain", "", Map.of("Set-Cookie", "ID=one; Path=/")));
        lab.backend.answers("/c2", r -> new Answer(200, "text/plain", "", Map.of("Set-Cookie", "ID=two; Path=/")));
        post("cookie");
        String first = lab.backend.last().uri();
        String cookie = first.equals("/c1") ? "ID=one" : "ID=two";
        int before = lab.backend.requests().size();
        for (int i = 0; i < 3; i++) {
            lab.post("cookie", "application/xml", "<a/>", "Cookie", "other=1; " + cookie);
        }
        assertThat(sentSince(before)).containsOnly(first).hasSize(3);
        post("cookie");
        assertThat(lab.backend.last().uri()).isNotEqualTo(first);
    }

    @Test
    void aSoapHeaderKeepsAClientWithItsEndpoint() {
        String envelope = Lab.soap(Lab.SOAP11, "<a/>")
                .replace(
                        "<s:Header/>",
                        "<s:Header><c:ClientID xmlns:c=\"http://ws.apache.org/ns/synapse\">me</c:ClientID>"
                                + "</s:Header>");
        int before = lab.backend.requests().size();
        for (int i = 0; i < 3; i++) {
            lab.post("client", "text/xml", envelope);
        }
        assertThat(sentSince(before)).hasSize(3);
        assertThat(sentSince(before).stream().distinct()).hasSize(1);
    }

    @Test
    void allRecipientsGetTheMessageAndTheirRepliesCanBeCollected() {
        lab.backend.answers("/r1", 200, "text/xml", Lab.soap(Lab.SOAP11, "<a>1</a>"));
        lab.backend.answers("/r2", 200, "text/xml", Lab.soap(Lab.SOAP11, "<a>2</a>"));
        String body =
                lab.post("recipients", "text/xml", Lab.soap(Lab.SOAP11, "<q/>")).body();
        assertThat(body).contains("<a>1</a>").contains("<a>2</a>");
    }

    @Test
    void recipientsMayBeFoundByAnExpression() {
        lab.backend.answers("/f1", 200, "text/plain", "first");
        String to = "http://localhost:" + lab.engine.wsPort("backend") + "/f1,Backend";
        int before = lab.backend.requests().size();
        assertThat(lab.post("found", "application/xml", "<m><to>" + to + "</to></m>")
                        .body())
                .isEqualTo("first");
        assertThat(sentSince(before)).containsExactlyInAnyOrder("/f1", "/named");
        assertThat(lab.post("found", "application/xml", "<m/>").statusCode()).isEqualTo(503);
    }

    @Test
    void aProxyOfThisEngineIsReachedWithoutTheNetwork() {
        for (String proxy : List.of("local", "localHost")) {
            var answer = lab.post(proxy, "application/xml", "<a/>");
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.body()).isEqualTo("{\"proxy\":\"inner\",\"in\":\"local\"}");
        }
        assertThat(lab.post("localSend", "text/plain", "x").headers().firstValue("X-Out"))
                .contains("1");
        assertThat(post("localNobody")).isEqualTo(503);
        assertThat(post("localLoop")).isEqualTo(500);
    }

    @Test
    void soapMessagesGetTheHeadersOfAddressing() {
        lab.post("addressing", "text/xml", Lab.soap(Lab.SOAP11, "<a/>"), "SOAPAction", "\"urn:get\"");
        assertThat(lab.backend.last().body())
                .contains("http://www.w3.org/2005/08/addressing")
                .containsPattern("<wsa:To[^>]*>http://localhost:\\d+/wsa</wsa:To>")
                .containsPattern("<wsa:Action[^>]*>urn:get</wsa:Action>")
                .containsPattern("<wsa:MessageID[^>]*>urn:uuid:");
        assertThat(lab.post("addressing", "application/json", "{\"a\":1}").body())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aHostMayHaveAnUnderscore() {
        assertThat(post("underscore")).isEqualTo(503);
    }

    @Test
    void theTimeoutMayBeAnExpression() {
        var held = lab.backend.holds("/slow");
        try {
            assertThat(lab.post("duration", "text/plain", "x").body()).isEqualTo("101504");
        } finally {
            held.countDown();
        }
    }

    @Test
    void codesMayKeepAFailoverFromTryingAnother() {
        int before = lab.backend.requests().size();
        assertThat(post("noRetry")).isEqualTo(503);
        assertThat(sentSince(before)).isEmpty();
    }

    @Test
    void theOldSuspensionIsInSeconds() {
        assertThat(post("old")).isEqualTo(503);
        assertThat(lab.post("old", "text/plain", "x").body()).contains("303001");
    }
}
