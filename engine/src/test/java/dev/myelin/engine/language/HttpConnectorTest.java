package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RecordingBackend.Request;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The operations of the HTTP connector. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpConnectorTest {
    private static final String FAULT = "<faultSequence><payloadFactory media-type=\"text\"><format>fault: $1</format>"
            + "<args><arg expression=\"$ctx:ERROR_MESSAGE\"/></args></payloadFactory><respond/></faultSequence>";

    private Lab lab;

    private static String operation(String name, String operation, String inside) {
        return Lab.proxy(
                name,
                "<http." + operation + " configKey=\"conn\">" + inside + "</http." + operation + ">"
                        + "<property name=\"status\" expression=\"$axis2:HTTP_SC\" scope=\"transport\"/><respond/>",
                FAULT);
    }

    private static String entry(String key, String inside) {
        return "<localEntry key=\"" + key + "\"><http.init>" + inside + "</http.init></localEntry>";
    }

    @BeforeAll
    void start() {
        lab = Lab.start(entry(
                        "conn",
                        "<connectionType>HTTP</connectionType><baseUrl>http://localhost:@port:backend@/base/</baseUrl>"
                                + "<authType>None</authType><timeoutDuration>60000</timeoutDuration>"
                                + "<timeoutAction>Fault</timeoutAction><retryCount>0</retryCount>"
                                + "<suspendInitialDuration>-1</suspendInitialDuration><name>conn</name>")
                + entry(
                        "certified",
                        "<baseUrl>https://localhost:1/</baseUrl>"
                                + "<trustStoreCertificatePath>x.crt</trustStoreCertificatePath>")
                + operation(
                        "get",
                        "get",
                        "<relativePath>/users?id=1</relativePath><headers>[[\"one\",\"1\"],[\"two\",\"{$trp:given}\"]]</headers>"
                                + "<forceScAccepted>false</forceScAccepted><disableChunking>false</disableChunking>"
                                + "<responseVariable>got</responseVariable><overwriteBody>true</overwriteBody>")
                + operation(
                        "post",
                        "post",
                        "<relativePath>made</relativePath><headers>{\"one\": \"1\"}</headers>"
                                + "<requestBodyType>JSON</requestBodyType><requestBodyJson>{\"a\": [1]}</requestBodyJson>"
                                + "<responseVariable>got</responseVariable>")
                + operation("put", "put", "<relativePath>/put</relativePath><overwriteBody>true</overwriteBody>")
                + operation(
                        "patch",
                        "patch",
                        "<relativePath>/patch</relativePath><requestBodyType>XML</requestBodyType>"
                                + "<requestBodyXml><a xmlns=\"\">1</a></requestBodyXml><overwriteBody>true</overwriteBody>")
                + operation(
                        "delete",
                        "delete",
                        "<relativePath>{$trp:given}</relativePath><overwriteBody>true</overwriteBody>")
                + operation(
                        "text",
                        "post",
                        "<relativePath>/text</relativePath><requestBodyType>TEXT</requestBodyType>"
                                + "<requestBodyText>hello</requestBodyText>")
                + "<sequence name=\"noKey\"><http.get configKey=\"none\"/></sequence>"
                + "<localEntry key=\"text\">no connection</localEntry>"
                + "<sequence name=\"noInit\"><http.get configKey=\"text\"/></sequence>"
                + "<sequence name=\"badHeaders\"><http.get configKey=\"conn\"><headers>x=1</headers></http.get></sequence>"
                + "<sequence name=\"badType\"><http.post configKey=\"conn\"><requestBodyType>YAML</requestBodyType>"
                + "</http.post></sequence>"
                + "<sequence name=\"trust\"><http.get configKey=\"certified\"/></sequence>");
        lab.backend.answers("/base/users", 203, "application/json", "{\"n\":1}");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private Request received(String uri) {
        List<Request> found = lab.backend.requests().stream()
                .filter(request -> request.uri().equals(uri))
                .toList();
        assertThat(found).as(uri).isNotEmpty();
        return found.get(0);
    }

    @Test
    void getTakesTheAnswerInPlaceOfTheMessage() {
        HttpResponse<String> answer = lab.post("get", "text/plain", "x", "given", "2");
        assertThat(answer.body()).isEqualTo("{\"n\":1}");
        Request request = received("/base/users?id=1");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.header("one")).isEqualTo("1");
        assertThat(request.header("two")).isEqualTo("2");
    }

    @Test
    void postSendsABodyAndLeavesTheMessageAsItWas() {
        lab.backend.answers("/base/made", 201, "application/json", "{}");
        HttpResponse<String> answer = lab.post("post", "text/plain", "mine");
        assertThat(answer.body()).isEqualTo("mine");
        assertThat(answer.headers().firstValue("status")).hasValue("201");
        Request request = received("/base/made");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo("{\"a\": [1]}");
        assertThat(request.header("Content-Type")).startsWith("application/json");
    }

    @Test
    void putWithoutABodySendsTheMessage() {
        assertThat(lab.post("put", "application/json", "{\"m\":1}").body()).isEqualTo("{\"m\":1}");
        assertThat(received("/base/put").method()).isEqualTo("PUT");
    }

    @Test
    void patchSendsXmlPostTextAndDeleteNothing() {
        lab.post("patch", "text/plain", "x");
        assertThat(received("/base/patch").body()).isEqualTo("<a>1</a>");
        assertThat(received("/base/patch").header("Content-Type")).startsWith("application/xml");
        lab.post("text", "application/json", "{}");
        assertThat(received("/base/text").body()).isEqualTo("hello");
        lab.post("delete", "text/plain", "x", "given", "gone/1 2");
        assertThat(received("/base/gone/1%202").method()).isEqualTo("DELETE");
        assertThat(received("/base/gone/1%202").body()).isEmpty();
    }

    @Test
    void whatIsWrongIsReported() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(found -> found.code() + " " + found.message())
                .containsExactlyInAnyOrder(
                        "MYL-2003 configKey: none (expected: the key of a local entry with http.init)",
                        "MYL-2105 configKey: text (expected: a local entry with http.init and its baseUrl)",
                        "MYL-2105 trustStoreCertificatePath: x.crt (expected: no certificate of its own)",
                        "MYL-2106 headers: x=1 (expected: a JSON object, or an array of pairs [\"name\", \"value\"])",
                        "MYL-2106 requestBodyType: YAML (expected: JSON, XML or TEXT)");
    }
}
