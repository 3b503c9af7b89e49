package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What is made to break the engine is refused or stopped by a limit, and the fault names it; meanwhile another client gets
 * its answers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTest {
    private static final String XML = "application/xml";
    private static final String JSON = "application/json";

    /** Far beyond what an answer takes, far below what the hostile messages would take. */
    private static final Duration BOUND = Duration.ofSeconds(20);

    private Lab lab;
    private OtherClient other;

    /** Asks all the time, and remembers the slowest answer. */
    private static final class OtherClient implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicLong slowest = new AtomicLong();
        private final AtomicReference<String> wrong = new AtomicReference<>("");
        private final Thread thread;

        OtherClient(Lab lab) {
            thread = new Thread(() -> ask(lab), "other-client");
            thread.start();
        }

        private void ask(Lab lab) {
            while (!stopped.get()) {
                long start = System.nanoTime();
                HttpResponse<String> answer = lab.post("quick", JSON, "{\"id\":7}");
                slowest.accumulateAndGet(System.nanoTime() - start, Math::max);
                answers.incrementAndGet();
                if (!answer.body().equals("{\"got\":7}")) {
                    wrong.set(answer.statusCode() + " " + answer.body());
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            stopped.set(true);
            thread.join(60_000);
            assertThat(wrong.get()).isEmpty();
            assertThat(answers.get()).isPositive();
            assertThat(Duration.ofNanos(slowest.get())).isLessThan(BOUND);
        }
    }

    @BeforeAll
    void start() {
        lab = Lab.start(proxies() + transformations() + sequences());
    }

    private static String proxies() {
        return answer(
                        "quick",
                        "<property name=\"id\" expression=\"json-eval($.id)\"/><payloadFactory media-type=\"json\">"
                                + "<format>{\"got\":$1}</format><args><arg expression=\"$ctx:id\"/></args>"
                                + "</payloadFactory>")
                + answer("look", "<property name=\"x\" expression=\"//x\"/>")
                + answer("lookJson", "<property name=\"x\" expression=\"json-eval($.x)\"/>")
                + answer("regex", "<filter source=\"//x\" regex=\"(.*a){12}b\"><then/></filter>")
                + answer("pattern", "<property name=\"x\" expression=\"//x\" pattern=\"(.*a){12}b\"/>")
                + answer("matches", "<filter xpath=\"matches(//x, '^(a|aa)+$')\"><then/></filter>")
                + answer(
                        "nested",
                        "<filter xpath=\"count(//*[count(.//*) &gt;= 0]//*[count(preceding::*[count(following::*)"
                                + " &gt;= 0]) &gt;= 0]) &gt; 0\"><then/></filter>")
                + answer(
                        "loops",
                        "<property name=\"x\" expression=\"count(for $i in 1 to 999999, $j in 1 to 999999 return $i"
                                + " * $j)\"/>")
                + answer("range", "<property name=\"x\" expression=\"sum(1 to xs:integer(//x))\"/>")
                + answer("jsonPath", "<property name=\"x\" expression=\"json-eval($..[?(@..[?(@..a)])]..[?(@..a)])\"/>")
                + answer("script", "<script language=\"js\">while (true) {}</script>")
                + answer("iterate", iterate());
    }

    private static String iterate() {
        return "<iterate expression=\"//x\"><target><sequence><drop/></sequence></target></iterate>";
    }

    private static String transformations() {
        return "<localEntry key=\"Endless.xslt\"><xsl:stylesheet xmlns=\"\" version=\"2.0\""
                + " xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:template match=\"/\" name=\"again\">"
                + "<xsl:call-template name=\"again\"/></xsl:template></xsl:stylesheet></localEntry>"
                + "<localEntry key=\"Endless.xq\"><![CDATA[declare function local:f($n) { local:f($n + 1) };"
                + " <r>{local:f(1)}</r>]]></localEntry>"
                + "<localEntry key=\"Long.xq\"><![CDATA[<r>{count(for $i in 1 to 999999, $j in 1 to 999999 where"
                + " $i * $j = 7 return $i)}</r>]]></localEntry>"
                + "<localEntry key=\"Schema\"><xs:schema xmlns=\"\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">"
                + "<xs:element name=\"x\"><xs:simpleType><xs:restriction base=\"xs:string\"><xs:pattern"
                + " value=\"(a|a)*b\"/></xs:restriction></xs:simpleType></xs:element></xs:schema></localEntry>"
                + answer("xslt", "<xslt key=\"Endless.xslt\"/>")
                + answer("xquery", "<xquery key=\"Endless.xq\"/>")
                + answer("longQuery", "<xquery key=\"Long.xq\"/>")
                + answer("xsd", "<validate><schema key=\"Schema\"/><on-fail><drop/></on-fail></validate>");
    }

    private static String sequences() {
        return "<sequence name=\"Itself\">" + filtered("<sequence key=\"Itself\"/>") + "</sequence>"
                + "<sequence name=\"Grows\"><payloadFactory media-type=\"text\"><format>$1$1</format><args>"
                + "<arg expression=\"$body/*/text()\"/></args></payloadFactory>" + filtered("<sequence key=\"Grows\"/>")
                + "</sequence>"
                + "<sequence name=\"Longer\"><property name=\"x\" expression=\"concat($ctx:x, $ctx:x)\"/>"
                + filtered("<sequence key=\"Longer\"/>") + "</sequence>"
                + "<template name=\"Again\"><sequence><call-template target=\"Again\"/></sequence></template>"
                + answer("itself", "<sequence key=\"Itself\"/>")
                + answer("grows", "<sequence key=\"Grows\"/>")
                + answer("longer", "<property name=\"x\" value=\"xxxxxxxx\"/><sequence key=\"Longer\"/>")
                + answer("template", "<call-template target=\"Again\"/>")
                + Lab.proxy(
                        "round",
                        "<send><endpoint key=\"Backend\"/></send>",
                        "<outSequence><send><endpoint key=\"Backend\"/></send></outSequence>" + failing());
    }

    /** A reference without a condition would be refused at deployment. */
    private static String filtered(String mediators) {
        return "<filter xpath=\"$ctx:never or 1\"><then>" + mediators + "</then></filter>";
    }

    private static String answer(String name, String mediators) {
        return Lab.proxy(name, mediators + "<respond/>", failing());
    }

    private static String failing() {
        return "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
                + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory>"
                + "<property name=\"messageType\" value=\"text/plain\" scope=\"axis2\"/>"
                + "<property name=\"HTTP_SC\" value=\"500\" scope=\"axis2\"/><respond/></faultSequence>";
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @BeforeEach
    void askBeside() {
        other = new OtherClient(lab);
    }

    @AfterEach
    void theOtherClientWasServed() throws InterruptedException {
        other.close();
    }

    private String fault(String proxy, String type, String body) {
        HttpResponse<String> answer = lab.post(proxy, type, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
        return answer.body();
    }

    @Test
    void documentTypesAreRefusedAndNothingIsRead() {
        String outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x>&e;</x>";
        assertThat(fault("look", XML, outside)).contains("document type declaration");
        String bomb =
                "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><x>&c;</x>";
        assertThat(fault("look", XML, bomb)).contains("document type declaration");
        assertThat(fault("look", "text/xml", "<!DOCTYPE x SYSTEM \"http://localhost:1/x.dtd\"><x/>"))
                .contains("document type declaration");
        assertThat(fault("look", XML, "<x>&undeclared;</x>")).contains("not XML");
    }

    @Test
    void tenThousandLevelsAreTooMany() {
        assertThat(fault("look", XML, "<a>".repeat(10_000) + "</a>".repeat(10_000)))
                .contains("1000");
        assertThat(fault("lookJson", JSON, "[".repeat(10_000) + "]".repeat(10_000)))
                .contains("1000");
        assertThat(fault("lookJson", JSON, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .contains("1000");
    }

    @Test
    void aBodyIsBoundedAndSoIsTheNumberOfItsValues() {
        String numbers = "[" + "1234567,".repeat(100 * 1024 * 1024 / 8) + "1]";
        assertThat(lab.post("lookJson", JSON, numbers).statusCode()).isEqualTo(413);
        assertThat(fault("lookJson", JSON, numbers.substring(0, 40 << 20) + "1]"))
                .contains("2000000");
        String elements = "<r>" + "<x/>".repeat(1_000_001) + "</r>";
        assertThat(fault("look", XML, elements)).contains("1000000");
    }

    @Test
    void patternsThatBacktrackAreStopped() {
        String text = "<x>" + "a".repeat(60) + "</x>";
        assertThat(fault("regex", XML, text)).contains("backtracks");
        assertThat(fault("pattern", XML, text)).contains("backtracks");
        assertThat(fault("matches", XML, "<x>" + "a".repeat(200) + "!</x>")).containsIgnoringCase("backtrack");
    }

    @Test
    void pathsThatExplodeAreStopped() {
        String elements = "<r>" + "<x><y>1</y></x>".repeat(2_000) + "</r>";
        assertThat(fault("nested", XML, elements)).contains("500 ms of processor time");
        assertThat(fault("loops", XML, "<r/>")).contains("500 ms of processor time");
        assertThat(fault("range", XML, "<x>4000000000</x>")).contains("at most 1000000 numbers");
        String json = "[{\"a\":".repeat(200) + "1" + ",\"b\":[1,2]}]".repeat(200);
        assertThat(fault("jsonPath", JSON, json)).contains("500 ms of processor time");
    }

    @Test
    void scriptsAndTransformationsThatLoopAreStopped() {
        assertThat(fault("script", XML, "<x/>")).contains("stopped");
        assertThat(fault("xslt", XML, "<x/>")).contains("stopped");
        assertThat(fault("xquery", XML, "<x/>")).containsAnyOf("stopped", "infinite recursion");
        assertThat(fault("longQuery", XML, "<x/>")).contains("10000 ms of processor time");
    }

    @Test
    void aSchemaWithAPatternRunsBesideTheEventLoop() {
        assertThat(lab.post("xsd", XML, "<x>aab</x>").body()).isEqualTo("<x>aab</x>");
        // Xerces may or may not backtrack here; whatever it does, the other client does not wait for it.
        lab.later("xsd", XML, "<x>" + "a".repeat(40) + "</x>");
        assertThat(lab.post("quick", JSON, "{\"id\":1}").body()).isEqualTo("{\"got\":1}");
    }

    @Test
    void whatCallsItselfEnds() {
        assertThat(fault("itself", XML, "<x/>")).contains("256");
        assertThat(fault("template", XML, "<x/>")).contains("256");
        assertThat(fault("round", XML, "<x/>")).contains("100th time");
    }

    @Test
    void whatGrowsIsBounded() {
        assertThat(fault("grows", "text/plain", "x".repeat(1000))).contains("at most");
        assertThat(fault("longer", XML, "<x/>")).contains("at most");
        assertThat(fault("iterate", XML, "<r>" + "<x/>".repeat(20_000) + "</r>"))
                .contains("10000");
    }

    @Test
    void namesTextsAndAttributesOutOfTheOrdinary() {
        String attributes = "<x " + "a%d='1' ".repeat(5_000).formatted(numbers(5_000)) + "/>";
        assertThat(fault("look", XML, attributes)).contains("1000");
        assertThat(fault("look", XML, "<x><1/></x>")).contains("not XML");
        assertThat(fault("look", XML, "<x:y xmlns:z='urn:z'/>")).contains("not XML");
        assertThat(lab.post("look", JSON, "{\"a b<&\":1,\"\":2,\"x\":\"\\ud800\"}")
                        .statusCode())
                .isIn(200, 500);
    }

    private static Object[] numbers(int count) {
        Object[] numbers = new Object[count];
        java.util.Arrays.setAll(numbers, i -> i);
        return numbers;
    }
}
