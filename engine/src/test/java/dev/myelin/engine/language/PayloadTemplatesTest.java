package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code payloadFactory}: FreeMarker, formats by key, arguments that are JSON or XML themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayloadTemplatesTest {
    private static final String PERSON = "{\"first\":\"Ann\",\"n\":12345,\"ok\":true,\"list\":[{\"v\":1},{\"v\":2}]}";

    private Lab lab;

    private static String freemarker(String media, String template, String args) {
        return "<payloadFactory media-type=\"" + media + "\" template-type=\"freemarker\"><format><![CDATA[" + template
                + "]]></format>" + args + "</payloadFactory><respond/>";
    }

    private static String plain(String media, String format, String args) {
        return "<payloadFactory media-type=\"" + media + "\"><format>" + format + "</format><args>" + args
                + "</args></payloadFactory><respond/>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(Lab.proxy(
                        "all",
                        "<variable name=\"id\" type=\"INTEGER\" value=\"5\"/><variable name=\"j\" type=\"JSON\""
                                + " value=\"{&quot;a&quot;:[7]}\"/><property name=\"c\" value=\"x\"/>"
                                + "<property name=\"d\" scope=\"axis2\" value=\"y\"/>"
                                + "<header name=\"T\" scope=\"transport\" value=\"z\"/>"
                                + freemarker(
                                        "json",
                                        "{\"name\": \"${payload.first}\", \"n\": ${payload.n}, \"ok\": ${payload.ok},"
                                                + " \"id\": ${vars.id + 1}, \"j\": ${var.j.a[0]}, \"c\": \"${ctx.c}\","
                                                + " \"d\": \"${axis2.d}\", \"t\": \"${trp.T}\", \"arg\": \"${args.arg1}\","
                                                + " \"list\": [<#list payload.list as e>${e.v}<#sep>,</#list>],"
                                                + " \"none\": \"${payload.none!'-'}\", \"keys\":"
                                                + " \"<#list payload?keys as k>${k} </#list>\"}",
                                        "<args><arg expression=\"json-eval($.n)\"/></args>"))
                + Lab.proxy(
                        "xml",
                        freemarker("xml", "<all><#list payload.o.i as e><n a=\"${e.@k}\">${e}</n></#list></all>", ""))
                + Lab.proxy("text", freemarker("text", "got ${payload?length}", ""))
                + Lab.proxy("missing", freemarker("text", "a\n${payload.none}", ""), fault())
                + Lab.proxy("class", freemarker("text", "${'java.lang.Runtime'?new()}", ""), fault())
                + Lab.proxy("include", freemarker("text", "<#include \"/etc/passwd\">", ""), fault())
                + Lab.proxy("large", freemarker("text", "<#list 1..9000000 as i>abcdef</#list>", ""), fault())
                + Lab.proxy("deep", freemarker("text", "<#macro m><@m/></#macro><@m/>", ""), fault())
                + Lab.proxy(
                        "xmlInJson",
                        plain(
                                "json",
                                "{\"o\": $1, \"s\": \"$2\"}",
                                "<arg expression=\"//i\"/><arg expression=\"//t\"/>"))
                + Lab.proxy(
                        "jsonInXml", plain("xml", "<o xmlns=\"\">$1</o>", "<arg evaluator=\"json\" expression=\"$\"/>"))
                + Lab.proxy(
                        "literal",
                        plain(
                                "json",
                                "{\"a\": \"$1\"}",
                                "<arg literal=\"true\" evaluator=\"json\" expression=\"$.first\"/>"))
                + Lab.proxy(
                        "entry",
                        "<payloadFactory media-type=\"json\"><format key=\"greeting\"/></payloadFactory><respond/>")
                + "<localEntry key=\"greeting\"><![CDATA[{\"hi\": \"${payload.first}\"}]]></localEntry>");
    }

    private static String fault() {
        return "<faultSequence><payloadFactory media-type=\"text\"><format>${properties.synapse.ERROR_MESSAGE}</format>"
                + "</payloadFactory><respond/></faultSequence>";
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String json(String proxy) {
        return lab.post(proxy, "application/json", PERSON).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void freeMarkerReadsTheWholeMessage() {
        HttpResponse<String> answer = lab.post("all", "application/json", PERSON);
        assertThat(answer.body())
                .isEqualTo("{\"name\": \"Ann\", \"n\": 12345, \"ok\": true, \"id\": 6, \"j\": 7, \"c\": \"x\","
                        + " \"d\": \"y\", \"t\": \"z\", \"arg\": \"12345\", \"list\": [1,2], \"none\": \"-\", \"keys\":"
                        + " \"first n ok list \"}");
        assertThat(Lab.type(answer)).startsWith("application/json");
    }

    @Test
    void freeMarkerReadsXmlAndText() {
        assertThat(lab.post("xml", "application/xml", "<o><i k=\"1\">a</i><i k=\"2\">b</i></o>")
                        .body())
                .isEqualTo("<all><n a=\"1\">a</n><n a=\"2\">b</n></all>");
        assertThat(lab.post("text", "text/plain", "hello").body()).isEqualTo("got 5");
    }

    @Test
    void whatGoesWrongInATemplateIsAFaultWithItsPlace() {
        assertThat(json("missing")).contains("missing: format in line 2, column 3", "payload.none");
    }

    @Test
    void templatesReachNothingButTheMessage() {
        assertThat(json("class")).contains("class: format").contains("not allowed");
        assertThat(json("include")).contains("include: format").doesNotContain("root:");
        assertThat(json("large")).contains("large: the template gives more than 16777216 characters");
        assertThat(json("deep")).contains("deep: the template calls itself too often");
    }

    @Test
    void argumentsBecomeWhatTheyArePutInto() {
        assertThat(lab.post("xmlInJson", "application/xml", "<r><i><a>1</a></i><t>x \"y\"</t></r>")
                        .body())
                .isEqualTo("{\"o\": {\"i\":{\"a\":1}}, \"s\": \"x \\\"y\\\"\"}");
        assertThat(lab.post("jsonInXml", "application/json", "{\"a\":{\"b\":1}}")
                        .body())
                .isEqualTo("<o><a><b>1</b></a></o>");
        assertThat(json("literal")).isEqualTo("{\"a\": \"Ann\"}");
    }

    @Test
    void formatsAreFoundByTheirKey() {
        assertThat(json("entry")).isEqualTo("{\"hi\": \"Ann\"}");
        try (EngineHarness engine = EngineHarness.start(conf -> conf.file("registry/conf/f.json", "{\"n\": $1}")
                .file("registry/conf/g.ftl", "{\"m\": ${payload.n?c}}")
                .definitions(Lab.proxy("fixed", keyed("conf:/f.json", "default"))
                        + Lab.proxy("chosen", keyed("{$trp:X-Format}", "default"), fault())
                        + Lab.proxy("marker", keyed("conf:/g.ftl", "freemarker"))))) {
            assertThat(engine.engine().diagnostics()).isEmpty();
            int port = engine.httpPort();
            assertThat(Http11.post(port, "/services/fixed", PERSON)).isEqualTo("{\"n\": 12345}");
            assertThat(Http11.post(port, "/services/chosen", PERSON, "X-Format", "conf:/f.json"))
                    .isEqualTo("{\"n\": 12345}");
            assertThat(Http11.post(port, "/services/marker", PERSON)).isEqualTo("{\"m\": 12345}");
            assertThat(Http11.post(port, "/services/chosen", PERSON, "X-Format", "conf:/none"))
                    .contains("key: conf:/none (expected: a local entry or a file of the registry folder");
        }
    }

    private static String keyed(String key, String type) {
        return "<payloadFactory media-type=\"json\" template-type=\"" + type + "\"><format key=\"" + key
                + "\"/><args><arg evaluator=\"json\" expression=\"$.n\"/></args></payloadFactory><respond/>";
    }
}
