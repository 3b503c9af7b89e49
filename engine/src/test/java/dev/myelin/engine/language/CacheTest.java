package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code cache}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheTest {
    private static final String COLLECT = "<cache collector=\"true\"/>";

    private Lab lab;

    private static String call(String path) {
        return "<call><endpoint><address uri=\"http://localhost:@port:backend@" + path + "\"/></endpoint></call>";
    }

    private static String protocol(String inside) {
        return "<protocol type=\"HTTP\">" + inside + "</protocol>";
    }

    /** Looks up, else calls, remembers and answers. */
    private static String proxy(String name, String attributes, String inside) {
        return Lab.proxy(
                name, "<cache " + attributes + ">" + inside + "</cache>" + call("/" + name) + COLLECT + "<respond/>");
    }

    @BeforeAll
    void start() {
        lab = Lab.start(proxy("plain", "timeout=\"60\"", "")
                + Lab.proxy(
                        "sent",
                        "<cache id=\"c\" scope=\"per-host\" collector=\"false\" timeout=\"60\""
                                + " hashGenerator=\"org.wso2.caching.digest.DOMHASHGenerator\">"
                                + "<implementation type=\"memory\" maxSize=\"100\"/></cache>"
                                + "<send><endpoint><address uri=\"http://localhost:@port:backend@/sent\"/></endpoint></send>",
                        "<outSequence><cache id=\"c\" collector=\"true\"/><send/></outSequence>")
                + proxy(
                        "onHit",
                        "",
                        "<onCacheHit><property name=\"hit\" value=\"yes\" scope=\"transport\"/><respond/></onCacheHit>")
                + proxy("onHitSequence", "", "<onCacheHit sequence=\"answerHit\"/>")
                + "<sequence name=\"answerHit\"><payloadFactory media-type=\"text\"><format>again: $1</format><args>"
                + "<arg expression=\"//text()\"/></args></payloadFactory><respond/></sequence>"
                + proxy("excluded", "", protocol("<headersToExcludeInHash>user, country</headersToExcludeInHash>"))
                + proxy("included", "", protocol("<headersToIncludeInHash>user</headersToIncludeInHash>"))
                + proxy("codes", "", protocol("<responseCodes>2[0-9][0-9]</responseCodes>"))
                + proxy("methods", "", protocol("<methods>GET, PUT</methods>"))
                + proxy("small", "maxMessageSize=\"3\"", "")
                + proxy(
                        "control",
                        "",
                        protocol("<enableCacheControl>true</enableCacheControl>"
                                + "<includeAgeHeader>true</includeAgeHeader>"))
                + Lab.proxy(
                        "noStore",
                        "<cache>" + protocol("<enableCacheControl>true</enableCacheControl>") + "</cache>"
                                + call("/noStore")
                                + "<property name=\"Cache-Control\" value=\"no-store\" scope=\"transport\"/>"
                                + COLLECT + "<respond/>")
                + proxy("few", "", "<implementation maxSize=\"1\"/>")
                + "<sequence name=\"bad\"><cache timeout=\"soon\"><implementation maxSize=\"0\"/></cache></sequence>"
                + "<sequence name=\"badCodes\"><cache><protocol type=\"HTTP\"><responseCodes>[</responseCodes>"
                + "</protocol></cache></sequence>");
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String post(String proxy, String body, String... headers) {
        return lab.post(proxy, "text/plain", body, headers).body();
    }

    private long calls(String path) {
        return lab.backend.requests().stream()
                .filter(request -> request.uri().equals("/" + path))
                .count();
    }

    @Test
    void anEqualRequestIsAnsweredWithoutTheBackend() {
        lab.backend.answers("/plain", 201, "application/json", "{\"n\":1}");
        lab.post("plain", "text/plain", "a");
        HttpResponse<String> again = lab.post("plain", "text/plain", "a");
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo("{\"n\":1}");
        assertThat(Lab.type(again)).startsWith("application/json");
        assertThat(calls("plain")).isEqualTo(1);
        post("plain", "b");
        assertThat(calls("plain")).isEqualTo(2);
    }

    @Test
    void theOldFormWorksWithSendAndOutSequence() {
        assertThat(post("sent", "a", "user", "x")).isEqualTo("a");
        assertThat(post("sent", "a", "user", "y")).isEqualTo("a");
        assertThat(calls("sent")).isEqualTo(1);
    }

    @Test
    void mediatorsAndSequencesRunOnAHitAndEndTheFlow() {
        assertThat(lab.post("onHit", "text/plain", "a").headers().firstValue("hit"))
                .isEmpty();
        assertThat(lab.post("onHit", "text/plain", "a").headers().firstValue("hit"))
                .hasValue("yes");
        assertThat(post("onHitSequence", "a")).isEqualTo("a");
        assertThat(post("onHitSequence", "a")).isEqualTo("again: a");
        assertThat(calls("onHitSequence")).isEqualTo(1);
    }

    @Test
    void headersCountAsTheProtocolSays() {
        post("excluded", "a", "user", "x", "other", "1");
        post("excluded", "a", "user", "y", "other", "1");
        assertThat(calls("excluded")).isEqualTo(1);
        post("excluded", "a", "user", "y", "other", "2");
        assertThat(calls("excluded")).isEqualTo(2);
        post("included", "a", "user", "x", "other", "1");
        post("included", "a", "user", "x", "other", "2");
        assertThat(calls("included")).isEqualTo(1);
        post("included", "a", "user", "y");
        assertThat(calls("included")).isEqualTo(2);
    }

    @Test
    void whatTheProtocolLeavesOutIsNotRemembered() {
        lab.backend.answers("/codes", 404, "text/plain", "none");
        post("codes", "a");
        post("codes", "a");
        assertThat(calls("codes")).isEqualTo(2);
        post("methods", "a");
        post("methods", "a");
        assertThat(calls("methods")).isEqualTo(2);
        post("small", "four");
        post("small", "four");
        assertThat(calls("small")).isEqualTo(2);
        post("small", "2");
        post("small", "2");
        assertThat(calls("small")).isEqualTo(3);
    }

    @Test
    void cacheControlOfBothSidesCounts() {
        post("noStore", "a");
        post("noStore", "a");
        assertThat(calls("noStore")).isEqualTo(2);
        post("control", "a");
        assertThat(lab.post("control", "text/plain", "a").headers().firstValue("Age"))
                .isPresent();
        assertThat(calls("control")).isEqualTo(1);
        post("control", "a", "Cache-Control", "no-cache");
        assertThat(calls("control")).isEqualTo(2);
    }

    @Test
    void moreThanMaxSizeAreNotKept() {
        post("few", "a");
        post("few", "b");
        post("few", "a");
        post("few", "b");
        assertThat(calls("few")).isGreaterThan(2);
    }

    @Test
    void wrongNumbersAndPatternsAreReported() {
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(found -> found.location().line() > 0)
                .extracting(Diagnostic::message)
                .containsExactly(
                        "timeout: soon (expected: a whole number from 1)",
                        "maxSize: 0 (expected: a whole number from 1)",
                        "regex: [ (expected: a regular expression; Unclosed character class)");
    }
}
