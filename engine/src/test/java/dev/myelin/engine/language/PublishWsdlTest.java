package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code publishWSDL} of a proxy, and what else is asked of one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishWsdlTest {
    private static final String WSDL = "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\""
            + " xmlns:soap=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:x=\"http://www.w3.org/2001/XMLSchema\">"
            + "<w:types><x:schema><x:import namespace=\"urn:a\" schemaLocation=\"a b.xsd\"/><x:import schemaLocation="
            + "\"http://elsewhere/b.xsd\"/></x:schema></w:types><w:service name=\"S\"><w:port name=\"P\">"
            + "<soap:address location='http://backend.internal:9000/S'/></w:port></w:service></w:definitions>";
    private static final String RESPOND = "<target><inSequence><respond/></inSequence></target>";

    private Lab lab;

    private static String proxy(String name, String publish) {
        return "<proxy name=\"" + name + "\">" + RESPOND + publish + "</proxy>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(proxy(
                        "inline",
                        "<publishWSDL>" + WSDL + "<resource location=\"a b.xsd\" key=\"schema\"/></publishWSDL>")
                + "<localEntry key=\"schema\"><x:schema xmlns:x=\"http://www.w3.org/2001/XMLSchema\"/></localEntry>"
                + "<localEntry key=\"doc\">" + WSDL + "</localEntry>"
                + proxy("key", "<publishWSDL key=\"doc\"/>")
                + proxy("remote", "<publishWSDL uri=\"http://localhost:@port:backend@/doc\"/>")
                + proxy("endpoint", "<publishWSDL endpoint=\"Described\"/>")
                + "<endpoint name=\"Described\"><wsdl>" + WSDL + "</wsdl></endpoint>"
                + proxy("missing", "<publishWSDL uri=\"file:nowhere.wsdl\"/>")
                + "<proxy name=\"expression\"><target><endpoint key-expression=\"$url:to\"/><outSequence><send/>"
                + "</outSequence></target></proxy>");
        lab.backend.answers("/doc", 200, "text/xml", WSDL);
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String own(String proxy) {
        return "http://localhost:" + lab.engine.httpPort() + "/services/" + proxy;
    }

    @Test
    void theDocumentHasTheAddressOfTheProxy() {
        for (String name : new String[] {"inline", "key", "remote", "endpoint"}) {
            HttpResponse<String> answer = lab.get("/services/" + name + "?wsdl");
            assertThat(answer.statusCode()).as(name).isEqualTo(200);
            assertThat(Lab.type(answer)).startsWith("text/xml");
            assertThat(answer.body()).as(name).contains(own(name)).doesNotContain("backend.internal");
        }
        assertThat(lab.get("/services/inline?WSDL").body()).contains("<w:definitions");
    }

    @Test
    void whatItImportsIsShownToo() {
        String document = lab.get("/services/inline?wsdl").body();
        assertThat(document).contains("schemaLocation=\"" + own("inline") + "?xsd=a%20b.xsd\"");
        assertThat(document).contains("http://elsewhere/b.xsd");
        assertThat(lab.get("/services/inline?xsd=a%20b.xsd").body()).contains("schema");
        assertThat(lab.get("/services/inline?xsd=other").statusCode()).isEqualTo(404);
    }

    @Test
    void otherRequestsRunTheSequence() {
        assertThat(lab.post("inline?wsdl", "text/plain", "x").body()).isEqualTo("x");
        assertThat(lab.post("inline/operation", "text/plain", "x").body()).isEqualTo("x");
        assertThat(lab.post("inline.inlineHttpSoap11Endpoint", "text/plain", "x")
                        .body())
                .isEqualTo("x");
    }

    @Test
    void aDocumentThatIsNotThereIsAWarning() {
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(finding -> finding.code().equals("MYL-2117"))
                .extracting(Diagnostic::message)
                .singleElement()
                .asString()
                .contains("file:nowhere.wsdl");
        assertThat(lab.post("missing", "text/plain", "x").body()).isEqualTo("x");
    }

    @Test
    void anExpressionNamesTheEndpointOfATarget() {
        assertThat(lab.post("expression?to=Backend", "text/plain", "x").body()).isEqualTo("x");
        assertThat(lab.backend.last().uri()).startsWith("/named");
    }
}
