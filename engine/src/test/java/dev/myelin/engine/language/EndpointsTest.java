package dev.myelin.engine.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Endpoint kinds: http, default, by key and expression, failover, load balance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndpointsTest {
    private Lab lab;

    private static String call(String name, String before, String endpoint) {
        return Lab.proxy(name, before + "<call>" + endpoint + "</call><respond/>");
    }

    private static String address(String host, String path) {
        return "<endpoint><address uri=\"http://localhost:@port:" + host + "@/" + path + "\"/></endpoint>";
    }

    private static String http(String attributes) {
        return "<endpoint><http " + attributes + "/></endpoint>";
    }

    @BeforeAll
    void start() {
        String x = "<property name=\"uri.var.x\" expression=\"$body//x\"/>";
        lab = Lab.start(call(
                        "template",
                        x,
                        http(
                                "method=\"put\" uri-template=\"http://localhost:@port:backend@/t/{uri.var.x}?q={+uri.var.x}\""))
                + call(
                        "whole",
                        "<property name=\"uri.var.url\" value=\"http://localhost:@port:backend@/whole\"/>",
                        http("uri-template=\"{uri.var.url}/x\""))
                + call(
                        "byTo",
                        "<header name=\"To\" value=\"http://localhost:@port:backend@/byTo\"/>",
                        "<endpoint><default format=\"pox\"/></endpoint>")
                + call(
                        "operators",
                        x,
                        http(
                                "uri-template=\"http://localhost:@port:backend@/o{/uri.var.x,query.param.b}{?query.param.a,uri.var.x,"
                                        + "none}{&amp;uri.var.x:1}\""))
                + call("nowhere", "", "<endpoint><default/></endpoint>")
                + call("expression", x, "<endpoint key-expression=\"$ctx:uri.var.x\"/>")
                + call(
                        "failover",
                        "",
                        "<endpoint><failover>" + address("nobody", "") + address("backend", "second")
                                + "</failover></endpoint>")
                + call(
                        "failoverOfNone",
                        "",
                        "<endpoint><failover>" + address("nobody", "") + address("nobody", "")
                                + "</failover></endpoint>")
                + call("failoverByKey", "", "<endpoint key=\"Group\"/>")
                + "<endpoint name=\"Group\"><failover><endpoint key=\"Down\"/><endpoint key=\"Backend\"/></failover></endpoint>"
                + "<endpoint name=\"Down\"><address uri=\"http://localhost:@port:nobody@/\">"
                + "<suspendOnFailure><initialDuration>600000</initialDuration></suspendOnFailure></address></endpoint>"
                + call(
                        "balance",
                        "",
                        "<endpoint><loadbalance algorithm=\"org.apache.synapse.endpoints.algorithms.RoundRobin\">"
                                + address("backend", "a") + address("backend", "b") + address("nobody", "")
                                + "</loadbalance></endpoint>")
                + call(
                        "balanceOnly",
                        "",
                        "<endpoint><loadbalance failover=\"false\">" + address("nobody", "")
                                + address("backend", "only") + "</loadbalance></endpoint>")
                + Lab.proxy(
                        "sendFailover",
                        "<send><endpoint><failover>" + address("nobody", "") + address("backend", "sent")
                                + "</failover></endpoint></send>"));
    }

    @AfterAll
    void stop() {
        lab.close();
    }

    @Test
    void everythingDeploysWithoutAFinding() {
        assertThat(lab.engine.engine().diagnostics()).isEmpty();
    }

    private int post(String proxy) {
        return lab.post(proxy, "application/xml", "<a><x>1</x></a>").statusCode();
    }

    @Test
    void variablesOfATemplateAreEncodedUnlessTheyAreTakenAsTheyAre() {
        lab.post("template", "application/xml", "<a><x>a b/c&amp;d</x></a>");
        assertThat(lab.backend.last().uri()).isEqualTo("/t/a%20b%2Fc%26d?q=a%20b/c&d");
        assertThat(lab.backend.last().method()).isEqualTo("PUT");
    }

    @Test
    void operatorsMakePathsAndQueries() {
        lab.post("operators?a=1&b=%26", "application/xml", "<a><x>a b</x></a>");
        assertThat(lab.backend.last().uri()).isEqualTo("/o/a%20b/%26?a=1&x=a%20b&x=a");
        lab.post("operators", "application/xml", "<a><x>é</x></a>");
        assertThat(lab.backend.last().uri()).isEqualTo("/o/%C3%A9?x=%C3%A9&x=%C3%A9");
    }

    @Test
    void aVariableAtTheStartHoldsTheHost() {
        assertThat(post("whole")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/whole/x");
        assertThat(lab.backend.last().method()).isEqualTo("POST");
    }

    @Test
    void theDefaultEndpointSendsToTo() {
        lab.post("byTo", "text/xml", Lab.soap(Lab.SOAP11, "<a/>"));
        assertThat(lab.backend.last().uri()).isEqualTo("/byTo");
        assertThat(lab.backend.last().body()).isEqualTo("<a/>");
        assertThat(post("nowhere")).isEqualTo(500);
    }

    @Test
    void anExpressionNamesTheEndpoint() {
        assertThat(lab.post("expression", "application/xml", "<a><x>Backend</x></a>")
                        .statusCode())
                .isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/named");
        assertThat(lab.post("expression", "application/xml", "<a><x>None</x></a>")
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void failoverSendsToTheNextEndpoint() {
        assertThat(post("failover")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/second");
        assertThat(post("failoverOfNone")).isEqualTo(503);
        assertThat(lab.post("sendFailover", "text/plain", "x").body()).isEqualTo("x");
        assertThat(lab.backend.last().uri()).isEqualTo("/sent");
    }

    @Test
    void endpointsAtRestAreLeftOut() {
        assertThat(post("failoverByKey")).isEqualTo(200);
        assertThat(post("failoverByKey")).isEqualTo(200);
        assertThat(lab.backend.last().uri()).isEqualTo("/named");
    }

    @Test
    void aLoadBalanceGoesRound() {
        int before = lab.backend.requests().size();
        IntStream.range(0, 6).forEach(i -> assertThat(post("balance")).isEqualTo(200));
        List<String> uris = lab.backend.requests().stream()
                .skip(before)
                .map(request -> request.uri())
                .toList();
        // The third one is down: the first one gets its message.
        assertThat(uris).containsExactly("/a", "/b", "/a", "/a", "/b", "/a");
        assertThat(post("balanceOnly")).isEqualTo(503);
        assertThat(post("balanceOnly")).isEqualTo(200);
    }
}
