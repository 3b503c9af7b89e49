package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code enrich}: every source, target and action, on XML and on JSON. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrichTest {
    private static final String XML = "<o><id n=\"1\">5</id><name>Ann</name></o>";
    private static final String JSON = "{\"id\":5,\"name\":\"Ann\",\"tags\":[1]}";

    private Lab lab;

    private static String enrich(String name, String... sourcesAndTargets) {
        StringBuilder mediators = new StringBuilder();
        for (int i = 0; i < sourcesAndTargets.length; i += 2) {
            mediators
                    .append("<enrich><source ")
                    .append(sourcesAndTargets[i])
                    .append("<target ")
                    .append(sourcesAndTargets[i + 1])
                    .append("/></enrich>");
        }
        return Lab.proxy(name, mediators + "<respond/>");
    }

    private static String removals() {
        return enrich(
                        "jsonWithout",
                        "type=\"custom\" xpath=\"json-eval($.rows[*].secret,$.rows[0],$['a,b'],$.none.x)\"/>",
                        "type=\"body\" action=\"remove\"")
                + enrich(
                        "propertyWithout",
                        "type=\"body\"/>",
                        "type=\"property\" property=\"kept\"",
                        "xpath=\"json-eval($.rows[*].secret,$.rows[0])\"/>",
                        "type=\"property\" property=\"kept\" action=\"remove\"",
                        "type=\"property\" property=\"kept\"/>",
                        "type=\"body\"")
                + enrich(
                        "inProperty",
                        "type=\"inline\"><list xmlns=\"\"><a/></list></source>",
                        "type=\"property\" property=\"list\"",
                        "type=\"inline\"><b xmlns=\"\"/></source>",
                        "xpath=\"$ctx:list\" action=\"child\"",
                        "type=\"inline\"><c xmlns=\"\"/></source>",
                        "xpath=\"$ctx:list/a\" action=\"sibling\"",
                        "type=\"property\" property=\"list\"/>",
                        "type=\"body\"");
    }

    @BeforeAll
    void start() {
        lab = Lab.start("<localEntry key=\"Entry\"><e xmlns=\"\">entry</e></localEntry>"
                + enrich("text", "type=\"custom\" xpath=\"$body//name/text()\"/>", "xpath=\"$body//id\"")
                + enrich("element", "xpath=\"$body//name\"/>", "xpath=\"$body//id\"")
                + enrich("attribute", "type=\"inline\">9</source>", "xpath=\"$body//id/@n\"")
                + enrich("child", "type=\"inline\"><x xmlns=\"\"/></source>", "xpath=\"$body/o\" action=\"child\"")
                + enrich(
                        "sibling", "type=\"inline\"><x xmlns=\"\"/></source>", "xpath=\"$body//id\" action=\"sibling\"")
                + enrich("remove", "type=\"inline\"><x/></source>", "xpath=\"$body//id\" action=\"remove\"")
                + enrich("moved", "xpath=\"$body//name\" clone=\"false\"/>", "xpath=\"$body//id\" action=\"child\"")
                + enrich("byKey", "type=\"inline\" key=\"Entry\"/>", "type=\"body\"")
                + enrich("bodyChild", "type=\"inline\"><x xmlns=\"\"/></source>", "type=\"body\" action=\"child\"")
                + enrich(
                        "saved",
                        "type=\"body\"/>",
                        "type=\"property\" property=\"saved\"",
                        "type=\"inline\"><x xmlns=\"\"/></source>",
                        "type=\"body\"",
                        "type=\"property\" property=\"saved\"/>",
                        "type=\"body\"")
                + enrich(
                        "envelope",
                        "type=\"envelope\"/>",
                        "type=\"property\" property=\"saved\"",
                        "type=\"inline\"><x xmlns=\"\"/></source>",
                        "type=\"body\"",
                        "type=\"property\" property=\"saved\"/>",
                        "type=\"envelope\"")
                + enrich(
                        "propertyChild",
                        "type=\"inline\"><p xmlns=\"\"/></source>",
                        "type=\"property\" property=\"p\"",
                        "xpath=\"$body//name\"/>",
                        "type=\"property\" property=\"p\" action=\"child\"",
                        "type=\"property\" property=\"p\"/>",
                        "type=\"body\"")
                + enrich("inlineJson", "type=\"inline\">{\"x\":[1,\"y\"]}</source>", "type=\"body\"")
                + enrich("jsonReplace", "xpath=\"json-eval($.name)\"/>", "xpath=\"json-eval($.id)\"")
                + enrich("jsonNew", "type=\"inline\">{\"x\":1}</source>", "xpath=\"json-eval($.more)\"")
                + enrich(
                        "jsonChild",
                        "type=\"inline\">{\"x\":1}</source>",
                        "xpath=\"json-eval($.tags)\" action=\"child\"")
                + enrich("jsonRoot", "type=\"inline\">{\"x\":1}</source>", "type=\"body\" action=\"child\"")
                + enrich("jsonRemove", "type=\"inline\">x</source>", "xpath=\"json-eval($.tags)\" action=\"remove\"")
                + enrich("jsonKey", "type=\"inline\">key</source>", "type=\"key\" xpath=\"json-eval($.name)\"")
                + enrich("jsonMoved", "xpath=\"json-eval($.name)\" clone=\"false\"/>", "xpath=\"json-eval($.id)\"")
                + enrich("jsonByXPath", "xpath=\"$body//name\"/>", "xpath=\"$body//id\"")
                + removals()
                + enrich("nothing", "xpath=\"$body//none\"/>", "type=\"body\"")
                + enrich("nowhere", "type=\"body\"/>", "xpath=\"$body//none\""));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String xml(String proxy) {
        return lab.post(proxy, "application/xml", XML).body();
    }

    private String json(String proxy) {
        return lab.post(proxy, "application/json", JSON).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void customPartsOfXmlAreReplacedAddedAndRemoved() {
        assertThat(xml("text")).isEqualTo("<o><id n=\"1\">Ann</id><name>Ann</name></o>");
        assertThat(xml("element")).isEqualTo("<o><name>Ann</name><name>Ann</name></o>");
        assertThat(xml("attribute")).isEqualTo("<o><id n=\"9\">5</id><name>Ann</name></o>");
        assertThat(xml("child")).isEqualTo("<o><id n=\"1\">5</id><name>Ann</name><x/></o>");
        assertThat(xml("sibling")).isEqualTo("<o><id n=\"1\">5</id><x/><name>Ann</name></o>");
        assertThat(xml("remove")).isEqualTo("<o><name>Ann</name></o>");
    }

    @Test
    void whatIsNotClonedIsMoved() {
        assertThat(xml("nothing")).doesNotContain("Ann");
        assertThat(xml("moved")).isEqualTo("<o><id n=\"1\">5<name>Ann</name></id></o>");
        assertThat(json("jsonMoved")).isEqualTo("{\"id\":\"Ann\",\"tags\":[1]}");
    }

    @Test
    void theBodyIsReplacedAndGetsChildren() {
        assertThat(xml("byKey")).isEqualTo("<e>entry</e>");
        assertThat(xml("bodyChild")).isEqualTo("<o><id n=\"1\">5</id><name>Ann</name><x/></o>");
        assertThat(lab.post("byKey", "text/xml", Lab.soap(Lab.SOAP11, XML)).body())
                .contains("Envelope", "<e>entry</e>")
                .doesNotContain("Ann");
    }

    @Test
    void bodyAndEnvelopeAreKeptInPropertiesAndPutBack() {
        assertThat(xml("saved")).isEqualTo(XML);
        assertThat(json("saved")).isEqualTo(JSON);
        assertThat(xml("envelope")).isEqualTo(XML);
        assertThat(lab.post("envelope", "text/xml", Lab.soap(Lab.SOAP11, XML)).body())
                .contains(Lab.SOAP11, XML);
        assertThat(xml("propertyChild")).isEqualTo("<p><name>Ann</name></p>");
    }

    @Test
    void jsonIsChangedAsJson() {
        assertThat(json("inlineJson")).isEqualTo("{\"x\":[1,\"y\"]}");
        assertThat(json("jsonReplace")).isEqualTo("{\"id\":\"Ann\",\"name\":\"Ann\",\"tags\":[1]}");
        assertThat(json("jsonNew")).isEqualTo("{\"id\":5,\"name\":\"Ann\",\"tags\":[1],\"more\":{\"x\":1}}");
        assertThat(json("jsonChild")).isEqualTo("{\"id\":5,\"name\":\"Ann\",\"tags\":[1,{\"x\":1}]}");
        assertThat(json("jsonRoot")).isEqualTo("{\"id\":5,\"name\":\"Ann\",\"tags\":[1],\"x\":1}");
        assertThat(json("jsonRemove")).isEqualTo("{\"id\":5,\"name\":\"Ann\"}");
        assertThat(json("jsonKey")).contains("\"key\":\"Ann\"").doesNotContain("\"name\"");
    }

    @Test
    void theSourceSaysWhatIsRemovedFromTheBodyAndFromAProperty() {
        String rows = "{\"rows\":[{\"id\":1,\"secret\":2},{\"id\":3,\"secret\":4}],\"a,b\":5}";
        assertThat(lab.post("jsonWithout", "application/json", rows).body()).isEqualTo("{\"rows\":[{\"id\":3}]}");
        assertThat(lab.post("propertyWithout", "application/json", rows).body())
                .isEqualTo("{\"rows\":[{\"id\":3}],\"a,b\":5}");
    }

    @Test
    void xmlInAPropertyIsChangedInItsPlace() {
        assertThat(xml("inProperty")).isEqualTo("<list><a/><c/><b/></list>");
    }

    @Test
    void jsonChangedByXPathStaysJson() {
        assertThat(json("jsonByXPath")).isEqualTo("{\"name\":[\"Ann\",\"Ann\"],\"tags\":1}");
    }

    @Test
    void nothingToCopyAndNowhereToPutItAreFaults() {
        assertThat(lab.post("nothing", "application/xml", XML).statusCode()).isEqualTo(500);
        assertThat(lab.post("nowhere", "application/xml", XML).statusCode()).isEqualTo(500);
        assertThat(lab.engine.log().containing("$body//none")).isNotEmpty();
    }
}
