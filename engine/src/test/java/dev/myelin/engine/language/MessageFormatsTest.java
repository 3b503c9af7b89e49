package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payload kinds, what XPath and JSONPath see of each, and the format in which a message leaves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageFormatsTest {
    private Lab lab;

    private static String as(String type) {
        return "<property name=\"messageType\" value=\"" + type + "\" scope=\"axis2\"/><respond/>";
    }

    private static String format(String name) {
        return Lab.proxy(
                name,
                "<send><endpoint><address uri=\"http://localhost:@port:backend@/" + name + "\" format=\"" + name
                        + "\"/></endpoint></send>",
                "<outSequence><respond/></outSequence>");
    }

    /** A payload factory whose format is a whole envelope, and what comes behind it. */
    private static String made(String name, String then) {
        return Lab.proxy(
                name,
                "<payloadFactory media-type=\"xml\"><format>" + Lab.soap(Lab.SOAP11, "<n xmlns=\"\">$1</n>")
                        + "</format><args><arg evaluator=\"json\" expression=\"$.a\"/></args></payloadFactory>" + then
                        + "<respond/>");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(Lab.proxy("asJson", as("application/json"))
                + Lab.proxy("asXml", as("application/xml"))
                + Lab.proxy("asSoap11", as("text/xml"))
                + Lab.proxy("asSoap12", as("application/soap+xml"))
                + Lab.proxy("asText", as("text/plain"))
                + Lab.proxy("asForm", as("application/x-www-form-urlencoded"))
                + Lab.proxy("asIs", "<respond/>")
                + Lab.proxy("name", """
                    <payloadFactory media-type="text"><format>$1</format>
                      <args><arg expression="$body//name"/></args></payloadFactory><respond/>
                    """)
                + Lab.proxy("jsonName", """
                    <payloadFactory media-type="text"><format>$1</format>
                      <args><arg evaluator="json" expression="$.order.name"/></args></payloadFactory><respond/>
                    """)
                + Lab.proxy("header", """
                    <payloadFactory media-type="text"><format>$1 $2</format><args>
                      <arg expression="$header/*/text()"/><arg expression="local-name($env/*[2]/*[1])"/></args>
                    </payloadFactory><respond/>
                    """)
                + Lab.proxy(
                        "newBody",
                        "<payloadFactory media-type=\"xml\"><format><n xmlns=\"\">1</n></format><args/></payloadFactory>"
                                + "<respond/>")
                + made("made", "")
                + made(
                        "madePosted",
                        "<call><endpoint><address format=\"soap11\" uri=\"http://localhost:@port:backend@/m\"/>"
                                + "</endpoint></call>")
                + made("madeSoap", "<property name=\"messageType\" value=\"text/xml\" scope=\"axis2\"/>")
                + format("soap11")
                + format("soap12")
                + format("pox")
                + format("get")
                + format("rest"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void everyProxyDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a>1</a> | {\"a\":1}",
                "<a><b>x</b><b>y</b><c/></a> | {\"a\":{\"b\":[\"x\",\"y\"],\"c\":null}}",
                "<a id='7'>x</a> | {\"a\":{\"@id\":\"7\",\"$\":\"x\"}}",
                "<p:a xmlns:p='urn:p'><p:b>true</p:b></p:a> | {\"a\":{\"b\":true}}",
                "<jsonObject><a>1.50</a></jsonObject> | {\"a\":1.50}",
                "<jsonArray><jsonElement>1</jsonElement><jsonElement>x</jsonElement></jsonArray> | [1,\"x\"]",
                "<jsonObject><_JsonReader_PS_a>1e400</_JsonReader_PS_a></jsonObject> | {\"$a\":\"1e400\"}"
            })
    void xmlBecomesJson(String xml, String json) {
        HttpResponse<String> answer = lab.post("asJson", "application/xml", xml);
        assertThat(answer.body()).isEqualTo(json);
        assertThat(Lab.type(answer)).startsWith("application/json");
    }

    @Test
    void anEnvelopeMadeOfJsonLeavesAsItsContentUnlessSoapIsAskedFor() {
        HttpResponse<String> answer = lab.post("made", "application/json", "{\"a\":1}");
        assertThat(answer.body()).isEqualTo("<n>1</n>");
        assertThat(Lab.type(answer)).isEqualTo("application/xml");

        answer = lab.post("madeSoap", "application/json", "{\"a\":1}");
        assertThat(answer.body()).isEqualTo(Lab.soap(Lab.SOAP11, "<n>1</n>"));
        assertThat(Lab.type(answer)).isEqualTo("text/xml");

        lab.post("madePosted", "application/json", "{\"a\":1}");
        assertThat(lab.backend.last().body()).contains("Envelope", "<n>1</n>");
        assertThat(lab.backend.last().header("Content-Type")).startsWith("text/xml");
    }

    @Test
    void theBodyOfSoapBecomesJson() {
        assertThat(lab.post("asJson", "text/xml", Lab.soap(Lab.SOAP11, "<a><b>1</b></a>"))
                        .body())
                .isEqualTo("{\"a\":{\"b\":1}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":[1,2],\"b\":null} | <jsonObject><a>1</a><a>2</a><b/></jsonObject>",
                "[{\"a\":1},[2]] | <jsonArray><jsonElement><a>1</a></jsonElement><jsonElement><jsonArray><jsonElement>2"
                        + "</jsonElement></jsonArray></jsonElement></jsonArray>",
            })
    void jsonBecomesXml(String json, String xml) {
        HttpResponse<String> answer = lab.post("asXml", "application/json", json);
        assertThat(answer.body()).isEqualTo(xml);
        assertThat(Lab.type(answer)).startsWith("application/xml");
    }

    @ParameterizedTest
    @CsvSource({
        "asSoap11, http://schemas.xmlsoap.org/soap/envelope/, text/xml",
        "asSoap12, http://www.w3.org/2003/05/soap-envelope, application/soap+xml"
    })
    void anEnvelopeIsPutAroundWhatHasNone(String proxy, String namespace, String type) {
        HttpResponse<String> answer = lab.post(proxy, "application/xml", "<a>1</a>");
        assertThat(answer.body())
                .isEqualTo("<soapenv:Envelope xmlns:soapenv=\"" + namespace
                        + "\"><soapenv:Header/><soapenv:Body><a>1</a></soapenv:Body></soapenv:Envelope>");
        assertThat(Lab.type(answer)).startsWith(type);
    }

    @Test
    void theEnvelopeIsTakenOffForPlainXml() {
        assertThat(lab.post("asXml", "text/xml", Lab.soap(Lab.SOAP11, "<a x=\"1\">2</a>"))
                        .body())
                .isEqualTo("<a x=\"1\">2</a>");
    }

    @Test
    void oneVersionOfSoapBecomesTheOtherWithItsHeaders() {
        String envelope = "<s:Envelope xmlns:s=\"" + Lab.SOAP11
                + "\"><s:Header><h xmlns=\"urn:h\">1</h></s:Header><s:Body><a/></s:Body></s:Envelope>";
        assertThat(lab.post("asSoap12", "text/xml", envelope).body())
                .contains(Lab.SOAP12, "<h xmlns=\"urn:h\">1</h>", "<a/>")
                .doesNotContain(Lab.SOAP11);
    }

    @Test
    void whatIsInTheFormatAlreadyStaysAsItCame() {
        String odd = "{ \"a\" : 1.0 , \"a\" : [ ] }";
        assertThat(lab.post("asJson", "application/json; charset=UTF-8", odd).body())
                .isEqualTo(odd);
        assertThat(lab.post("asIs", "text/xml", "<a  b='1' />").body()).isEqualTo("<a  b='1' />");
    }

    @Test
    void textIsJsonAndXmlByItsWrapper() {
        assertThat(lab.post("asJson", "text/plain", "hello").body()).isEqualTo("{\"text\":\"hello\"}");
        assertThat(lab.post("asText", "application/xml", "<a>hello</a>").body()).isEqualTo("hello");
        assertThat(lab.post("asText", "application/json", "{\"a\":1}").body()).isEqualTo("{\"a\":1}");
    }

    @Test
    void formsAreXmlAndBack() {
        assertThat(lab.post("asXml", "application/x-www-form-urlencoded", "a=1&b=x+y&a=%3C")
                        .body())
                .isEqualTo("<xformValues><a>1</a><a>&lt;</a><b>x y</b></xformValues>");
        assertThat(lab.post("asForm", "application/json", "{\"a\":1,\"b\":\"x y\"}")
                        .body())
                .isEqualTo("a=1&b=x%20y");
        assertThat(lab.post("name", "application/x-www-form-urlencoded", "name=Ann")
                        .body())
                .isEqualTo("Ann");
    }

    @Test
    void xpathSeesABodyAroundEveryPayloadAndJsonPathEveryXml() {
        assertThat(lab.post("name", "application/json", "{\"name\":\"Ann\"}").body())
                .isEqualTo("Ann");
        assertThat(lab.post("name", "application/xml", "<p><name>Ann</name></p>")
                        .body())
                .isEqualTo("Ann");
        assertThat(lab.post("name", "text/xml", Lab.soap(Lab.SOAP12, "<name>Ann</name>"))
                        .body())
                .isEqualTo("Ann");
        assertThat(lab.post("jsonName", "application/xml", "<order><name>Ann</name></order>")
                        .body())
                .isEqualTo("Ann");
    }

    @Test
    void xpathSeesTheHeadersOfSoap() {
        String envelope = "<s:Envelope xmlns:s=\"" + Lab.SOAP11
                + "\"><s:Header><h xmlns=\"urn:h\">one</h></s:Header><s:Body><a/></s:Body></s:Envelope>";
        assertThat(lab.post("header", "text/xml", envelope).body()).isEqualTo("one a");
    }

    @Test
    void aSoapMessageWithANewBodyStaysSoap() {
        String envelope = "<s:Envelope xmlns:s=\"" + Lab.SOAP12
                + "\"><s:Header><h xmlns=\"urn:h\">1</h></s:Header><s:Body><a/></s:Body></s:Envelope>";
        HttpResponse<String> answer = lab.post("newBody", "application/soap+xml", envelope);
        assertThat(answer.body())
                .contains(Lab.SOAP12, "<h xmlns=\"urn:h\">1</h>", "<n>1</n>")
                .doesNotContain("<a/>");
        assertThat(Lab.type(answer)).startsWith("application/soap+xml");
        assertThat(lab.post("newBody", "application/xml", "<a/>").body()).isEqualTo("<n>1</n>");
    }

    @Test
    void anEndpointsFormatIsWhatTheBackendGets() {
        lab.post("soap11", "application/json", "{\"a\":1}", "SOAPAction", "\"urn:do\"");
        assertThat(lab.backend.last().header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
        assertThat(lab.backend.last().header("SOAPAction")).isEqualTo("\"urn:do\"");
        assertThat(lab.backend.last().body()).contains(Lab.SOAP11, "<jsonObject><a>1</a></jsonObject>");

        lab.post("soap12", "text/xml", Lab.soap(Lab.SOAP11, "<a/>"), "SOAPAction", "urn:do");
        assertThat(lab.backend.last().header("Content-Type"))
                .isEqualTo("application/soap+xml; charset=UTF-8; action=\"urn:do\"");
        assertThat(lab.backend.last().header("SOAPAction")).isEmpty();
        assertThat(lab.backend.last().body()).contains(Lab.SOAP12, "<a/>");

        lab.post("pox", "text/xml", Lab.soap(Lab.SOAP11, "<a/>"), "SOAPAction", "urn:do");
        assertThat(lab.backend.last().header("SOAPAction")).isEqualTo("urn:do");
        assertThat(lab.backend.last().header("Content-Type")).startsWith("application/xml");
        assertThat(lab.backend.last().body()).isEqualTo("<a/>");

        lab.post("rest", "application/json", "{}");
        assertThat(lab.backend.last().body()).isEqualTo("{}");

        lab.post("get", "text/xml", Lab.soap(Lab.SOAP11, "<q><a>1</a><b>x y</b></q>"));
        assertThat(lab.backend.last().method()).isEqualTo("GET");
        assertThat(lab.backend.last().uri()).isEqualTo("/get?a=1&b=x%20y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
                "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>",
                "<a>"
            })
    void whatIsNoSoundXmlIsAFault(String xml) {
        assertThat(lab.post("asJson", "application/xml", xml).statusCode()).isEqualTo(500);
        assertThat(lab.engine.log().containing("601000")).isNotEmpty();
    }

    @Test
    void deepNestingIsAFault() {
        String deep = "<a>".repeat(5000) + "</a>".repeat(5000);
        assertThat(lab.post("asJson", "application/xml", deep).statusCode()).isEqualTo(500);
        assertThat(lab.post("asXml", "application/json", "[".repeat(5000) + "]".repeat(5000))
                        .statusCode())
                .isEqualTo(500);
        assertThat(lab.post("asJson", "application/xml", "<a>1</a>").statusCode())
                .isEqualTo(200);
    }
}
