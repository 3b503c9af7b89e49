package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.testkit.RecordingBackend.Answer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of transports that MI has and this version has not: the artefact runs, a message to them is a fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MissingTransportsTest {
    private static final String FAULT =
            "<faultSequence><payloadFactory media-type=\"text\"><format>$1 $2</format><args>"
                    + "<arg expression=\"$ctx:ERROR_CODE\"/><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory>"
                    + "<respond/></faultSequence>";

    private Lab lab;

    private static String proxy(String name, String mediators) {
        return Lab.proxy(name, mediators, FAULT);
    }

    private static String endpoint(String uri) {
        return "<endpoint><address uri=\"" + uri + "\"/></endpoint>";
    }

    private static String toAddress(String uri) {
        return "<header name=\"To\" value=\"" + uri + "\"/><send/>";
    }

    @BeforeAll
    void start() {
        String backend = endpoint("http://localhost:@port:backend@/second");
        lab = Lab.start(
                "<proxy name=\"files\" transports=\"vfs\"><target><inSequence><respond/></inSequence></target></proxy>"
                        + "<proxy name=\"both\" transports=\"http,jms local\"><target><inSequence><respond/></inSequence></target>"
                        + "</proxy>"
                        + proxy("send", "<send>" + endpoint("jms:/Q?transport.jms.Password=hidden") + "</send>")
                        + proxy("call", "<call>" + endpoint("vfs:ftp://me:hidden@localhost/in") + "</call>")
                        + proxy("blocking", "<call blocking=\"true\">" + endpoint("mailto:a@localhost") + "</call>")
                        + proxy(
                                "template",
                                "<property name=\"uri.var.q\" value=\"x\"/><call><endpoint><http method=\"post\""
                                        + " uri-template=\"rabbitmq:/{uri.var.q}\"/></endpoint></call>")
                        + proxy(
                                "callout",
                                "<callout serviceURL=\"fix://localhost:9876\"><source type=\"envelope\"/></callout>")
                        + proxy("to", toAddress("hl7://localhost:9988"))
                        + proxy("unknown", toAddress("htp://localhost/"))
                        + proxy("disabled", toAddress("wss://localhost:1/"))
                        + proxy(
                                "next",
                                "<call><endpoint><failover><endpoint key=\"gone\"/>" + endpoint("JMS:/Q") + backend
                                        + "</failover></endpoint></call><respond/>")
                        + proxy(
                                "branch",
                                "<filter source=\"json-eval($.kind)\" regex=\"rare\"><then><send>" + endpoint("sms:1")
                                        + "</send></then></filter><call>" + backend + "</call><respond/>"));
        lab.backend.answers("/second", request -> new Answer(200, "text/plain", "came"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "send, 101503, the transport jms is not there in this version (MYL-2018)",
        "call, 101503, the transport vfs is not there in this version (MYL-2018)",
        "blocking, 401001, the transport mailto is not there in this version (MYL-2018)",
        "template, 101503, the transport rabbitmq is not there in this version (MYL-2018)",
        "callout, 401000, the transport fix is not there in this version (MYL-2018)",
        "to, 101503, the transport hl7 is not there in this version (MYL-2018)",
        "unknown, 101503, nothing can send to the scheme htp (expected: ws",
        "disabled, 101503, MYL-2010: the wss sender is disabled",
    })
    void aMessageToItRunsTheFaultSequence(String proxy, String code, String reason) {
        assertThat(lab.post(proxy, "application/json", "{}").body())
                .startsWith(code + " ")
                .contains(reason);
    }

    @Test
    void aGroupGoesOnToItsNextEndpoint() {
        assertThat(lab.post("next", "application/json", "{}").body()).isEqualTo("came");
    }

    @Test
    void messagesThatDoNotComeToItAreNotConcerned() {
        assertThat(lab.post("branch", "application/json", "{\"kind\":\"usual\"}")
                        .body())
                .isEqualTo("came");
        assertThat(lab.post("branch", "application/json", "{\"kind\":\"rare\"}").body())
                .contains("the transport sms is not there");
    }

    @Test
    void aProxyOfItIsAWarning() {
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(each -> each.message().startsWith("transports:"))
                .allSatisfy(each -> assertThat(each.isError()).isFalse())
                .extracting(each -> each.code() + " " + each.message() + " " + each.hint())
                .containsExactlyInAnyOrder(
                        "MYL-2018 transports: vfs (expected: http, https or local; others are not there in this version)"
                                + " Nothing reaches the proxy but local://services/files; add http",
                        "MYL-2018 transports: jms (expected: http, https or local; others are not there in this version)"
                                + " The others that it names reach the proxy");
        assertThat(lab.post("both", "application/json", "{}").statusCode()).isEqualTo(200);
        assertThat(lab.post("files", "application/json", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void eachAddressIsAWarningWithWhatToUseAndWithoutPasswords() {
        List<Diagnostic> found = lab.engine.engine().diagnostics().stream()
                .filter(each -> !each.code().equals("MYL-2002"))
                .filter(each -> !each.message().startsWith("transports:"))
                .toList();

        assertThat(found).hasSize(7).allSatisfy(each -> {
            assertThat(each.isError()).isFalse();
            assertThat(each.code()).isEqualTo("MYL-2018");
            assertThat(each.hint()).contains("<address uri=\"camel:");
            assertThat(each.message())
                    .contains("is not there in this version: a message to it is a fault")
                    .doesNotContain("hidden");
        });
        assertThat(found)
                .extracting(each -> each.message().replaceFirst(" .expected.*", ""))
                .contains("uri: jms:/Q?...", "uri: vfs:ftp://...@localhost/in", "uri-template: rabbitmq:/{uri.var.q}");
    }
}
