package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Severity;
import dev.myelin.engine.testkit.ConfFolder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keys of sequences and endpoints that name local entries and files of the folder {@code registry}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeysTest {
    private static final String NAMESPACE = " xmlns=\"http://ws.apache.org/ns/synapse\">";

    private Lab lab;

    @BeforeAll
    void start() {
        lab = Lab.start(
                Lab.proxy("inEntry", send("entryEndpoint"))
                        + Lab.proxy("inFileOfEntry", send("fileEndpoint"))
                        + Lab.proxy("sequenceInEntry", "<sequence key=\"entrySequence\"/>")
                        + Lab.proxy("conf", send("conf:/ep/backend.xml"))
                        + Lab.proxy("gov", "<sequence key=\"gov:/nested.xml\"/>")
                        + Lab.proxy("path", "<sequence key=\"plain/answer.xml\"/>")
                        + "<proxy name=\"attributes\"><target inSequence=\"gov:/noted.xml\" endpoint=\"conf:/ep/backend.xml\""
                        + " outSequence=\"conf:/out.xml\" faultSequence=\"conf:/fault.xml\"/></proxy>"
                        + "<proxy name=\"fault\"><target faultSequence=\"conf:/fault.xml\"><inSequence>"
                        + "<throwError type=\"T\" errorMessage=\"m\"/></inSequence></target></proxy>"
                        + Lab.proxy("wrongEndpoint", send("conf:/wrong.xml"), fault())
                        + Lab.proxy("wrongSequence", "<sequence key=\"conf:/ep/backend.xml\"/>", fault())
                        + Lab.proxy("mediator", "<sequence key=\"conf:/mediator.xml\"/>", fault())
                        + Lab.proxy("broken", "<sequence key=\"conf:/broken.xml\"/>", fault())
                        + Lab.proxy("text", send("text"), fault())
                        + Lab.proxy("missing", send("conf:/none.xml"), fault())
                        + Lab.proxy("outside", "<sequence key=\"conf:/../../secret.xml\"/>", fault())
                        + Lab.proxy("entries", entries())
                        + "<localEntry key=\"xml\"><a xmlns=\"\">1</a></localEntry><localEntry key=\"b\">entry b</localEntry>"
                        + "<localEntry key=\"text\">nothing but text</localEntry>"
                        + "<localEntry key=\"entryEndpoint\"><endpoint name=\"other\"><address"
                        + " uri=\"http://localhost:@port:backend@/entry\"/></endpoint><description>d</description></localEntry>"
                        + "<localEntry key=\"fileEndpoint\" src=\"file:parts/ep.xml\"/>"
                        + "<localEntry key=\"entrySequence\"><sequence>" + answer("entry") + "</sequence></localEntry>",
                KeysTest::files);
    }

    private static String entries() {
        StringBuilder args = new StringBuilder();
        List.of(
                        "'text'",
                        "'xml'",
                        "'b'",
                        "'registry', 'conf:/note.txt'",
                        "'registry', 'conf:/none.txt'",
                        "'axis2', 'text'")
                .forEach(each -> args.append("<arg expression=\"get-property(")
                        .append(each)
                        .append(")\"/>"));
        return "<property name=\"b\" value=\"property b\"/><payloadFactory media-type=\"text\"><format>$1|$2|$3|$4|$5|$6|$7"
                + "</format><args>" + args
                + "<arg expression=\"concat(get-property(concat('te', 'xt')), '!')\"/></args>"
                + "</payloadFactory><respond/>";
    }

    private static ConfFolder files(ConfFolder conf) {
        return conf.file("parts/ep.xml", endpoint("/file"))
                .file("registry/conf/ep/backend.xml", endpoint("/conf"))
                .file("registry/governance/nested.xml", sequence("<sequence key=\"plain/answer.xml\"/>"))
                .file("registry/conf/note.txt", "a note")
                .file("registry/plain/answer.xml", sequence(answer("path")))
                .file("registry/gov/noted.xml", sequence("<header name=\"Noted\" scope=\"transport\" value=\"y\"/>"))
                .file(
                        "registry/config/out.xml",
                        sequence("<header name=\"Out\" scope=\"transport\" value=\"y\"/><send/>"))
                .file("registry/conf/fault.xml", sequence(answer("own fault")))
                .file("registry/conf/wrong.xml", sequence("<endpont/>").replace("sequence", "endpoint"))
                .file("registry/conf/mediator.xml", "<log" + NAMESPACE + "</log>")
                .file("registry/conf/broken.xml", "<sequence" + NAMESPACE + "\n  <log></sequence>")
                .file("secret.xml", sequence(answer("secret")));
    }

    private static String send(String key) {
        return "<send><endpoint key=\"" + key + "\"/></send>";
    }

    private static String endpoint(String path) {
        return "<endpoint name=\"named\"" + NAMESPACE + "<address uri=\"http://localhost:@port:backend@" + path
                + "\"/></endpoint>";
    }

    private static String sequence(String mediators) {
        return "<sequence name=\"named\"" + NAMESPACE + mediators + "</sequence>";
    }

    private static String answer(String text) {
        return "<payloadFactory media-type=\"text\"><format>" + text + "</format></payloadFactory><respond/>";
    }

    private static String fault() {
        return "<faultSequence>" + answer("fault") + "</faultSequence>";
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String body(String proxy) {
        return lab.post(proxy, "application/json", "{}").body();
    }

    private List<Diagnostic> findings(String text) {
        return lab.engine.engine().diagnostics().stream()
                .filter(each -> (each.message() + each.location()).contains(text))
                .toList();
    }

    private String reached(String proxy) {
        lab.post(proxy, "application/json", "{}");
        return lab.backend.last().uri();
    }

    @Test
    void endpointsOfLocalEntriesAndOfTheRegistryAreSentTo() {
        assertThat(reached("inEntry")).startsWith("/entry");
        assertThat(reached("inFileOfEntry")).startsWith("/file");
        assertThat(reached("conf")).startsWith("/conf");
    }

    @Test
    void sequencesOfLocalEntriesAndOfTheRegistryRunAndMayNameOthers() {
        assertThat(body("sequenceInEntry")).isEqualTo("entry");
        assertThat(body("path")).isEqualTo("path");
        assertThat(body("gov")).isEqualTo("path");
    }

    @Test
    void attributesOfAProxyTakeKeys() {
        var answer = lab.post("attributes", "application/json", "{}");
        assertThat(lab.backend.last().uri()).startsWith("/conf");
        assertThat(lab.backend.last().header("Noted")).isEqualTo("y");
        assertThat(answer.headers().firstValue("Out")).contains("y");
        assertThat(body("fault")).isEqualTo("own fault");
    }

    @Test
    void whatIsWrongInAFileOfTheRegistryIsAnErrorAtItsPlaceAndNothingElse() {
        assertThat(findings("wrong.xml")).singleElement().satisfies(error -> {
            assertThat(error.severity()).isEqualTo(Severity.ERROR);
            assertThat(error.message()).contains("endpont");
            assertThat(error.location().file()).endsWith("registry/conf/wrong.xml");
            assertThat(error.location().column()).isGreaterThan(1);
        });
        assertThat(findings("broken.xml")).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("MYL-1001");
            assertThat(error.location().line()).isEqualTo(2);
        });
        assertThat(findings("mediator.xml")).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("MYL-1030");
            assertThat(error.message()).contains("conf:/mediator.xml: <log> (expected: <sequence>");
            assertThat(error.location().line()).isEqualTo(1);
        });
        assertThat(body("wrongEndpoint")).isEqualTo("fault");
        assertThat(body("mediator")).isEqualTo("fault");
        assertThat(body("broken")).isEqualTo("fault");
    }

    @Test
    void getPropertyReadsLocalEntriesWherePropertiesAreMissingAndTheRegistryByScope() {
        assertThat(body("entries")).isEqualTo("nothing but text|<a>1</a>|property b|a note|||nothing but text!");
    }

    @Test
    void keysThatLeadNowhereAreWarningsAndFaults() {
        assertThat(findings("endpoint conf:/none.xml is not there"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.hint()).contains("conf:/none.xml is registry/conf/none.xml"));
        assertThat(findings("endpoint text is not there"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.hint()).contains("The local entry text holds no <endpoint>"));
        assertThat(findings("sequence conf:/ep/backend.xml is not there")).hasSize(1);
        assertThat(body("wrongSequence")).isEqualTo("fault");
        assertThat(body("missing")).isEqualTo("fault");
        assertThat(body("text")).isEqualTo("fault");
        assertThat(body("outside")).isEqualTo("fault");
    }
}
