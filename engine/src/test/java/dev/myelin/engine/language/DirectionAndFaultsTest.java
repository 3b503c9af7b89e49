package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code in}, {@code out}, {@code loopback}, {@code makefault}, {@code header}, {@code throwError}: way in, way out, faults. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectionAndFaultsTest {
    private static final String CODE =
            "<code xmlns:t=\"http://schemas.xmlsoap.org/soap/envelope/\" value=\"t:Server\"/>";

    private Lab lab;

    private static String fault(String name, String attributes, String parts) {
        return Lab.proxy(name, "<makefault " + attributes + ">" + parts + "</makefault><send/>");
    }

    @BeforeAll
    void start() {
        lab = Lab.start("""
                <sequence name="both">
                  <in><property name="way" value="in"/><send receive="both"><endpoint key="Backend"/></send></in>
                  <out><payloadFactory media-type="text"><format>out after $1</format>
                    <args><arg expression="$ctx:way"/></args></payloadFactory><respond/></out>
                </sequence>
                """
                + Lab.proxy("both", "<sequence key=\"both\"/>")
                + Lab.proxy(
                        "loop",
                        "<property name=\"HTTP_SC\" value=\"299\" scope=\"axis2\"/><loopback/><drop/>",
                        "<outSequence><filter xpath=\"get-property('RESPONSE') = 'true'\"><then><send/></then></filter>"
                                + "</outSequence>")
                + Lab.proxy("loopWithout", "<loopback/>", "")
                + fault(
                        "soap11",
                        "version=\"soap11\" response=\"true\"",
                        CODE
                                + "<reason expression=\"concat('bad ', $body//name)\"/><role>urn:r</role>"
                                + "<detail><d xmlns=\"urn:d\">1</d></detail>")
                + fault(
                        "soap12",
                        "version=\"soap12\"",
                        CODE + "<reason value=\"bad\"/><node>urn:n</node><detail expression=\"$body/*\"/>")
                + fault("pox", "version=\"pox\"", "<reason value=\"bad &lt;\"/>")
                + fault("own", "", "<code xmlns:m=\"urn:m\" value=\"m:Mine\"/><reason value=\"bad\"/>")
                + Lab.proxy("asked", "<property name=\"RESPONSE\" value=\"true\"/><send/>")
                + Lab.proxy("request", "<send/>")
                + Lab.proxy(
                        "thrown", "<throwError type=\"MY:TYPE\" errorMessage=\"{concat('no ', $body//name)}\"/>", """
                    <faultSequence><payloadFactory media-type="text"><format>$1 $2</format><args>
                      <arg expression="get-property('ERROR_CODE')"/><arg expression="get-property('ERROR_MESSAGE')"/>
                    </args></payloadFactory><respond/></faultSequence>
                    """)
                + Lab.proxy("thrownCode", "<throwError type=\"101504\" errorMessage=\"late\"/>", "")
                + Lab.proxy("soapHeader", """
                    <header xmlns:m="urn:m" name="m:Id" value="7"/>
                    <header xmlns:m="urn:m" name="m:Id" expression="$body//name"/>
                    <header xmlns:g="urn:g" name="g:Gone" action="remove"/>
                    <header><w:Whole xmlns:w="urn:w"><w:a>1</w:a></w:Whole></header>
                    <respond/>
                    """)
                + Lab.proxy("to", """
                    <header name="To" value="http://localhost:@port:backend@/to"/>
                    <header name="Action" value="urn:act"/>
                    <send/>
                    """, "<outSequence><send/></outSequence>")
                + Lab.proxy("jsonHeader", """
                    <header xmlns:m="urn:m" name="m:Id" value="7"/>
                    <property name="id" expression="$header/m:Id" xmlns:m="urn:m"/>
                    <header name="X-Id" expression="$ctx:id" scope="transport"/>
                    <respond/>
                    """));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void inRunsForRequestsAndOutForReplies() {
        assertThat(lab.post("both", "text/plain", "x").body()).isEqualTo("out after in");
    }

    @Test
    void whatIsTurnedBackHasNoHeadersOfItsRequest() {
        for (String proxy : new String[] {"loop", "loopWithout", "soap11", "asked"}) {
            HttpResponse<String> answer = lab.post(proxy, "text/plain", "x", "X-Of-The-Request", "1");

            assertThat(answer.headers().firstValue("X-Of-The-Request"))
                    .as(proxy)
                    .isEmpty();
        }
    }

    @Test
    void loopbackRunsTheOutSequenceAsForAReply() {
        HttpResponse<String> answer = lab.post("loop", "text/plain", "x");
        assertThat(answer.statusCode()).isEqualTo(299);
        assertThat(answer.body()).isEqualTo("x");
        assertThat(lab.post("loopWithout", "text/plain", "y").body()).isEqualTo("y");
    }

    @Test
    void aSoap11FaultHasItsParts() {
        HttpResponse<String> answer = lab.post("soap11", "application/xml", "<a><name>Ann</name></a>");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Lab.type(answer)).isEqualTo("text/xml; charset=UTF-8");
        assertThat(answer.body())
                .contains(
                        "<soapenv:Fault>",
                        "<faultcode>soapenv:Server</faultcode>",
                        "<faultstring>bad Ann</faultstring>")
                .contains("<faultactor>urn:r</faultactor>", "<detail><d xmlns=\"urn:d\">1</d></detail>", Lab.SOAP11);
    }

    @Test
    void aSoap12FaultHasItsPartsAndItsOwnCodes() {
        HttpResponse<String> answer = lab.post("soap12", "application/xml", "<a>1</a>");
        assertThat(Lab.type(answer)).startsWith("application/soap+xml");
        assertThat(answer.body())
                .contains("<soapenv:Value>soapenv:Receiver</soapenv:Value>", "xml:lang=\"en\">bad</soapenv:Text>")
                .contains("<soapenv:Node>urn:n</soapenv:Node>", "<a>1</a></soapenv:Detail>", Lab.SOAP12);
    }

    @Test
    void aPlainFaultIsAnException() {
        HttpResponse<String> answer = lab.post("pox", "application/json", "{}");
        assertThat(answer.body()).isEqualTo("<Exception>bad &lt;</Exception>");
        assertThat(Lab.type(answer)).startsWith("application/xml");
    }

    @Test
    void withoutAVersionTheFaultIsAsTheMessage() {
        assertThat(lab.post("own", "application/soap+xml", Lab.soap(Lab.SOAP12, "<a/>"))
                        .body())
                .contains(Lab.SOAP12, "xmlns:m=\"urn:m\"", ">m:Mine<");
        assertThat(lab.post("own", "text/plain", "x").body()).contains(Lab.SOAP11, "<faultstring>bad</faultstring>");
    }

    @Test
    void theResponsePropertyTurnsARequestIntoAReply() {
        assertThat(lab.post("asked", "text/plain", "x").body()).isEqualTo("x");
        assertThat(lab.post("request", "text/plain", "x").statusCode()).isEqualTo(500);
    }

    @Test
    void thrownErrorsRunTheFaultSequenceWithTypeAndMessage() {
        assertThat(lab.post("thrown", "application/xml", "<a><name>Ann</name></a>")
                        .body())
                .isEqualTo("MY:TYPE no Ann");
        assertThat(lab.post("thrownCode", "application/json", "{}").statusCode())
                .isEqualTo(504);
    }

    @Test
    void aFaultThatNobodyAnswersIsInTheCallersFormat() {
        assertThat(lab.post("thrownCode", "application/json", "{}").body()).startsWith("{\"fault\":");
        assertThat(lab.post("thrownCode", "text/xml", "<a/>").body()).contains("soapenv:Fault", Lab.SOAP11);
        assertThat(lab.post("thrownCode", "application/soap+xml", "<a/>").body())
                .contains(Lab.SOAP12);
    }

    @Test
    void soapHeadersAreAddedAndRemoved() {
        String envelope = "<s:Envelope xmlns:s=\"" + Lab.SOAP11 + "\"><s:Header><g:Gone xmlns:g=\"urn:g\"/>"
                + "<k:Kept xmlns:k=\"urn:k\"/></s:Header><s:Body><name>Ann</name></s:Body></s:Envelope>";
        assertThat(lab.post("soapHeader", "text/xml", envelope).body())
                .contains(
                        "<m:Id xmlns:m=\"urn:m\">7</m:Id>",
                        "<m:Id xmlns:m=\"urn:m\">Ann</m:Id>",
                        "<k:Kept xmlns:k=\"urn:k\"/>",
                        "<w:a>1</w:a>")
                .doesNotContain("Gone");
    }

    @Test
    void sendWithoutAnEndpointGoesToWhereToPoints() {
        assertThat(lab.post("to", "text/xml", Lab.soap(Lab.SOAP11, "<a/>")).statusCode())
                .isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/to");
    }

    @Test
    void aSoapHeaderOnJsonIsSeenByXPathAndLeavesTheContentAlone() {
        HttpResponse<String> answer = lab.post("jsonHeader", "application/json", "{\"a\" : 1}");
        assertThat(answer.body()).isEqualTo("{\"a\" : 1}");
        assertThat(answer.headers().firstValue("X-Id")).hasValue("7");
    }
}
