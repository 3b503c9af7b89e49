package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RecordingBackend;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code iterate}, {@code clone} and {@code aggregate}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SplittingTest {
    private static final String XML = "<o><head>h</head><i>1</i><i>2</i><i>3</i></o>";
    private static final String SEND = "<send><endpoint key=\"Backend\"/></send>";
    private static final String CALL = "<call><endpoint key=\"Backend\"/></call>";

    private static final String ALL = "<property name=\"all\"><all xmlns=\"\"/></property>";

    private Lab lab;

    private static String proxy(String name, String mediators) {
        return Lab.proxy(name, ALL + mediators);
    }

    private static String proxy(String name, String mediators, String more) {
        return Lab.proxy(name, ALL + mediators, more);
    }

    private static String iterate(String attributes, String mediators) {
        return "<iterate " + attributes + "><target><sequence>" + mediators + "</sequence></target></iterate>";
    }

    private static String out(String mediators) {
        return "<outSequence>" + mediators + "</outSequence>";
    }

    private static String aggregate(String attributes, String condition, String onComplete, String mediators) {
        boolean element = !onComplete.contains("enclosing") && !onComplete.contains("json-eval");
        String around = element ? " enclosingElementProperty=\"all\"" : "";
        return "<aggregate " + attributes + ">" + condition + "<onComplete " + onComplete + around + ">" + mediators
                + "</onComplete></aggregate>";
    }

    private static String count(String min, String max) {
        return "<completeCondition><messageCount min=\"" + min + "\" max=\"" + max + "\"/></completeCondition>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(elements() + items() + nested() + sequences() + clones() + collected() + faults());
    }

    private static String elements() {
        String whole = aggregate("", "", "expression=\"$body/i\"", "<respond/>");
        return proxy("send", iterate("expression=\"//i\"", SEND), out(whole))
                + proxy(
                        "call",
                        iterate("id=\"x\" expression=\"//i\"", CALL)
                                + aggregate("id=\"x\"", "", "expression=\"$body/i\"", "<respond/>"))
                + proxy(
                        "within",
                        "<filter xpath=\"true()\"><then>" + iterate("id=\"x\" expression=\"//i\"", CALL)
                                + "</then></filter><property name=\"seen\" value=\"1\"/>"
                                + aggregate("id=\"x\"", "", "expression=\"$body/i\"", "")
                                + "<payloadFactory media-type=\"xml\"><format><all xmlns=\"\">$1</all></format><args>"
                                + "<arg expression=\"count($body/all/i)\"/></args></payloadFactory><respond/>")
                + proxy(
                        "preserved",
                        iterate("expression=\"//i\" preservePayload=\"true\" attachPath=\"//o\"", SEND),
                        out(aggregate("", "", "expression=\"$body/o\"", "<respond/>")));
    }

    private static String items() {
        return proxy(
                        "json",
                        iterate("expression=\"json-eval($.items)\"", SEND),
                        out(aggregate("", "", "expression=\"json-eval($.n)\"", "<respond/>")))
                + proxy(
                        "jsonPreserved",
                        iterate(
                                "expression=\"json-eval($.items)\" preservePayload=\"true\""
                                        + " attachPath=\"json-eval($.place)\"",
                                SEND),
                        out(aggregate("", "", "expression=\"json-eval($)\"", "<respond/>")));
    }

    private static String nested() {
        return proxy(
                        "nested",
                        iterate("id=\"a\" expression=\"//row\"", iterate("id=\"b\" expression=\"//i\"", SEND)),
                        out(aggregate(
                                "id=\"b\"",
                                "",
                                "expression=\"$body/i\" enclosingElementProperty=\"row\"",
                                aggregate(
                                        "id=\"a\"",
                                        "",
                                        "expression=\"$body/row\" enclosingElementProperty=\"all\"",
                                        "<respond/>"))))
                .replace(
                        "<inSequence>",
                        "<inSequence><property name=\"row\"><row xmlns=\"\"/></property>"
                                + "<property name=\"all\"><all xmlns=\"\"/></property>");
    }

    private static String sequences() {
        String whole = aggregate("", "", "expression=\"$body/i\"", "<respond/>");
        return proxy(
                                "sequential",
                                iterate(
                                        "id=\"x\" sequential=\"true\" continueParent=\"true\" expression=\"//i\"",
                                        "<property name=\"n\" expression=\"get-property('messageSequence.x')\""
                                                + " scope=\"transport\"/>" + SEND),
                                "<outSequence><drop/></outSequence>")
                        .replace("</inSequence>", "<respond/></inSequence>")
                + proxy("named", "<iterate expression=\"//i\"><target sequence=\"each\"/></iterate>", out(whole))
                + "<sequence name=\"each\">" + SEND + "</sequence>";
    }

    private static String clones() {
        return proxy(
                        "clone",
                        "<clone id=\"c\"><target endpoint=\"Backend\"/><target soapAction=\"urn:act\""
                                + " to=\"http://localhost:@port:backend@/to\"><endpoint><default format=\"soap11\"/>"
                                + "</endpoint></target><target><sequence><payloadFactory"
                                + " media-type=\"xml\"><format><o xmlns=\"\"><i>9</i></o></format></payloadFactory>"
                                + SEND
                                + "</sequence></target></clone>",
                        out(aggregate("id=\"c\"", "", "expression=\"//i[1]\"", "<respond/>")))
                + proxy(
                        "enough",
                        "<clone id=\"c\"><target><sequence><call><endpoint><address"
                                + " uri=\"http://localhost:@port:backend@/slow\"/></endpoint></call></sequence></target>"
                                + "<target><sequence>" + CALL + "</sequence></target></clone>"
                                + aggregate("id=\"c\"", count("1", "-1"), "expression=\"//i\"", "<respond/>"));
    }

    private static String collected() {
        return proxy(
                        "timeout",
                        iterate("id=\"t\" expression=\"//i\"", "<filter xpath=\"//i = 2\"><drop/></filter>" + SEND),
                        out(aggregate(
                                "id=\"t\"",
                                "<completeCondition timeout=\"1\"><messageCount/></completeCondition>",
                                "expression=\"//i\"",
                                "<respond/>")))
                + proxy(
                        "missing",
                        iterate("id=\"t\" expression=\"//i\"", "<filter xpath=\"//i = 2\"><drop/></filter>" + SEND),
                        out(aggregate("id=\"t\"", "", "expression=\"//i\"", "<respond/>"))
                                + "<faultSequence><payloadFactory media-type=\"text\"><format>$1</format><args>"
                                + "<arg expression=\"get-property('ERROR_MESSAGE')\"/></args></payloadFactory><respond/>"
                                + "</faultSequence>");
    }

    private static String faults() {
        return proxy(
                        "fault",
                        "<iterate expression=\"//i\"><target><sequence onError=\"caught\"><filter xpath=\"//i = 2\">"
                                + "<throwError type=\"7\" errorMessage=\"two\"/></filter>" + SEND
                                + "</sequence></target></iterate>",
                        out("<drop/>"))
                + proxy(
                        "unhandled",
                        "<iterate sequential=\"true\" expression=\"//i\"><target sequence=\"breaks\"/></iterate>",
                        "<faultSequence><sequence key=\"caught\"/></faultSequence>")
                + "<sequence name=\"breaks\"><throwError type=\"8\" errorMessage=\"{//i}\"/></sequence>"
                + "<sequence name=\"caught\"><payloadFactory media-type=\"text\"><format>$1 $2</format><args>"
                + "<arg expression=\"get-property('ERROR_CODE')\"/><arg expression=\"get-property('ERROR_MESSAGE')\"/>"
                + "</args></payloadFactory><respond/></sequence>"
                + proxy(
                        "correlated",
                        aggregate(
                                "",
                                "<correlateOn expression=\"//key\"/>" + count("2", "2"),
                                "expression=\"//v\"",
                                "<property name=\"OUT_ONLY\" value=\"true\"/><send><endpoint><address"
                                        + " uri=\"http://localhost:@port:backend@/pairs\"/></endpoint></send><drop/>"))
                + proxy("tooMany", iterate("expression=\"//i\"", SEND));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String post(String proxy, String body) {
        return lab.post(proxy, "application/xml", body).body();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    @Test
    void partsThatWereSentComeTogetherInTheOutSequence() {
        assertThat(post("send", XML)).isEqualTo("<all><i>1</i><i>2</i><i>3</i></all>");
        assertThat(post("named", XML)).isEqualTo("<all><i>1</i><i>2</i><i>3</i></all>");
    }

    @Test
    void partsThatWereCalledGoOnWithWhatFollows() {
        assertThat(post("call", XML)).isEqualTo("<all><i>1</i><i>2</i><i>3</i></all>");
        assertThat(post("within", XML)).isEqualTo("<all>3</all>");
    }

    @Test
    void thePayloadAroundAPartMayStay() {
        assertThat(post("preserved", XML))
                .isEqualTo(
                        "<all><o><head>h</head><i>1</i></o><o><head>h</head><i>2</i></o><o><head>h</head><i>3</i></o></all>");
    }

    @Test
    void soapHeadersGoWithEachPart() {
        String body = "<s:Envelope xmlns:s=\"" + Lab.SOAP11 + "\"><s:Header><h>1</h></s:Header><s:Body>" + XML
                + "</s:Body></s:Envelope>";
        HttpResponse<String> answer = lab.post("send", "text/xml", body);
        assertThat(answer.body()).contains("<h>1</h>").contains("<i>1</i><i>2</i><i>3</i></");
    }

    @Test
    void itemsOfAJsonArrayAreParts() {
        String body = "{\"place\":0,\"items\":[{\"n\":1},{\"n\":2}]}";
        assertThat(lab.post("json", "application/json", body).body()).isEqualTo("[1,2]");
        assertThat(lab.post("jsonPreserved", "application/json", body).body())
                .isEqualTo("[{\"place\":{\"n\":1},\"items\":[]},{\"place\":{\"n\":2},\"items\":[]}]");
        HttpResponse<String> none = lab.post("json", "application/json", "{\"items\":1}");
        assertThat(none.statusCode()).isEqualTo(500);
    }

    @Test
    void splitMessagesMayBeSplitAgain() {
        assertThat(post("nested", "<o><row><i>1</i><i>2</i></row><row><i>3</i></row></o>"))
                .isEqualTo("<all><row><i>1</i><i>2</i></row><row><i>3</i></row></all>");
    }

    @Test
    void sequentialPartsFollowEachOtherAndTheMessageGoesOn() {
        assertThat(post("sequential", XML)).isEqualTo(XML);
        assertThat(lab.backend.requests())
                .filteredOn(request -> request.header("n").endsWith("/3"))
                .extracting(request -> request.header("n") + request.body())
                .containsExactly("0/3<i>1</i>", "1/3<i>2</i>", "2/3<i>3</i>");
    }

    @Test
    void eachTargetOfACloneGetsACopy() {
        assertThat(post("clone", XML)).isEqualTo("<all><i>1</i><i>1</i><i>9</i></all>");
        assertThat(lab.backend.requests())
                .filteredOn(request -> request.uri().equals("/to"))
                .extracting(request -> request.header("SOAPAction"))
                .containsExactly("\"urn:act\"");
    }

    @Test
    void aCallerHasItsAnswerThoughPartsAreStillOnTheirWay() {
        CountDownLatch release = lab.backend.holds("/slow");
        try {
            assertThat(post("enough", "<i>1</i>")).isEqualTo("<all><i>1</i></all>");
        } finally {
            release.countDown();
        }
    }

    @Test
    void afterATimeoutWhatHasComeIsAll() {
        assertThat(post("timeout", XML)).isEqualTo("<all><i>1</i><i>3</i></all>");
    }

    @Test
    void withoutATimeoutAMissingPartIsAFault() {
        assertThat(post("missing", XML)).contains("2 of 3 parts came");
    }

    @Test
    void aFaultOfAPartRunsItsOwnHandler() {
        int before = lab.backend.requests().size();
        assertThat(post("fault", XML)).isEqualTo("7 two");
        Awaitility.await()
                .untilAsserted(() -> assertThat(lab.backend.requests()).hasSizeGreaterThanOrEqualTo(before + 2));
    }

    @Test
    void aFaultThatNoPartHandlesIsThatOfTheMessage() {
        assertThat(post("unhandled", XML)).isEqualTo("8 1");
    }

    @Test
    void messagesWithTheSameKeyComeTogether() {
        assertThat(lab.post("correlated", "application/xml", "<m><key>a</key><v>1</v></m>")
                        .statusCode())
                .isEqualTo(202);
        assertThat(lab.post("correlated", "application/xml", "<m><key>b</key><v>2</v></m>")
                        .statusCode())
                .isEqualTo(202);
        lab.post("correlated", "application/xml", "<m><key>a</key><v>3</v></m>");
        Awaitility.await().untilAsserted(() -> assertThat(lab.backend.requests())
                .filteredOn(request -> request.uri().equals("/pairs"))
                .extracting(RecordingBackend.Request::body)
                .containsExactly("<all><v>1</v><v>3</v></all>"));
    }

    @Test
    void tooManyPartsAreAFault() {
        HttpResponse<String> answer = lab.post("tooMany", "application/xml", "<o>" + "<i/>".repeat(10_001) + "</o>");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(lab.engine.log().containing("10001 parts (expected: at most 10000)"))
                .isNotEmpty();
    }
}
