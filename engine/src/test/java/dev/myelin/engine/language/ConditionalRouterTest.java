package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code conditionalRouter}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConditionalRouterTest {
    private Lab lab;

    private static String route(String attributes, String condition, String sequence) {
        return "<conditionalRoute " + attributes + "><condition>" + condition + "</condition><target sequence=\""
                + sequence + "\"/></conditionalRoute>";
    }

    private static String mark(String name) {
        return "<sequence name=\"" + name + "\"><property name=\"seen\" expression=\"concat(get-property('seen'), '"
                + name + "')\"/></sequence>";
    }

    private static String router(String name, String attributes, String routes) {
        return Lab.proxy(
                name,
                "<sequence key=\"before\"/><conditionalRouter " + attributes + ">" + routes + "</conditionalRouter>"
                        + "<sequence key=\"after\"/>",
                "");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(mark("a") + mark("b") + mark("c")
                + "<sequence name=\"before\"><property name=\"seen\" value=\"\"/></sequence>"
                + "<sequence name=\"answer\"><payloadFactory media-type=\"text\"><format>seen $1</format><args>"
                + "<arg expression=\"$ctx:seen\"/></args></payloadFactory><respond/></sequence>"
                + "<sequence name=\"after\"><sequence key=\"answer\"/></sequence>"
                + router(
                        "routes",
                        "continueAfter=\"true\"",
                        route(
                                        "breakRoute=\"false\"",
                                        "<match xmlns=\"\" type=\"header\" source=\"x\" regex=\"bar.*\"/>",
                                        "a")
                                + route(
                                        "breakRoute=\"true\"",
                                        "<and><match type=\"url\" regex=\"/services/routes.*\"/>"
                                                + "<equal type=\"param\" source=\"q\" value=\"1\"/>"
                                                + "<not><exist type=\"header\" source=\"never\"/></not></and>",
                                        "b")
                                + route(
                                        "",
                                        "<or><equal type=\"header\" source=\"x\" regex=\"ba.*\"/>"
                                                + "<equal type=\"soap\" source=\"//k\" value=\"v\"/></or>",
                                        "c"))
                + router("ends", "", route("", "<match type=\"url\" regex=\".*\"/>", "answer"))
                + "<sequence name=\"badRoute\"><conditionalRouter>\n"
                + route("", "\n<and>\n<match type=\"url\" regex=\"[\"/></and>", "a")
                + route("", "<equal type=\"cookie\" source=\"x\" value=\"1\"/>", "a")
                + "</conditionalRouter></sequence>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void routesRunInOrderUntilOneBreaks() {
        String path = "/services/routes";
        assertThat(lab.method("POST", path + "?q=1", "application/xml", "<k>w</k>", "x", "bart")
                        .body())
                .isEqualTo("seen ab");
        assertThat(lab.method("POST", path + "?q=2", "application/xml", "<k>w</k>", "x", "bart")
                        .body())
                .isEqualTo("seen ac");
        assertThat(lab.method("POST", path + "?q=2", "application/xml", "<k>v</k>")
                        .body())
                .isEqualTo("seen c");
        assertThat(lab.method("POST", path + "?q=2", "application/xml", "<k>w</k>")
                        .body())
                .isEqualTo("seen ");
        assertThat(lab.post("ends", "text/plain", "x").body()).isEqualTo("seen ");
    }

    @Test
    void whatIsWrongIsReportedAtItsElement() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(found -> found.code() + " " + found.message())
                .containsExactlyInAnyOrder(
                        "MYL-2107 regex: [ (expected: a regular expression; Unclosed character class)",
                        "MYL-2107 type: cookie (expected: header, param, property, url or soap)");
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(found -> found.message().startsWith("regex"))
                .singleElement()
                .satisfies(found -> assertThat(found.location().line()).isEqualTo(5));
    }
}
