package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RecordingBackend;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code ${...}} in the places where a configuration may have it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynapseExpressionsTest {
    private static final String ORDER = "{\"id\":7,\"name\":\"Ann <a>\",\"paid\":true,\"note\":null,\"total\":12.50,"
            + "\"items\":[{\"sku\":\"a\",\"n\":2},{\"sku\":\"b\",\"n\":5}],\"kind\":\"big\"}";

    private Lab lab;

    private static String text(String expression) {
        return "<payloadFactory media-type=\"text\"><format>" + expression + "</format></payloadFactory><respond/>";
    }

    private static String each(String attributes, String mediators) {
        return "<foreach " + attributes + "><sequence>" + mediators + "</sequence></foreach>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(properties() + untyped() + slots() + templates() + names() + loops() + addresses());
    }

    private static String properties() {
        return Lab.proxy(
                        "variables",
                        "<variable name=\"n\" type=\"INTEGER\" expression=\"${payload.id}\"/>"
                                + "<variable name=\"items\" type=\"JSON\" expression=\"${payload.items}\"/>"
                                + "<variable name=\"flag\" type=\"BOOLEAN\" expression=\"${payload.paid}\"/>"
                                + "<variable name=\"sum\" type=\"DOUBLE\" expression=\"${payload.total * 2}\"/>"
                                + "<variable name=\"gone\" value=\"x\"/><variable name=\"gone\" action=\"remove\"/>"
                                + "<property name=\"p\" expression=\"${vars.n + 1}\"/>"
                                + "<property name=\"typed\" type=\"LONG\" expression=\"${vars.n}\" scope=\"axis2\"/>"
                                + "<header name=\"X-Name\" scope=\"transport\" expression=\"${toUpper(payload.kind)}\"/>"
                                + text("${vars.n} ${vars.items[1].sku} ${vars.flag} ${vars.sum}"
                                        + " ${exists(vars.gone)} ${properties.synapse.p} ${properties.axis2.typed + 1}"
                                        + " ${headers[\"X-Name\"]}"))
                + Lab.proxy(
                        "filter",
                        "<filter xpath=\"${payload.id &gt; 5 &amp;&amp; payload.kind == 'big'}\"><then>" + text("yes")
                                + "</then><else>" + text("no") + "</else></filter>")
                + Lab.proxy(
                        "switch",
                        "<switch source=\"${payload.kind}\"><case regex=\"big\">" + text("B") + "</case><default>"
                                + text("?") + "</default></switch>");
    }

    private static String slots() {
        return Lab.proxy(
                "slots",
                "<property name=\"of\" expression=\"$trp:of\"/><property name=\"row\" value=\"1\"/>"
                        + "<property name=\"found\" type=\"JSON\" expression=\"json-eval($.rows[?(@.of == '{$ctx:of}'"
                        + " &amp;&amp; @.n &gt;= {get-property('transport', 'least')})])\"/>"
                        + "<property name=\"way\" expression=\"json-eval({$trp:way})\"/>"
                        + "<property name=\"n\" expression=\"json-eval($.rows[{$ctx:row}].n)\"/>"
                        + "<payloadFactory media-type=\"text\"><format>$1 $2 $3</format><args>"
                        + "<arg expression=\"$ctx:found\"/><arg expression=\"$ctx:way\"/><arg expression=\"$ctx:n\"/>"
                        + "</args></payloadFactory><respond/>",
                "<faultSequence>" + text("fault: ${properties.synapse.ERROR_MESSAGE}") + "</faultSequence>");
    }

    private static String untyped() {
        return Lab.proxy(
                "untyped",
                "<variable name=\"items\" expression=\"${payload.items}\"/>"
                        + "<variable name=\"total\" expression=\"${payload.total}\"/>"
                        + "<variable name=\"path\" expression=\"json-eval($.items)\"/>"
                        + "<variable name=\"kind\" expression=\"${payload.kind}\"/>"
                        + "<variable name=\"text\" expression=\"${string(payload.items)}\"/>"
                        + text("${length(vars.items)} ${vars.total + 1} ${length(vars.path)} ${vars.kind + '!'}"
                                + " ${isString(vars.text)} ${isArray(vars.items)}"
                                + " ${isNumber(vars.none) ? 'number' : 'none'} ${isString(payload.none)}"));
    }

    private static String templates() {
        return Lab.proxy(
                        "json",
                        "<payloadFactory media-type=\"json\"><format>{\"id\": ${payload.id}, \"text\": \"${payload.name}\","
                                + " \"name\": ${payload.name}, \"items\": ${payload.items}, \"none\": ${payload.none},"
                                + " \"quoted\": \"${payload.items[0]}\", \"arg\": $1}</format><args>"
                                + "<arg expression=\"${payload.id + 1}\"/></args></payloadFactory><respond/>")
                + Lab.proxy(
                        "xml",
                        "<variable name=\"x\" type=\"XML\" value=\"&lt;f&gt;apple&lt;/f&gt;\"/>"
                                + "<payloadFactory media-type=\"xml\"><format><o xmlns=\"\"><name>${payload.name}</name>"
                                + "<first>${payload.items[0]}</first><f>${vars.x}</f></o></format></payloadFactory>"
                                + "<respond/>")
                + Lab.proxy(
                        "xmlToJson",
                        "<payloadFactory media-type=\"json\"><format>{\"pet\": ${xpath('//pet')}, \"name\":"
                                + " \"${xpath('//pet/name/text()')}\"}</format></payloadFactory><respond/>")
                + Lab.proxy(
                        "log",
                        "<log category=\"WARN\" logFullPayload=\"true\"><message>Order ${payload.id} of"
                                + " ${payload.kind}</message><property name=\"k\" expression=\"${payload.total}\"/></log>"
                                + text("ok"));
    }

    private static String names() {
        return Lab.proxy(
                        "fails",
                        "<property name=\"x\" expression=\"${payload.name * 2}\"/><respond/>",
                        "<faultSequence>" + text("${properties.synapse.ERROR_MESSAGE}") + "</faultSequence>")
                + Lab.proxy(
                        "throws",
                        "<throwError type=\"ORDER\" errorMessage=\"Order ${payload.id} is ${payload.kind}\"/>",
                        "<faultSequence>" + text("${props.synapse.ERROR_CODE}: ${props.synapse.ERROR_MESSAGE}")
                                + "</faultSequence>")
                + Lab.proxy(
                        "template",
                        "<call-template target=\"greet\"><with-param name=\"who\" value=\"${payload.kind}\"/>"
                                + "<with-param name=\"how\" value=\"dear ${payload.id}\"/></call-template><respond/>")
                + "<template name=\"greet\"><parameter name=\"who\"/><parameter name=\"how\"/><sequence>"
                + "<payloadFactory media-type=\"text\"><format>${params.functionParams.how}:${params.functionParams.who}"
                + "</format></payloadFactory></sequence></template>"
                + Lab.proxy("key", "<sequence key=\"${payload.kind}\"/><respond/>")
                + "<sequence name=\"big\"><payloadFactory media-type=\"text\"><format>by key</format></payloadFactory>"
                + "</sequence>"
                + Lab.proxy(
                        "enrich",
                        "<enrich><source type=\"custom\" xpath=\"${payload.items[0].sku}\"/><target type=\"custom\""
                                + " xpath=\"${payload.kind}\"/></enrich><enrich><source type=\"inline\">{\"id\":"
                                + " ${payload.id}}</source><target type=\"custom\" xpath=\"${payload.note}\"/></enrich>"
                                + "<respond/>");
    }

    private static String loops() {
        return Lab.proxy(
                        "each",
                        each(
                                        "collection=\"${payload.items}\" counter-variable=\"i\"",
                                        "<payloadFactory media-type=\"json\"><format>{\"i\": ${vars.i}, \"n\":"
                                                + " ${payload.n * 10}}</format></payloadFactory>")
                                + "<respond/>")
                + Lab.proxy(
                        "eachVariable",
                        "<variable name=\"list\" type=\"JSON\" expression=\"${payload}\"/>"
                                + each(
                                        "collection=\"${vars.list.items}\" parallel-execution=\"false\"",
                                        "<payloadFactory media-type=\"json\"><format>${payload.n}</format></payloadFactory>")
                                + text("${vars.list.items} ${payload.items[0].n}"))
                + Lab.proxy(
                        "eachResult",
                        each(
                                        "collection=\"${payload.items}\" update-original=\"false\""
                                                + " target-variable=\"out\" result-content-type=\"XML\""
                                                + " result-enclosing-element=\"all\"",
                                        "<payloadFactory media-type=\"xml\"><format><s xmlns=\"\">${payload.sku}</s></format>"
                                                + "</payloadFactory>")
                                + text("${vars.out}"))
                + Lab.proxy(
                        "eachElement",
                        each(
                                        "collection=\"${xpath('//i')}\"",
                                        "<payloadFactory media-type=\"xml\"><format><n xmlns=\"\">${xpath('//i')}</n>"
                                                + "</format></payloadFactory>")
                                + "<respond/>");
    }

    private static String addresses() {
        return "<api name=\"shop\" context=\"/shop\"><resource methods=\"GET\" uri-template=\"/{id}\"><inSequence>"
                + "<call><endpoint><http method=\"get\" uri-template=\"http://localhost:@port:backend@/"
                + "${params.pathParams.id}?q=${urlEncode(params.queryParams.q)}&amp;n=${1 + 1}\"/></endpoint></call>"
                + "<respond/></inSequence></resource></api>"
                + Lab.proxy(
                        "namespaced",
                        "<variable xmlns:m=\"urn:m\" name=\"w\" expression=\"${xpath('//m:w')}\"/>"
                                + text("${vars.w}"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String json(String proxy) {
        return lab.post(proxy, "application/json", ORDER).body();
    }

    private String xml(String proxy, String body) {
        return lab.post(proxy, "application/xml", body).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void variablesKeepTheirTypes() {
        assertThat(json("variables")).isEqualTo("7 b true 25.0 false 8 8 BIG");
    }

    @Test
    void variablesWithoutATypeHoldWhatTheExpressionYields() {
        assertThat(json("untyped")).isEqualTo("2 13.5 2 big! true true none false");
    }

    @Test
    void valuesOfTheMessageStandInAJsonPath() {
        String rows = "{\"rows\":[{\"of\":\"o'x\",\"n\":5},{\"of\":\"y\",\"n\":6},{\"of\":\"o'x\",\"n\":7}]}";
        assertThat(lab.post("slots", "application/json", rows, "of", "o'x", "least", "6", "way", "$.rows[1].of")
                        .body())
                .isEqualTo("[{\"of\":\"o'x\",\"n\":7}] y 6");
        assertThat(lab.post("slots", "application/json", rows, "of", "' || '1' == '1", "least", "0", "way", "$.none")
                        .body())
                .startsWith("[]");
        assertThat(lab.post("slots", "application/json", rows, "of", "y", "least", "1", "way", "$.rows[?(")
                        .body())
                .startsWith("fault: json-eval({$trp:way}): ");
    }

    @Test
    void conditionsDecide() {
        assertThat(json("filter")).isEqualTo("yes");
        assertThat(lab.post("filter", "application/json", "{\"id\":1}").body()).isEqualTo("no");
        assertThat(json("switch")).isEqualTo("B");
    }

    @Test
    void templatesOfJsonAreFilled() {
        assertThat(json("json"))
                .isEqualTo("{\"id\": 7, \"text\": \"Ann <a>\", \"name\": \"Ann <a>\", \"items\":"
                        + " [{\"sku\":\"a\",\"n\":2},{\"sku\":\"b\",\"n\":5}], \"none\": null,"
                        + " \"quoted\": \"{\\\"sku\\\":\\\"a\\\",\\\"n\\\":2}\", \"arg\": 8}");
        assertThat(xml("xmlToJson", "<o><pet><name>Rex</name><age>5</age></pet></o>"))
                .isEqualTo("{\"pet\": {\"pet\":{\"name\":\"Rex\",\"age\":5}}, \"name\": \"Rex\"}");
    }

    @Test
    void templatesOfXmlAreFilled() {
        assertThat(json("xml"))
                .isEqualTo("<o><name>Ann &lt;a&gt;</name><first><sku>a</sku><n>2</n></first><f><f>apple</f></f></o>");
    }

    @Test
    void aLogMessageIsFilled() {
        assertThat(json("log")).isEqualTo("ok");
        assertThat(lab.engine.log().lines()).anySatisfy(line -> assertThat(line)
                .contains("WARN myelin.log.log", "Order 7 of big, k = 12.50, Payload: {\"id\":7"));
    }

    @Test
    void whatGoesWrongIsAFaultWithItsReason() {
        assertThat(json("fails")).isEqualTo("${payload.name * 2}: *: Ann <a> (expected: a number)");
        assertThat(json("throws")).isEqualTo("ORDER: Order 7 is big");
    }

    @Test
    void namesAndParametersAreComputed() {
        assertThat(json("template")).isEqualTo("dear 7:big");
        assertThat(json("key")).isEqualTo("by key");
    }

    @Test
    void enrichTakesAndPutsByExpression() {
        assertThat(json("enrich")).contains("\"kind\":\"a\"", "\"note\":{\"id\":7}");
    }

    @Test
    void collectionsAreGoneThrough() {
        assertThat(json("each")).contains("\"items\":[{\"i\":0,\"n\":20},{\"i\":1,\"n\":50}]");
        assertThat(json("eachVariable")).isEqualTo("[2,5] 2");
        assertThat(json("eachResult")).isEqualTo("<all><s>a</s><s>b</s></all>");
        assertThat(xml("eachElement", "<o><i>1</i><i>2</i></o>")).isEqualTo("<o><n>1</n><n>2</n></o>");
    }

    @Test
    void addressesAreFilled() {
        HttpResponse<String> answer = lab.get("/shop/42?q=a%26b");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(lab.backend.requests())
                .extracting(RecordingBackend.Request::uri)
                .contains("/42?q=a%26b&n=2");
    }

    @Test
    void prefixesOfTheElementCount() {
        assertThat(xml("namespaced", "<o xmlns='urn:m'><w>5</w></o>")).isEqualTo("5");
    }

    @Test
    void theRegistrySecretsAndConfigurationAreRead() {
        try (EngineHarness engine = EngineHarness.start(conf -> conf.file("registry/conf/rates.json", "{\"eur\": 1.5}")
                .file("secrets/db-password", "s3cret\n")
                .file("file.properties", "limit=4\n")
                .definitions(Lab.proxy(
                        "p",
                        text("${registry('conf:/rates.json').eur} ${secret('db-password')}"
                                + " ${configs.limit * 2}"))))) {
            assertThat(engine.engine().diagnostics()).isEmpty();
            assertThat(Http11.post(engine.httpPort(), "/services/p", "{}")).isEqualTo("1.5 s3cret 8");
        }
    }

    @Test
    void theVaultOfHashiCorpIsRefusedWithWhatTakesItsPlace() {
        String body = "<property name=\"a\" expression=\"hashicorp:vault-lookup('path', 'field')\"/>";
        try (EngineHarness engine = EngineHarness.start(conf -> conf.definitions(Lab.proxy("p", body)))) {
            assertThat(engine.engine().diagnostics()).anySatisfy(found -> assertThat(found.toString())
                    .contains("MYL-2020", "wso2:vault-lookup('ALIAS')"));
        }
    }

    @Test
    void xpathReadsSecretsAsInMi() {
        String body = "<payloadFactory media-type=\"text\"><format>$1 $2</format><args>"
                + "<arg expression=\"wso2:vault-lookup('db-password')\"/>"
                + "<arg expression=\"concat('x', wso2:vault-lookup('db-password', 'FILE', 'true'))\"/>"
                + "</args></payloadFactory><respond/>";
        try (EngineHarness engine = EngineHarness.start(
                conf -> conf.file("secrets/db-password", "s3cret\n").definitions(Lab.proxy("p", body)))) {
            assertThat(engine.engine().diagnostics()).isEmpty();
            assertThat(Http11.post(engine.httpPort(), "/services/p", "{}")).isEqualTo("s3cret xs3cret");
        }
    }
}
