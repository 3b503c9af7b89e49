package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.mediator.spi.Mediation;
import dev.myelin.engine.mediator.spi.MediationMessage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code rewrite} and {@code class}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RewriteAndClassTest {
    private static final String FROM = "http://ann@old.example:81/soap/Quote?a=1#top";

    private Lab lab;

    /** What users write. */
    public static final class Stamp implements Mediation {
        private String text = "";
        private int times = 1;

        /** Property text. */
        public void setText(String value) {
            text = value;
        }

        /** Property times. */
        public void setTimes(int value) {
            times = value;
        }

        @Override
        public boolean mediate(MediationMessage message) {
            if (message.text().contains("stop")) {
                return false;
            }
            if (message.text().contains("fail")) {
                throw new IllegalStateException("it failed");
            }
            String before = message.property("default", "who").orElse("").toString();
            message.setProperty(
                    "transport", "stamped-by", Thread.currentThread().getName());
            message.setText(before + text.repeat(times), "text/plain");
            return true;
        }
    }

    /** No mediation. */
    public static final class Other {}

    private static String rewrite(String name, String rules) {
        return Lab.proxy(
                name,
                "<property name=\"in\" value=\"" + FROM + "\"/><rewrite inProperty=\"in\" outProperty=\"out\">" + rules
                        + "</rewrite><property name=\"out\" expression=\"$ctx:out\" scope=\"transport\"/><respond/>");
    }

    private static String rule(String condition, String actions) {
        return "<rewriterule>" + (condition.isEmpty() ? "" : "<condition>" + condition + "</condition>") + actions
                + "</rewriterule>";
    }

    private static String custom(String name, String type, String properties) {
        return Lab.proxy(
                name,
                "<property name=\"who\" value=\"Ann:\"/><class name=\"" + type + "\">" + properties
                        + "</class><respond/>",
                "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
                        + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory><respond/></faultSequence>");
    }

    @BeforeAll
    void start() {
        String stamp = Stamp.class.getName();
        lab = Lab.start(rewrite(
                        "parts",
                        rule(
                                "",
                                "<action fragment=\"protocol\" value=\"https\"/>"
                                        + "<action fragment=\"host\" value=\"new.example\"/>"
                                        + "<action fragment=\"port\" xpath=\"40 + 3\"/>"
                                        + "<action fragment=\"user\" type=\"remove\"/>"
                                        + "<action fragment=\"path\" type=\"prepend\" value=\"/v1\"/>"
                                        + "<action fragment=\"path\" type=\"append\" value=\"/x\"/>"
                                        + "<action fragment=\"path\" type=\"replace\" regex=\"soap\" value=\"rest\"/>"
                                        + "<action fragment=\"ref\" type=\"remove\"/>"
                                        + "<action fragment=\"query\" value=\"b=2\"/>"))
                + rewrite(
                        "conditions",
                        rule(
                                        "<and><equal xmlns=\"\" type=\"url\" source=\"protocol\" value=\"http\"/>"
                                                + "<not><equal type=\"header\" source=\"x\" value=\"no\"/></not></and>",
                                        "<action fragment=\"host\" value=\"taken\"/>")
                                + rule(
                                        "<equal type=\"url\" source=\"host\" value=\"other\"/>",
                                        "<action value=\"http://never/\"/>"))
                + Lab.proxy(
                        "sent",
                        "<property name=\"base\" value=\"http://localhost:@port:backend@\"/>"
                                + "<rewrite><rewriterule><action xpath=\"$ctx:base\"/>"
                                + "<action fragment=\"path\" value=\"/rewritten\"/></rewriterule></rewrite>"
                                + "<send/>")
                + custom("stamp", stamp, "<property name=\"text\" value=\"x\"/><property name=\"times\" value=\"3\"/>")
                + custom(
                        "stampEach",
                        stamp,
                        "<property name=\"text\" expression=\"$trp:letter\"/>"
                                + "<property name=\"times\"><![CDATA[2]]></property>")
                + custom("missing", "com.example.None", "")
                + "<sequence name=\"bad\"><class name=\"" + Other.class.getName() + "\"/></sequence>"
                + "<sequence name=\"badProperty\"><class name=\"" + stamp
                + "\"><property name=\"none\" value=\"1\"/></class></sequence>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String rewritten(String proxy, String... headers) {
        return lab.post(proxy, "text/plain", "x", headers)
                .headers()
                .firstValue("out")
                .orElse("");
    }

    @Test
    void everyPartOfAnAddressCanBeChanged() {
        assertThat(rewritten("parts")).isEqualTo("https://new.example:43/v1/rest/Quote/x?b=2");
    }

    @Test
    void aRuleAppliesWhenItsConditionHolds() {
        assertThat(rewritten("conditions")).isEqualTo("http://ann@taken:81/soap/Quote?a=1#top");
        assertThat(rewritten("conditions", "x", "no")).isEqualTo(FROM);
    }

    @Test
    void withoutPropertiesTheMessageGoesToTheChangedAddress() {
        lab.post("sent", "text/plain", "x");
        assertThat(lab.backend.requests()).anyMatch(request -> request.uri().equals("/rewritten"));
    }

    @Test
    void aClassGetsItsPropertiesAndRunsOnAWorker() {
        HttpResponse<String> answer = lab.post("stamp", "text/plain", "hello");
        assertThat(answer.body()).isEqualTo("Ann:xxx");
        assertThat(answer.headers().firstValue("stamped-by"))
                .hasValueSatisfying(name -> assertThat(name).startsWith("myelin-worker"));
        assertThat(lab.post("stampEach", "text/plain", "hello", "letter", "y").body())
                .isEqualTo("Ann:yy");
    }

    @Test
    void aClassCanEndTheFlowAndFail() {
        assertThat(lab.post("stamp", "text/plain", "stop").body()).isEmpty();
        assertThat(lab.post("stamp", "text/plain", "fail").body()).isEqualTo("fault: it failed");
        assertThat(lab.post("missing", "text/plain", "x").body()).contains("com.example.None", "MYL-2072");
    }

    @Test
    void whatCannotBeUsedIsReportedWithWhatToDo() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(Diagnostic::code)
                .containsExactlyInAnyOrder("MYL-2072", "MYL-2073", "MYL-2073");
        assertThat(lab.engine.engine().diagnostics())
                .extracting(Diagnostic::message)
                .anyMatch(message -> message.contains("implement dev.myelin.engine.mediator.spi.Mediation"))
                .anyMatch(message ->
                        message.contains("property: none (expected: one that the class has a public setNone"));
    }
}
