package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code call} with sources, targets and {@code blocking}; {@code callout}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallTest {
    private static final String FAULT =
            "<faultSequence><payloadFactory media-type=\"text\"><format>$1 $2 $3</format><args>"
                    + "<arg expression=\"$ctx:ERROR_CODE\"/><arg expression=\"get-property('blocking.sender.error')\"/>"
                    + "<arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory><respond/></faultSequence>";
    private static final String QUOTE = "<q:get xmlns:q=\"urn:q\"><q:symbol>IBM</q:symbol></q:get>";
    private static final String PRICE = "<q:price xmlns:q=\"urn:q\">7</q:price>";

    private Lab lab;

    private static String endpoint(String path) {
        return "<endpoint><address uri=\"http://localhost:@port:backend@/" + path + "\"/></endpoint>";
    }

    private static String call(String name, String attributes, String inside, String after) {
        return Lab.proxy(
                name, "<call" + attributes + ">" + endpoint(name) + inside + "</call>" + after + "<respond/>", FAULT);
    }

    private static String header(String name, String expression) {
        return "<property name=\"" + name + "\" expression=\"" + expression + "\" scope=\"transport\"/>";
    }

    private static String callout(String name, String attributes, String inside) {
        return Lab.proxy(
                name,
                "<callout serviceURL=\"http://localhost:@port:backend@/" + name + "\" " + attributes + ">" + inside
                        + "</callout>" + header("kept", "get-property('kept')") + "<respond/>",
                FAULT);
    }

    @BeforeAll
    void start() {
        lab = Lab.start(call("blocking", " blocking=\"true\" initAxis2ClientOptions=\"false\"", "", "")
                + Lab.proxy(
                        "refused",
                        "<call blocking=\"true\"><endpoint><address uri=\"http://localhost:1/none\"/></endpoint>"
                                + "</call><respond/>",
                        FAULT)
                + Lab.proxy(
                        "byTo",
                        "<property name=\"base\" value=\"http://localhost:@port:backend@/byTo\"/>"
                                + "<header name=\"To\" expression=\"$ctx:base\"/><call blocking=\"true\"/><respond/>",
                        FAULT)
                + call("inline", "", "<source type=\"inline\" contentType=\"application/json\">{\"a\": 1}</source>", "")
                + call(
                        "intoProperty",
                        "",
                        "<source type=\"custom\">{json-eval($.part)}</source><target type=\"property\">reply</target>",
                        header("reply", "$ctx:reply") + header("status", "$axis2:HTTP_SC"))
                + Lab.proxy(
                        "fromProperty",
                        "<property name=\"sent\"><x xmlns=\"\">1</x></property><call>" + endpoint("fromProperty")
                                + "<source type=\"property\" contentType=\"application/xml\">sent</source>"
                                + "<target type=\"custom\">json-eval($.into)</target></call><respond/>",
                        FAULT)
                + Lab.proxy(
                        "variables",
                        "<variable name=\"in\" type=\"JSON\" value='{\"v\":1}'/><call>" + endpoint("variables")
                                + "<source type=\"variable\">in</source>"
                                + "<target type=\"variable\">out</target></call>"
                                + "<call>" + endpoint("variables2")
                                + "<source type=\"variable\">out</source><target type=\"header\">got</target></call>"
                                + "<respond/>",
                        FAULT)
                + callout(
                        "parts",
                        "action=\"urn:get\"",
                        "<configuration axis2xml=\"x\"/><source xmlns:q=\"urn:q\" xpath=\"//q:get\"/>"
                                + "<target xmlns:q=\"urn:q\" xpath=\"//q:get/q:symbol\"/>")
                + callout("whole", "", "<source type=\"envelope\"/><target key=\"kept\"/>")
                + callout("plain", "", "")
                + "<sequence name=\"empty\"><call>" + endpoint("x")
                + "<source type=\"inline\"/><target type=\"property\"/></call></sequence>"
                + "<sequence name=\"secure\"><callout serviceURL=\"http://localhost:1/\"><enableSec policy=\"p\"/>"
                + "</callout></sequence>"
                + "<sequence name=\"scheme\"><callout serviceURL=\"jms:/Queue\"/></sequence>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private Request received(String path) {
        return lab.backend.requests().stream()
                .filter(request -> request.uri().equals("/" + path))
                .findFirst()
                .orElseThrow();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void aBlockingCallGoesOnWithTheReply() {
        lab.backend.answers("/blocking", 200, "text/plain", "reply");
        assertThat(lab.post("blocking", "text/plain", "x").body()).isEqualTo("reply");
        lab.backend.answers("/byTo", 200, "text/plain", "by To");
        assertThat(lab.post("byTo", "text/plain", "x").body()).isEqualTo("by To");
    }

    @Test
    void aBlockingCallThatFailsSaysSoAsInMi() {
        HttpResponse<String> answer = lab.post("refused", "text/plain", "x");
        assertThat(answer.body()).startsWith("401001 true ");
    }

    @Test
    void whatIsInlineIsSent() {
        lab.backend.answers("/inline", 200, "text/plain", "ok");
        assertThat(lab.post("inline", "text/plain", "x").body()).isEqualTo("ok");
        assertThat(received("inline").body()).isEqualTo("{\"a\":1}");
        assertThat(received("inline").header("Content-Type")).startsWith("application/json");
    }

    @Test
    void aReplyInAPropertyLeavesTheMessageAsItWas() {
        lab.backend.answers("/intoProperty", 201, "text/plain", "made");
        HttpResponse<String> answer =
                lab.post("intoProperty", "application/json", "{\"part\":{\"n\":2},\"rest\":3}", "own", "mine");
        assertThat(received("intoProperty").body()).isEqualTo("{\"n\":2}");
        assertThat(answer.body()).isEqualTo("{\"part\":{\"n\":2},\"rest\":3}");
        assertThat(Lab.type(answer)).startsWith("application/json");
        assertThat(header(answer, "reply")).isEqualTo("made");
        assertThat(header(answer, "status")).isEqualTo("201");
    }

    @Test
    void aReplyTakesThePlaceOfAPartOfTheMessage() {
        lab.backend.answers("/fromProperty", 200, "application/json", "{\"new\":true}");
        HttpResponse<String> answer = lab.post("fromProperty", "application/json", "{\"into\":0,\"rest\":3}");
        assertThat(received("fromProperty").body()).contains("<x>1</x>");
        assertThat(answer.body()).isEqualTo("{\"into\":{\"new\":true},\"rest\":3}");
    }

    @Test
    void variablesAreSentAndTakeReplies() {
        lab.backend.answers("/variables", 200, "application/json", "{\"r\":2}");
        lab.backend.answers("/variables2", 200, "text/plain", "done");
        HttpResponse<String> answer = lab.post("variables", "text/plain", "x");
        assertThat(received("variables").body()).isEqualTo("{\"v\":1}");
        assertThat(received("variables2").body()).isEqualTo("{\"r\":2}");
        assertThat(header(answer, "got")).isEqualTo("done");
        assertThat(answer.body()).isEqualTo("x");
    }

    @Test
    void aCalloutSendsAnElementAndReplacesAnotherByTheAnswer() {
        lab.backend.answers("/parts", 200, "text/xml", Lab.soap(Lab.SOAP11, PRICE));
        HttpResponse<String> answer = lab.post("parts", "text/xml", Lab.soap(Lab.SOAP11, QUOTE));
        assertThat(received("parts").header("SOAPAction")).isEqualTo("\"urn:get\"");
        assertThat(received("parts").header("Content-Type")).startsWith("text/xml");
        assertThat(received("parts").body()).contains("Envelope", "IBM");
        assertThat(answer.body()).contains("get", "price", ">7<").doesNotContain("IBM");
    }

    @Test
    void aCalloutSendsTheEnvelopeAndKeepsTheAnswerInAProperty() {
        lab.backend.answers("/whole", 200, "text/xml", Lab.soap(Lab.SOAP11, PRICE));
        HttpResponse<String> answer = lab.post("whole", "text/xml", Lab.soap(Lab.SOAP11, QUOTE));
        assertThat(received("whole").body()).contains("Envelope", "IBM");
        assertThat(answer.body()).contains("IBM");
        assertThat(header(answer, "kept")).isEqualTo("7");
    }

    @Test
    void aCalloutWithoutSourceAndTargetTakesTheBody() {
        lab.backend.answers("/plain", 200, "application/soap+xml", Lab.soap(Lab.SOAP12, PRICE));
        HttpResponse<String> answer = lab.post("plain", "application/soap+xml", Lab.soap(Lab.SOAP12, QUOTE));
        assertThat(received("plain").body()).contains(Lab.SOAP12, "IBM");
        assertThat(answer.body()).contains("price").doesNotContain("IBM");
        lab.backend.answers("/plain", 500, "text/plain", "broken");
    }

    @Test
    void whatCannotBeUsedIsReported() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(found -> found.code() + " " + found.message().replaceFirst("^(uri: \\S+) .*", "$1"))
                .containsExactlyInAnyOrder(
                        "MYL-2031 source: nothing in it (expected: what is sent)",
                        "MYL-2031 target: nothing in it (expected: the name of the property)",
                        "MYL-1014 <enableSec> in <callout> is not supported in this version",
                        "MYL-2018 uri: jms:/Queue");
    }
}
