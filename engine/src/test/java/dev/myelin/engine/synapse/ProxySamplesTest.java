package dev.myelin.engine.synapse;

import static dev.myelin.engine.synapse.SampleRun.SERVICES;
import static dev.myelin.engine.synapse.SampleRun.SOAP11;
import static dev.myelin.engine.synapse.SampleRun.SOAP12;
import static dev.myelin.engine.synapse.SampleRun.order;
import static dev.myelin.engine.synapse.SampleRun.quote;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;

/** Samples 150 to 160 and 800: proxies and APIs. */
class ProxySamplesTest {
    private static final String PROXY = "/services/StockQuoteProxy";
    private static final String GET_QUOTE = "urn:getQuote";

    @SynapseSample(value = "150", shows = "a proxy in front of the service; SOAP 1.1 and 1.2 stay what they are")
    void sample150(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap(PROXY, GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains(SOAP11, "<q:last>84.5</q:last>");
        assertThat(run.request().action()).isEqualTo(GET_QUOTE);
        String type = "application/soap+xml; charset=UTF-8; action=\"" + GET_QUOTE + "\"";
        HttpResponse<String> soap12 = run.post(PROXY, type, SampleRun.envelope(SOAP12, "", quote("MSFT")));
        assertThat(soap12.body()).contains(SOAP12, "<q:last>30.25</q:last>");
        assertThat(run.requests().get(1).action()).isEqualTo(GET_QUOTE);
    }

    @SynapseSample(value = "151", shows = "two proxies, one with a sequence, one with an endpoint of its own name")
    void sample151(SampleRun run) {
        run.start();
        for (String proxy : new String[] {"/services/StockQuoteProxy1", "/services/StockQuoteProxy2"}) {
            assertThat(run.soap(proxy, GET_QUOTE, quote("IBM")).body()).contains("<q:last>84.5</q:last>");
        }
        assertThat(run.requests()).hasSize(2).allMatch(request -> request.uri()
                .equals("/services/SimpleStockQuoteService"));
    }

    @SynapseSample(value = "153", shows = "security headers pass a proxy untouched")
    void sample153(SampleRun run) {
        run.start();
        String security =
                "<wsse:Security xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-"
                        + "secext-1.0.xsd\" soapenv:mustUnderstand=\"1\"><wsse:UsernameToken/></wsse:Security>";
        String message = SampleRun.envelope(SOAP11, security, quote("IBM"));
        HttpResponse<String> answer = run.post(PROXY, "text/xml", message, "SOAPAction", "\"urn:getQuote\"");
        assertThat(run.request().uri()).isEqualTo("/services/SecureStockQuoteService");
        assertThat(run.request().body()).isEqualTo(message);
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
    }

    @SynapseSample(value = "155", shows = "a proxy whose endpoint asks for addressing with a listener of its own")
    void sample155(SampleRun run) {
        run.start();
        assertThat(run.soap(PROXY, GET_QUOTE, quote("IBM")).body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().body()).contains(quote("IBM"));
    }

    @SynapseSample(
            value = "158",
            shows = "JSON comes, SOAP goes to the service, stylesheets add and take away namespaces")
    void sample158(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.post(
                "/services/JSONProxy",
                "application/json",
                "{\"getQuote\":{\"request\":{\"symbol\":\"IBM\"}}}",
                "SOAPAction",
                "\"urn:getQuote\"");
        assertThat(run.request().body()).contains(SOAP11, "<jsonObject xmlns=\"" + SERVICES + "\">", "<symbol>IBM<");
        assertThat(answer.body()).contains("<symbol>IBM</symbol>", "<last>84.5</last>");
    }

    @SynapseSample(
            value = "160",
            from = SynapseSample.APACHE_TESTS,
            shows = "DISABLE_CHUNKING: the answer has a length")
    void sample160(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap(PROXY, GET_QUOTE, quote("IBM"));
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().length());
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
    }

    @SynapseSample(value = "800", shows = "an API: GET with a variable asks for a quote, POST places an order with 202")
    void sample800(SampleRun run) {
        run.start();
        HttpResponse<String> quote = run.get("/stockquote/view/IBM");
        assertThat(quote.body()).contains("<q:symbol>IBM</q:symbol>");
        assertThat(run.request().method()).isEqualTo("POST");
        assertThat(run.request().action()).isEqualTo(GET_QUOTE);
        assertThat(run.request().body()).contains(SOAP11, "symbol>IBM</");
        HttpResponse<String> order = run.post("/stockquote/order/", "application/xml", order("IBM"));
        assertThat(order.statusCode()).isEqualTo(202);
        assertThat(order.body()).isEmpty();
        await().until(() -> run.requests().size() == 2);
        assertThat(run.requests().get(1).action()).isEqualTo("urn:placeOrder");
        assertThat(run.requests().get(1).body()).contains(SOAP11, order("IBM"));
    }

    @SynapseSample(value = "10001", from = SynapseSample.APACHE_TESTS, shows = "the same in front of another service")
    void sample10001(SampleRun run) {
        run.start();
        assertThat(run.get("/stockquote/view/IBM").body()).contains("<q:symbol>IBM</q:symbol>");
        assertThat(run.request().uri()).startsWith("/services/BogusService");
    }

    @SynapseSample(
            value = "10002",
            from = SynapseSample.APACHE_TESTS,
            shows = "the four proxies of the benchmark: direct, by content, by header, with a stylesheet")
    void sample10002(SampleRun run) {
        run.start();
        String foo = "<foo><bar>uuid-1</bar></foo>";
        assertThat(run.soap("/services/DirectMediationProxy", "urn:echo", foo).body())
                .contains(foo);
        assertThat(run.soap("/services/ContentBasedRoutingProxy", "urn:echo", foo)
                        .body())
                .contains(foo);
        String other = foo.replace("uuid", "none");
        assertThat(run.soap("/services/ContentBasedRoutingProxy", "urn:echo", other)
                        .body())
                .contains("Fault>", "First order must be for the symbol IBM");
        assertThat(run.soap("/services/HeaderBasedRoutingProxy", "urn:echo", foo, "CustomHeader", "TestValue")
                        .body())
                .contains(foo);
        assertThat(run.soap("/services/HeaderBasedRoutingProxy", "urn:echo", foo)
                        .body())
                .contains("Fault>");
        assertThat(run.requests()).hasSize(3);
        HttpResponse<String> turned = run.soap("/services/XSLTProxy", "urn:echo", foo);
        assertThat(run.requests().get(3).body()).contains("<oof>").doesNotContain("<foo>");
        assertThat(turned.body()).contains("<foo>");
    }

    @SynapseSample(value = "10003", from = SynapseSample.APACHE_TESTS, shows = "a resource for OPTIONS")
    void sample10003(SampleRun run) {
        run.start();
        assertThat(run.method("OPTIONS", "/test").statusCode()).isEqualTo(200);
        assertThat(run.request().method()).isEqualTo("OPTIONS");
        assertThat(run.get("/test").statusCode()).isEqualTo(405);
    }

    @SynapseSample(
            value = "10101",
            from = SynapseSample.APACHE_TESTS,
            shows = "DISABLE_CHUNKING: the request to the service has a length")
    void sample10101(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.post("/test/content_length", "application/xml", "<a>1</a>");
        assertThat(answer.body()).isEqualTo("<a>1</a>");
        assertThat(run.request().header("Content-Length")).isEqualTo("8");
        assertThat(run.post("/test/chunked", "application/xml", "<a>2</a>").body())
                .isEqualTo("<a>2</a>");
    }
}
