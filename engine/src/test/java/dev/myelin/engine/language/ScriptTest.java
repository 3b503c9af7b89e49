package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.LogCapture;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code script}: what {@code mc} can do, and what a script cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScriptTest {
    private static final String JSON = "application/json";
    private static final String XML = "application/xml";

    private Lab lab;

    private static String script(String name, String language, String code) {
        return proxy(name, "<script language=\"" + language + "\"><![CDATA[" + code + "]]></script>");
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

    private static String more() {
        return script(
                        "headers",
                        "js",
                        "mc.addHeader(false, <u:id xmlns:u=\"urn:u\">{mc.getPayloadXML().id.toString()}</u:id>);"
                                + "mc.addHeader(true, '<t xmlns=\"urn:t\" a=\"1\"/>');")
                + script("printed", "js", "print('order', 5, 'is', true);")
                + script("ended", "js", "mc.getPayloadJSON().go;")
                + "<localEntry key=\"Gate\"><![CDATA[function open(mc) { return mc.getPayloadJSON().go; }]]></localEntry>"
                + proxy("endedByKey", "<script language=\"js\" key=\"Gate\" function=\"open\"/>")
                + script("throws", "js", "var a = 1;\nnull.x;");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(script(
                        "json",
                        "nashornJs",
                        "var o = mc.getPayloadJSON(); o.total = o.items.reduce((a, b) => a + b, 0);"
                                + " mc.setPayloadJSON(o);")
                + script("jsonText", "js", "mc.setPayloadJSON('{\"a\":' + mc.getPayloadJSON().a + '}')")
                + script(
                        "xml",
                        "rhinoJs",
                        "var s = mc.getPayloadXML()..*::Code.toString();"
                                + "mc.setPayloadXML(<m:q xmlns:m=\"urn:q\"><m:symbol>{s}</m:symbol></m:q>);")
                + proxy(
                        "escaped",
                        "<script language=\"js\">mc.setPayloadXML(&lt;r>{mc.getProperty('p')}&lt;/r>);</script>"
                                .replace("<script", "<property name=\"p\" value=\"v&amp;w\"/><script"))
                + script(
                        "properties",
                        "js",
                        "mc.setProperty('n', 41 + 1); mc.setProperty('HTTP_SC', '201', 'axis2');"
                                + "mc.setProperty('o', {a: [1]}); mc.setProperty('x-made', 'by-script', 'transport');"
                                + "mc.setPayloadJSON({n: mc.getProperty('n'), a: mc.getProperty('o').a[0],"
                                + " none: mc.getProperty('none'), h: mc.getProperty('in', 'transport')});")
                + "<localEntry key=\"Library\"><![CDATA[function twice(x) { return 2 * x; }]]></localEntry>"
                + "<localEntry key=\"Code\"><![CDATA[function change(mc) {"
                + " mc.setPayloadJSON({v: twice(mc.getPayloadJSON().v)}); }]]></localEntry>"
                + proxy(
                        "byKey",
                        "<script language=\"js\" key=\"Code\" function=\"change\">"
                                + "<include key=\"Library\"/></script>")
                + proxy("noFunction", "<script language=\"js\" key=\"Code\" function=\"none\"/>")
                + more()
                + script("endless", "js", "while (true) { try { while (true) {} } catch (e) {} }")
                + script("greedy", "js", "var a = []; while (true) { a = a.concat([1, 2, 3]).concat(a); }")
                + script("deep", "js", "function f() { return f() + 1; } f();")
                + script("java", "js", "java.lang.System.exit(1);")
                + script("packages", "js", "Packages.java.io.File('/etc/passwd');")
                + script("reflection", "js", "mc.getClass().forName('java.lang.Runtime');")
                + script(
                        "constructor",
                        "js",
                        "mc.setPayloadText('' + mc.constructor.constructor('return this.java')());")
                + script(
                        "remember",
                        "js",
                        "seen = typeof seen == 'undefined' ? 1 : seen + 1;" + " mc.setPayloadJSON({seen: seen});")
                + script(
                        "pollute",
                        "js",
                        "Object.prototype.evil = 1; Array.prototype.push = null;" + " mc.setPayloadJSON({});")
                + script(
                        "clean",
                        "js",
                        "var a = []; a.push(1);" + " mc.setPayloadJSON({n: a.length, evil: typeof ({}).evil});")
                + script(
                        "xxe",
                        "js",
                        "mc.setPayloadXML(new XML('<!DOCTYPE a [<!ENTITY e SYSTEM"
                                + " \"file:///etc/hostname\">]><a>&e;</a>'));"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String json(String proxy, String body) {
        return lab.post(proxy, JSON, body).body();
    }

    @Test
    void headersAreAddedToTheEnvelope() {
        String body = lab.post("headers", "text/xml", Lab.soap(Lab.SOAP11, "<o><id>5</id></o>"))
                .body();
        assertThat(body).contains("<u:id xmlns:u=\"urn:u\">5</u:id>", "mustUnderstand=\"1\"", "a=\"1\"");
        String second = lab.post("headers", "application/soap+xml", Lab.soap(Lab.SOAP12, "<o><id>5</id></o>"))
                .body();
        assertThat(second).contains("mustUnderstand=\"true\"");
    }

    @Test
    void whatIsPrintedGoesToTheLogOfTheArtefact() {
        try (LogCapture log = new LogCapture()) {
            assertThat(lab.post("printed", JSON, "{}").statusCode()).isEqualTo(200);
            assertThat(log.containing("INFO myelin.log.printed - order 5 is true"))
                    .hasSize(1);
        }
    }

    @Test
    void aScriptThatYieldsFalseEndsTheFlow() {
        for (String proxy : new String[] {"ended", "endedByKey"}) {
            assertThat(lab.post(proxy, JSON, "{\"go\":false}").statusCode()).isEqualTo(202);
            assertThat(lab.post(proxy, JSON, "{\"go\":true}").statusCode()).isEqualTo(200);
            assertThat(lab.post(proxy, JSON, "{\"go\":0}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void jsonGoesInAndOutAsValues() {
        assertThat(json("json", "{\"items\":[1,2,3]}")).isEqualTo("{\"items\":[1,2,3],\"total\":6}");
        assertThat(json("jsonText", "{\"a\":7}")).isEqualTo("{\"a\":7}");
    }

    @Test
    void xmlGoesInAndOutAsXmlOfJavaScript() {
        String body = "<m:c xmlns:m=\"urn:m\"><m:Code>IBM</m:Code></m:c>";
        assertThat(lab.post("xml", XML, body).body())
                .isEqualToIgnoringWhitespace("<m:q xmlns:m=\"urn:q\"><m:symbol>IBM</m:symbol></m:q>");
        assertThat(lab.post("xml", "text/xml", Lab.soap(Lab.SOAP11, body)).body())
                .contains("Envelope")
                .contains("<m:symbol>IBM</m:symbol>");
        assertThat(lab.post("escaped", XML, "<a/>").body()).isEqualTo("<r>v&amp;w</r>");
    }

    @Test
    void propertiesOfEveryScopeCanBeReadAndSet() {
        HttpResponse<String> answer = lab.post("properties", JSON, "{}", "in", "5");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"n\":42,\"a\":1,\"none\":null,\"h\":\"5\"}");
        assertThat(answer.headers().firstValue("x-made")).contains("by-script");
    }

    @Test
    void aScriptByKeyRunsItsFunctionAfterWhatItIncludes() {
        assertThat(json("byKey", "{\"v\":21}")).isEqualTo("{\"v\":42}");
        assertThat(json("noFunction", "{}")).isEqualTo("fault: Code: function none (expected: one of the script)");
    }

    @Test
    void whatAScriptThrowsIsAFaultWithTheLine() {
        assertThat(json("throws", "{}")).startsWith("fault: ").contains("(line 2)");
    }

    @Test
    void aScriptWithoutEndIsStoppedWhileOthersAreServed() {
        Instant begun = Instant.now();
        var endless = lab.later("endless", JSON, "{}");
        assertThat(json("jsonText", "{\"a\":7}")).isEqualTo("{\"a\":7}");
        assertThat(endless.join().body()).startsWith("fault: ").contains("and was stopped");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void aScriptThatTakesAllMemoryOrStackIsStopped() {
        assertThat(json("greedy", "{}")).startsWith("fault: ");
        assertThat(json("deep", "{}")).startsWith("fault: ");
        assertThat(json("jsonText", "{\"a\":7}")).isEqualTo("{\"a\":7}");
    }

    @Test
    void noClassOfJavaCanBeReached() {
        assertThat(json("java", "{}")).startsWith("fault: ").contains("\"java\" is not defined");
        assertThat(json("packages", "{}")).startsWith("fault: ").contains("\"Packages\" is not defined");
        assertThat(json("reflection", "{}")).startsWith("fault: ");
        assertThat(json("constructor", "{}")).isEqualTo("undefined");
        assertThat(lab.post("xxe", XML, "<a/>").body()).doesNotContain("<a>");
    }

    @Test
    void nothingOfARunIsLeftForTheNext() {
        assertThat(json("remember", "{}")).isEqualTo("{\"seen\":1}");
        assertThat(json("remember", "{}")).isEqualTo("{\"seen\":1}");
        json("pollute", "{}");
        assertThat(json("clean", "{}")).isEqualTo("{\"n\":1,\"evil\":\"undefined\"}");
    }
}
