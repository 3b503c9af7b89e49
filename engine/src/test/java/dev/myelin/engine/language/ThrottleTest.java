package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.dsl.Diagnostic;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** {@code throttle}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThrottleTest {
    private static final String NAMESPACE = "http://www.wso2.org/products/wso2commons/throttle";
    private static final String DENY = "<onReject><property name=\"HTTP_SC\" value=\"429\" scope=\"axis2\"/>"
            + "<payloadFactory media-type=\"text\"><format>denied</format><args/></payloadFactory><respond/></onReject>";
    private static final String DENIED =
            "<payloadFactory media-type=\"text\"><format>denied</format><args/></payloadFactory>";
    private static final String ECHO =
            "<payloadFactory media-type=\"text\"><format>accepted</format><args/></payloadFactory>";

    private Lab lab;

    private static String policy(String assertion, String inside) {
        return "<wsp:Policy xmlns:wsp=\"http://schemas.xmlsoap.org/ws/2004/09/policy\" xmlns:throttle=\"" + NAMESPACE
                + "\"><throttle:" + assertion + ">" + inside + "</throttle:" + assertion + "></wsp:Policy>";
    }

    private static String id(String type, String who, String inside) {
        return "<wsp:Policy><throttle:ID throttle:type=\"" + type + "\">" + who + "</throttle:ID><wsp:Policy>" + inside
                + "</wsp:Policy></wsp:Policy>";
    }

    private static String control(int count, int unit, int prohibit) {
        return "<throttle:Control><wsp:Policy><throttle:MaximumCount>" + count + "</throttle:MaximumCount>"
                + "<throttle:UnitTime>" + unit + "</throttle:UnitTime>"
                + "<throttle:ProhibitTimePeriod wsp:Optional=\"true\">" + prohibit + "</throttle:ProhibitTimePeriod>"
                + "</wsp:Policy></throttle:Control>";
    }

    private static String throttle(String name, String policy, String more) {
        return Lab.proxy(
                name, "<throttle id=\"" + name + "\"><policy>" + policy + "</policy>" + more + "</throttle><respond/>");
    }

    @BeforeAll
    void start() {
        String rate = policy("MediatorThrottleAssertion", id("IP", "other", control(2, 800_000, 1000)));
        lab = Lab.start(
                throttle("rate", rate, DENY + "<onAccept>" + ECHO + "</onAccept>")
                        + throttle(
                                "range",
                                policy(
                                        "ServiceThrottleAssertion",
                                        id("IP", "127.0.0.1-127.0.0.9", "<throttle:IsAllow>false</throttle:IsAllow>")
                                                + id("IP", "other", "<throttle:Allow/>")),
                                DENY)
                        + throttle(
                                "exact",
                                policy(
                                        "ThrottleAssertion",
                                        id("IP", "127.0.0.1-127.0.0.9", "<throttle:Deny/>")
                                                + id("IP", "127.0.0.1", "<throttle:IsAllow>true</throttle:IsAllow>")),
                                DENY)
                        + throttle(
                                "domain",
                                policy(
                                        "ThrottleAssertion",
                                        id("DOMAIN", "*.example", "<throttle:Deny/>")
                                                + id("IP", "127.*", control(1, 800_000, 0))),
                                "")
                        + throttle(
                                "short",
                                policy("MediatorThrottleAssertion", id("IP", "other", control(1, 50, 0))),
                                DENY)
                        + Lab.proxy(
                                "attributes",
                                "<throttle id=\"attr\" onAccept=\"accepted\" onReject=\"rejected\">"
                                        + "<policy key=\"thePolicy\"/></throttle>")
                        + "<sequence name=\"accepted\">" + ECHO + "<respond/></sequence>"
                        + "<sequence name=\"rejected\">" + DENIED + "<respond/></sequence>"
                        + "<localEntry key=\"thePolicy\">" + rate + "</localEntry>"
                        + Lab.proxy(
                                "file", "<throttle><policy key=\"conf:/policy.xml\"/>" + DENY + "</throttle><respond/>")
                        + Lab.proxy(
                                "atOnce",
                                "<throttle id=\"A\"><policy>"
                                        + policy(
                                                "ThrottleAssertion",
                                                "<throttle:MaximumConcurrentAccess>1</throttle:MaximumConcurrentAccess>")
                                        + "</policy><onAccept><send><endpoint><address"
                                        + " uri=\"http://localhost:@port:backend@/atOnce\"/></endpoint></send></onAccept>"
                                        + DENY + "</throttle>",
                                "<outSequence><throttle id=\"A\"/><send/></outSequence>")
                        + "<sequence name=\"wrongCount\"><throttle id=\"w\"><policy>\n"
                        + policy(
                                "MediatorThrottleAssertion",
                                "\n" + id("IP", "other", "\n<throttle:MaximumCount>few</throttle:MaximumCount>"))
                        + "</policy></throttle></sequence>"
                        + "<sequence name=\"wrongNamespace\"><throttle id=\"w\"><policy>"
                        + rate.replace("wso2commons", "google") + "</policy></throttle></sequence>"
                        + "<sequence name=\"noLimit\"><throttle id=\"w\"><policy>"
                        + policy("ThrottleAssertion", id("IP", "other", "")) + "</policy></throttle></sequence>"
                        + "<sequence name=\"nothing\"><throttle/></sequence>",
                conf -> conf.file("registry/conf/policy.xml", "<?xml version=\"1.0\"?>\n" + rate));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    private String post(String proxy) {
        return lab.post(proxy, "text/plain", "x").body();
    }

    @Test
    void aCallerGetsSoManyInATime() {
        assertThat(post("rate")).isEqualTo("accepted");
        assertThat(post("rate")).isEqualTo("accepted");
        HttpResponse<String> third = lab.post("rate", "text/plain", "x");
        assertThat(third.body()).isEqualTo("denied");
        assertThat(third.statusCode()).isEqualTo(429);
    }

    @Test
    void theTimeBeginsAnew() {
        assertThat(post("short")).isEqualTo("x");
        await().untilAsserted(() -> assertThat(post("short")).isEqualTo("x"));
    }

    @Test
    void aRuleAboutOneCallerComesBeforeOneAboutSeveral() {
        assertThat(post("exact")).isEqualTo("x");
    }

    @Test
    void aRangeChoosesTheRule() {
        assertThat(post("range")).isEqualTo("denied");
    }

    @Test
    void aPatternChoosesTheRuleAndWithoutOnRejectTooManyAreAFaultWithStatus429() {
        assertThat(lab.post("domain", "text/plain", "x").statusCode()).isEqualTo(200);
        assertThat(lab.post("domain", "text/plain", "x").statusCode()).isEqualTo(429);
    }

    @Test
    void policiesAreFoundByKeyAndSequencesByAttribute() {
        assertThat(post("attributes")).isEqualTo("accepted");
        assertThat(post("attributes")).isEqualTo("accepted");
        assertThat(post("attributes")).isEqualTo("denied");
        assertThat(post("file")).isEqualTo("x");
        assertThat(post("file")).isEqualTo("x");
        assertThat(post("file")).isEqualTo("denied");
    }

    @Test
    void noMoreAreUnderWayAtATimeThanMayBe() throws Exception {
        CountDownLatch held = lab.backend.holds("/atOnce");
        CompletableFuture<HttpResponse<String>> first = lab.later("atOnce", "text/plain", "1");
        await().until(() -> lab.backend.requests().stream()
                .anyMatch(request -> request.uri().equals("/atOnce")));
        assertThat(post("atOnce")).isEqualTo("denied");
        held.countDown();
        assertThat(first.get().body()).isEqualTo("1");
        assertThat(post("atOnce")).isEqualTo("x");
    }

    @Test
    void whatIsWrongWithAPolicyIsReportedAtItsElement() {
        assertThat(lab.engine.engine().diagnostics())
                .extracting(Diagnostic::message)
                .containsExactlyInAnyOrder(
                        "MaximumCount: few (expected: a whole number from 1)",
                        "policy: no assertion (expected: a MediatorThrottleAssertion of the namespace " + NAMESPACE
                                + ")",
                        "ID: no limit (expected: MaximumCount and UnitTime, or Allow, or Deny)",
                        "throttle: no policy and no id (expected: one of them)");
        assertThat(lab.engine.engine().diagnostics())
                .filteredOn(found -> found.message().startsWith("MaximumCount"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.code()).isEqualTo("MYL-2101");
                    assertThat(found.location().line()).isEqualTo(5);
                    assertThat(found.location().column()).isEqualTo(1);
                });
    }
}
