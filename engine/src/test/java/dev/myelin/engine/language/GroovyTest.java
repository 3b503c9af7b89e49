package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.LogCapture;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code script language="groovy"}: what {@code mc} can do, and what stops a script. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroovyTest {
    private static final String JSON = "application/json";
    private static final String XML = "application/xml";

    private Lab lab;

    private static String script(String name, String code) {
        return proxy(name, "<script language=\"groovy\"><![CDATA[" + code + "]]></script>");
    }

    private static String proxy(String name, String mediators) {
        return Lab.proxy(
                name,
                mediators + "<respond/>",
                "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
                        + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory>"
                        + "<property name=\"messageType\" value=\"text/plain\" scope=\"axis2\"/>"
                        + "<property name=\"HTTP_SC\" value=\"500\" scope=\"axis2\"/><respond/></faultSequence>");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(script(
                        "text",
                        "import groovy.json.*\n"
                                + "def o = new JsonSlurper().parseText(mc.getPayloadJSON())\n"
                                + "o.total = o.items.sum()\n"
                                + "mc.setPayloadJSON(JsonOutput.toJson(o))")
                + script("maps", "def o = mc.jsonObject(); mc.setPayloadJSON([twice: o.items*.multiply(2), n: o.none])")
                + script(
                        "xml",
                        "import groovy.util.XmlSlurper;\n"
                                + "def root = new XmlSlurper().parseText(mc.payloadXML);\n"
                                + "root.children().findAll { it.age.text().toInteger() < 30 }.replaceNode {};\n"
                                + "mc.setPayloadXML(groovy.xml.XmlUtil.serialize(root));")
                + script("unimported", "mc.setPayloadText(new XmlSlurper().parseText(mc.getPayloadXML()).b.text())")
                + script(
                        "properties",
                        "mc.setProperty('n', 41 + 1); mc.setProperty('HTTP_SC', '201', 'axis2')\n"
                                + "mc.setProperty('o', [a: [1]]); mc.setProperty('x-made', \"by-${'script'}\", 'transport')\n"
                                + "mc.setProperty('gone', 'x'); mc.removeProperty('gone')\n"
                                + "mc.setPayloadJSON([n: mc.getProperty('n'), a: mc.getProperty('o').a[0],"
                                + " gone: mc.getProperty('gone'), h: mc.getProperty('in', 'transport')])")
                + "<localEntry key=\"Library\"><![CDATA[def twice(x) { 2 * x }]]></localEntry>"
                + "<localEntry key=\"Code\"><![CDATA[def change(mc) {"
                + " mc.setPayloadJSON([v: twice(mc.jsonObject().v)]) }]]></localEntry>"
                + proxy(
                        "byKey",
                        "<script language=\"groovy\" key=\"Code\" function=\"change\">"
                                + "<include key=\"Library\"/></script>")
                + proxy("noFunction", "<script language=\"groovy\" key=\"Code\" function=\"none\"/>")
                + script("prints", "println \"six times seven: ${6 * 7}\"")
                + script("throws", "def a = 1\nnull.x")
                + script("checked", "throw new java.io.IOException('no disk')")
                + script("asserts", "assert mc.jsonObject().a == 2")
                + script("linkage", "throw new NoClassDefFoundError('a.B')")
                + script("error", "throw new Error('odd')")
                + script(
                        "addressing",
                        "mc.setFrom('urn:a'); mc.setFaultTo(\"urn:${'b'}\")\n"
                                + "mc.setJsonObject([from: mc.getFrom(), faultTo: mc.getFaultTo()])")
                + script("endless", "while (true) { try { while (true) {} } catch (Exception e) {} }")
                + script("greedy", "def a; while (true) { a = new byte[1 << 20] }")
                + script("deep", "def f(x) { f(x + 1) + 1 }\nf(0)")
                + script(
                        "remember",
                        "seen = binding.hasVariable('seen') ? seen + 1 : 1; mc.setPayloadJSON([seen: seen])")
                + script("xxe", "new XmlSlurper().parseText('<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>')"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String json(String proxy, String body) {
        return lab.post(proxy, JSON, body).body();
    }

    @Test
    void jsonGoesInAndOutAsTextAndAsValues() {
        assertThat(json("text", "{\"items\":[1,2,3]}")).isEqualTo("{\"items\":[1,2,3],\"total\":6}");
        assertThat(json("maps", "{\"items\":[1,2.5]}")).isEqualTo("{\"twice\":[2,5.0],\"n\":null}");
    }

    @Test
    void xmlGoesInAndOutAsTextForTheSlurpersWhereverOlderVersionsHadThem() {
        String people = "<people><p><age>20</age></p><p><age>40</age></p></people>";
        assertThat(lab.post("xml", XML, people).body())
                .isEqualToIgnoringWhitespace("<people><p><age>40</age></p></people>");
        assertThat(lab.post("xml", "text/xml", Lab.soap(Lab.SOAP11, people)).body())
                .contains("Envelope")
                .contains("<age>40</age>")
                .doesNotContain("20");
        assertThat(lab.post("unimported", XML, "<a><b>c</b></a>").body()).isEqualTo("c");
    }

    @Test
    void propertiesOfEveryScopeCanBeReadAndSet() {
        HttpResponse<String> answer = lab.post("properties", JSON, "{}", "in", "5");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"n\":42,\"a\":1,\"gone\":null,\"h\":\"5\"}");
        assertThat(answer.headers().firstValue("x-made")).contains("by-script");
    }

    @Test
    void addressesCanBeReadAndSet() {
        assertThat(json("addressing", "{}")).isEqualTo("{\"from\":\"urn:a\",\"faultTo\":\"urn:b\"}");
    }

    @Test
    void aScriptByKeyRunsItsFunctionAfterWhatItIncludes() {
        assertThat(json("byKey", "{\"v\":21}")).isEqualTo("{\"v\":42}");
        assertThat(json("noFunction", "{}")).isEqualTo("fault: Code: function none (expected: one of the script)");
    }

    @Test
    void whatAScriptPrintsIsLogged() {
        try (LogCapture log = new LogCapture()) {
            json("prints", "{}");
            assertThat(log.containing("six times seven"))
                    .singleElement()
                    .asString()
                    .contains("six times seven: 42");
        }
    }

    @Test
    void whatAScriptThrowsIsAFaultWithTheLine() {
        assertThat(json("throws", "{}")).startsWith("fault: ").contains("(line 2)");
        assertThat(json("checked", "{}")).isEqualTo("fault: checked/script: no disk (line 1)");
        assertThat(json("asserts", "{\"a\":1}")).startsWith("fault: ").contains("assert ");
        assertThat(json("linkage", "{}")).isEqualTo("fault: linkage/script: a.B (line 1)");
        assertThat(json("error", "{}")).isEqualTo("fault: java.lang.Error: odd");
    }

    @Test
    void aScriptThatTakesTooMuchIsStoppedWhileOthersAreServed() {
        var endless = lab.later("endless", JSON, "{}");
        assertThat(json("maps", "{\"items\":[]}")).isEqualTo("{\"twice\":[],\"n\":null}");
        assertThat(endless.join().body()).startsWith("fault: ").contains("and was stopped");
        assertThat(json("greedy", "{}")).contains("took more than 512 MiB of memory and was stopped");
        assertThat(json("deep", "{}")).startsWith("fault: ");
    }

    @Test
    void aScriptLeavesNothingBehind() {
        assertThat(json("remember", "{}")).isEqualTo("{\"seen\":1}");
        assertThat(json("remember", "{}")).isEqualTo("{\"seen\":1}");
    }

    @Test
    void documentTypesAreRefused() {
        assertThat(json("xxe", "{}")).startsWith("fault: ").containsIgnoringCase("doctype");
    }
}
