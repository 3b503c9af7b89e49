package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code xslt}, {@code fastXSLT}, {@code xquery}, {@code validate}, {@code jsontransform}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransformationsTest {
    private static final String XML = "application/xml";
    private static final String JSON = "application/json";
    private static final String ORDER = "<order><id>5</id><name>Ann</name></order>";

    private Lab lab;

    private static String entry(String key, String content) {
        return "<localEntry key=\"" + key + "\">" + content + "</localEntry>";
    }

    private static String stylesheet(String key, String templates) {
        return entry(
                key,
                "<xsl:stylesheet xmlns=\"\" xmlns:m0=\"urn:m\" exclude-result-prefixes=\"m0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">"
                        + templates + "</xsl:stylesheet>");
    }

    private static String answer(String name, String mediators) {
        return Lab.proxy(name, mediators + "<respond/>", failing());
    }

    private static String failing() {
        return "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
                + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory>"
                + "<property name=\"messageType\" value=\"text/plain\" scope=\"axis2\"/>"
                + "<property name=\"HTTP_SC\" value=\"500\" scope=\"axis2\"/><respond/></faultSequence>";
    }

    private static String validate(String name, String schema, String more) {
        return answer(
                name,
                "<validate" + more + "><schema key=\"" + schema + "\"/><on-fail><payloadFactory media-type=\"text\">"
                        + "<format>invalid: $1</format><args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args>"
                        + "</payloadFactory><respond/></on-fail></validate>");
    }

    private static String xsd(String content) {
        return "<xs:schema xmlns=\"\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">" + content + "</xs:schema>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(stylesheets() + queries() + schemas());
    }

    private static String stylesheets() {
        return unescaping()
                + stylesheet(
                        "Sheet",
                        "<xsl:param name=\"who\"/><xsl:template match=\"/order\"><sent to=\"{$who}\">"
                                + "<xsl:value-of select=\"id\"/></sent></xsl:template>")
                + stylesheet(
                        "Text",
                        "<xsl:output method=\"text\"/><xsl:template match=\"/\">id=<xsl:value-of select=\"//id\"/>"
                                + "</xsl:template>")
                + stylesheet(
                        "File",
                        "<xsl:template match=\"/\"><x><xsl:copy-of select=\"document('file:///etc/hostname')\"/></x>"
                                + "</xsl:template>")
                + stylesheet(
                        "Library", "<xsl:template match=\"name\"><n><xsl:value-of select=\".\"/></n></xsl:template>")
                + stylesheet(
                        "Importing",
                        "<xsl:import href=\"lib.xsl\"/><xsl:template match=\"/order\"><o>"
                                + "<xsl:apply-templates select=\"name\"/></o></xsl:template>")
                + stylesheet(
                        "Envelope",
                        "<xsl:template match=\"/\"><root><xsl:value-of select=\"local-name(*)\"/></root></xsl:template>")
                + answer("sheet", "<xslt key=\"Sheet\"><property name=\"who\" value=\"Bob\"/></xslt>")
                + answer(
                        "parameter",
                        "<property name=\"p\" value=\"Eve\"/><xslt key=\"Sheet\">"
                                + "<property name=\"who\" expression=\"$ctx:p\"/></xslt>")
                + answer("text", "<xslt key=\"Text\"/>")
                + answer("file", "<xslt key=\"File\"/>")
                + answer("importing", "<xslt key=\"Importing\"><resource location=\"lib.xsl\" key=\"Library\"/></xslt>")
                + answer("named", "<xslt key=\"{$trp:sheet}\"/>")
                + answer("part", "<xslt key=\"Text\" source=\"//id\"/>")
                + answer(
                        "property",
                        "<xslt key=\"Text\" target=\"made\"/><property name=\"made\" expression=\"$ctx:made\""
                                + " scope=\"transport\"/>")
                + answer("envelope", "<xslt key=\"Envelope\" source=\"/*\"/>")
                + answer("fast", "<fastXSLT key=\"Envelope\"/>");
    }

    private static String unescaping() {
        return stylesheet(
                        "Unwrap",
                        "<xsl:output indent=\"yes\"/><xsl:template match=\"/\"><out><a/>"
                                + "<xsl:value-of select=\"//text()\" disable-output-escaping=\"yes\"/></out></xsl:template>")
                + stylesheet(
                        "Bare",
                        "<xsl:template match=\"/\">"
                                + "<xsl:value-of select=\"//text()\" disable-output-escaping=\"yes\"/></xsl:template>")
                + answer("unwrap", "<xslt key=\"Unwrap\"/>")
                + answer("bare", "<xslt key=\"Bare\"/>");
    }

    private static String queries() {
        return entry(
                        "Query",
                        "<![CDATA[declare variable $payload as document-node() external;"
                                + "declare variable $n as xs:int external;"
                                + "<r><id>{$payload//id/text()}</id><n>{$n + 1}</n></r>]]>")
                + entry("Wrapped", "<x xmlns=\"\">declare variable $n as xs:int external; &lt;r>{$n}&lt;/r></x>")
                + answer("wrapped", "<xquery key=\"Wrapped\"><variable name=\"n\" type=\"INT\" value=\"7\"/></xquery>")
                + entry("Text.xq", "<![CDATA[declare variable $s external; concat('<', $s)]]>")
                + entry("File.xq", "<![CDATA[doc('file:///etc/hostname')]]>")
                + answer(
                        "query",
                        "<xquery key=\"Query\"><variable name=\"payload\" type=\"ELEMENT\"/>"
                                + "<variable name=\"n\" type=\"INT\" value=\"41\"/></xquery>")
                + answer(
                        "queryText",
                        "<xquery key=\"Text.xq\" target=\"//name\"><variable name=\"s\" type=\"STRING\""
                                + " expression=\"//id\"/></xquery>")
                + answer("queryFile", "<xquery key=\"File.xq\"/>");
    }

    private static String schemas() {
        return entry(
                        "Schema",
                        xsd("<xs:element name=\"order\"><xs:complexType><xs:sequence>"
                                + "<xs:element name=\"id\" type=\"xs:int\"/>"
                                + "<xs:element name=\"name\" type=\"xs:string\"/>"
                                + "</xs:sequence></xs:complexType></xs:element>"))
                + entry("Including", xsd("<xs:include schemaLocation=\"part.xsd\"/>"))
                + entry("Outside", xsd("<xs:element name=\"x\" type=\"xs:int\"/>"))
                + entry(
                        "Json",
                        "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"integer\"},"
                                + "\"code\":{\"type\":\"string\",\"pattern\":\"^(.*a){12}!$\"}}}")
                + entry(
                        "Types",
                        "{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"object\",\"properties\":{"
                                + "\"id\":{\"type\":\"string\"},\"tag\":{\"type\":\"array\",\"items\":"
                                + "{\"type\":\"integer\"}}}}}}")
                + validate("xsd", "Schema", "")
                + validate("xsdPart", "Outside", " source=\"//x\"")
                + answer(
                        "including",
                        "<validate><schema key=\"Including\"/><resource location=\"part.xsd\" key=\"Schema\"/>"
                                + "<on-fail><drop/></on-fail></validate>")
                + validate("json", "Json", "")
                + validate("jsonPart", "Json", " source=\"json-eval($.inner)\"")
                + answer("types", "<jsontransform schema=\"Types\"/>")
                + answer(
                        "untyped",
                        "<jsontransform><property name=\"synapse.commons.json.output.autoPrimitive\""
                                + " value=\"false\"/></jsontransform>")
                + answer(
                        "rules",
                        "<jsontransform><property name=\"synapse.commons.enableXmlNullForEmptyElement\""
                                + " value=\"false\"/><property value=\"1[0-9]+\""
                                + " name=\"synapse.commons.json.output.disableAutoPrimitive.regex\"/></jsontransform>")
                + answer(
                        "ignored",
                        "<jsontransform><property name=\"synapse.commons.json.preserve.namespace\" value=\"true\"/>"
                                + "</jsontransform>")
                + answer(
                        "emptyTexts",
                        "<jsontransform><property name=\"synapse.commons.enableXmlNullForEmptyElement\""
                                + " value=\"false\"/></jsontransform>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String xml(String proxy, String body) {
        return lab.post(proxy, XML, body).body();
    }

    @Test
    void aStylesheetGetsItsParametersAndTheResultTakesTheBodysPlace() {
        assertThat(xml("sheet", ORDER)).isEqualTo("<sent to=\"Bob\">5</sent>");
        assertThat(xml("parameter", ORDER)).isEqualTo("<sent to=\"Eve\">5</sent>");
        String soap = Lab.soap(Lab.SOAP11, ORDER);
        assertThat(lab.post("sheet", "text/xml", soap).body()).contains("Body><sent to=\"Bob\">5</sent></");
    }

    @Test
    void theTextOfAStylesheetBecomesATextPayload() {
        HttpResponse<String> answer = lab.post("text", XML, ORDER);
        assertThat(answer.body()).isEqualTo("id=5");
        assertThat(Lab.type(answer)).startsWith("text/plain");
    }

    @Test
    void onlyAPartIsTransformedOrTheResultBecomesAProperty() {
        assertThat(xml("part", ORDER)).isEqualTo("<order>id=5<name>Ann</name></order>");
        HttpResponse<String> answer = lab.post("property", XML, ORDER);
        assertThat(answer.body()).isEqualTo(ORDER);
        assertThat(answer.headers().firstValue("made")).contains("id=5");
    }

    @Test
    void textThatAStylesheetWritesUnescapedIsMarkup() {
        assertThat(xml("unwrap", "<x>&lt;b n=\"1\">c&lt;/b></x>")).isEqualTo("<out><a/><b n=\"1\">c</b></out>");
        assertThat(xml("bare", "<x>&lt;b/></x>")).isEqualTo("<b/>");
        assertThat(xml("bare", "<x>text</x>")).isEqualTo("text");
        assertThat(xml("unwrap", "<x>&lt;b></x>")).startsWith("fault: ");
    }

    @Test
    void theKeyCanComeFromTheMessage() {
        assertThat(lab.post("named", XML, ORDER, "sheet", "Text").body()).isEqualTo("id=5");
        assertThat(lab.post("named", XML, ORDER, "sheet", "None").body())
                .startsWith("fault: key: None (expected: a local entry");
        assertThat(lab.post("named", XML, ORDER, "sheet", "../deployment.toml").body())
                .startsWith("fault: key: ../deployment.toml (expected");
    }

    @Test
    void importsAreFoundByTheirResources() {
        assertThat(xml("importing", ORDER)).isEqualTo("<o><n>Ann</n></o>");
    }

    @Test
    void nothingOutsideOfTheMessageCanBeRead() {
        assertThat(xml("file", ORDER)).startsWith("fault: xslt: ").contains("nothing outside of the message");
        assertThat(xml("queryFile", ORDER)).startsWith("fault: xquery: ").contains("nothing outside of the message");
    }

    @Test
    void fastXsltSeesTheMessageAsItCame() {
        assertThat(xml("fast", ORDER)).isEqualTo("<root>order</root>");
        String soap = Lab.soap(Lab.SOAP11, ORDER);
        assertThat(lab.post("fast", "text/xml", soap).body()).contains("Body><root>Envelope</root></");
        assertThat(xml("envelope", ORDER)).isEqualTo("<root>Envelope</root>");
    }

    @Test
    void aLargeMessageIsTransformedOnAWorker() {
        String large = ORDER.replace("Ann", "n".repeat(200_000));
        assertThat(xml("sheet", large)).isEqualTo("<sent to=\"Bob\">5</sent>");
    }

    @Test
    void aQueryGetsItsVariablesAndItsResultReplacesTheTarget() {
        assertThat(xml("query", ORDER)).isEqualTo("<r><id>5</id><n>42</n></r>");
        assertThat(xml("wrapped", ORDER)).isEqualTo("<r>7</r>");
        assertThat(xml("queryText", ORDER)).isEqualTo("<order><id>5</id><name>&lt;5</name></order>");
    }

    @Test
    void anInvalidMessageRunsOnFailAndAValidOneDoesNot() {
        assertThat(xml("xsd", ORDER)).isEqualTo(ORDER);
        assertThat(xml("xsd", ORDER.replace("5", "five")))
                .startsWith("invalid: ")
                .contains("'five' is not a valid value for 'integer'");
        assertThat(lab.post("xsd", "text/xml", Lab.soap(Lab.SOAP12, ORDER)).body())
                .contains(ORDER);
        assertThat(xml("xsdPart", "<a><x>1</x></a>")).isEqualTo("<a><x>1</x></a>");
        assertThat(xml("xsdPart", "<a><x>y</x></a>")).startsWith("invalid: ");
        assertThat(xml("xsdPart", "<a/>")).isEqualTo("invalid: validate: //x (expected: an element)");
        assertThat(xml("including", ORDER)).isEqualTo(ORDER);
    }

    @Test
    void aJsonSchemaChecksJson() {
        assertThat(lab.post("json", JSON, "{\"id\":5}").body()).isEqualTo("{\"id\":5}");
        assertThat(lab.post("json", JSON, "{\"id\":\"five\"}").body())
                .startsWith("invalid: ")
                .contains("integer");
        assertThat(lab.post("jsonPart", JSON, "{\"inner\":{\"id\":5}}").body()).isEqualTo("{\"inner\":{\"id\":5}}");
        assertThat(lab.post("jsonPart", JSON, "{\"inner\":{}}").body()).startsWith("invalid: ");
        assertThat(lab.post("jsonPart", JSON, "{}").body()).startsWith("invalid: ");
    }

    @Test
    void emptyElementsAreNullUnlessTextsAreAskedFor() {
        assertThat(xml("untyped", "<a><b/><c>x</c></a>")).isEqualTo("{\"a\":{\"b\":null,\"c\":\"x\"}}");
        assertThat(xml("emptyTexts", "<a><b/><c>x</c></a>")).isEqualTo("{\"a\":{\"b\":\"\",\"c\":\"x\"}}");
    }

    @Test
    void aPatternOfASchemaThatBacktracksWithoutEndIsStopped() {
        String code = "a".repeat(60);
        assertThat(lab.post("json", JSON, "{\"id\":5,\"code\":\"" + code + "\"}")
                        .body())
                .contains("backtracks without end");
    }

    @Test
    void jsonGetsTheTypesOfASchema() {
        HttpResponse<String> answer = lab.post("types", XML, "<order><id>007</id><tag>1</tag></order>");
        assertThat(answer.body()).isEqualTo("{\"order\":{\"id\":\"007\",\"tag\":[1]}}");
        assertThat(Lab.type(answer)).startsWith(JSON);
        assertThat(xml("types", "<order><tag>x</tag></order>"))
                .isEqualTo("fault: jsontransform: $.order.tag: x (expected: integer)");
        assertThat(xml("types", "<order><id/><tag/></order>")).isEqualTo("{\"order\":{\"id\":null,\"tag\":[]}}");
        assertThat(xml("untyped", "<a><b>1</b></a>")).isEqualTo("{\"a\":{\"b\":\"1\"}}");
    }

    @Test
    void propertiesOfJsontransformSayHowXmlBecomesJson() {
        assertThat(xml("rules", "<a><b/><c>12</c><d>1</d></a>")).isEqualTo("{\"a\":{\"b\":\"\",\"c\":\"12\",\"d\":1}}");
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(each -> each.code().equals("MYL-2092"))
                .singleElement()
                .satisfies(each -> assertThat(each.message())
                        .startsWith("jsontransform: property synapse.commons.json.preserve.namespace has no effect"));
    }
}
