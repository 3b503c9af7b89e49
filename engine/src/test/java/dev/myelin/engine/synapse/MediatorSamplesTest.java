package dev.myelin.engine.synapse;

import static dev.myelin.engine.synapse.SampleRun.customQuote;
import static dev.myelin.engine.synapse.SampleRun.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Samples 350 to 752: scripts, queries, splitting, respond, rewriting, templates. */
class MediatorSamplesTest {
    private static final String GET_QUOTE = "urn:getQuote";

    private static void quotedFromCustom(SampleRun run, String path) {
        HttpResponse<String> answer = run.soap(path, GET_QUOTE, customQuote("IBM"));
        assertThat(run.request().body()).contains("getQuote", "symbol>IBM</").doesNotContain("Code");
        assertThat(answer.body()).contains("CheckPriceResponse", "Code>IBM</", "Price>84.5</");
    }

    @SynapseSample(value = "350", shows = "functions of JavaScript files, from a local entry and from the registry")
    void sample350(SampleRun run) {
        run.with(
                        "repository/conf/sample/resources/script/stockquoteTransformRequest.js",
                        "function transformRequest(mc) { var symbol = mc.getPayloadXML()..*::Code.toString();"
                                + " mc.setPayloadXML(<m:getQuote xmlns:m=\"http://services.samples\"><m:request>"
                                + "<m:symbol>{symbol}</m:symbol></m:request></m:getQuote>); }")
                .with(
                        "registry/script/stockquoteTransformResponse.js",
                        "function transformResponse(mc) { var x = mc.getPayloadXML(); mc.setPayloadXML("
                                + "<m:CheckPriceResponse xmlns:m=\"http://services.samples\"><m:Code>{x..*::symbol"
                                + ".toString()}</m:Code><m:Price>{x..*::last.toString()}</m:Price>"
                                + "</m:CheckPriceResponse>); }")
                .start();
        quotedFromCustom(run, "/");
    }

    @SynapseSample(value = "351", shows = "JavaScript with XML literals in the file itself")
    void sample351(SampleRun run) {
        run.start();
        quotedFromCustom(run, "/");
    }

    @SynapseSample(value = "352", shows = "a script makes the request a response, no service is asked")
    void sample352(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/", GET_QUOTE, quote("IBM"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Body>", "getQuoteResponse", "last>99.9</");
        assertThat(run.requests()).isEmpty();
    }

    @SynapseSample(value = "390", shows = "queries with variables make request and answer")
    void sample390(SampleRun run) {
        run.with(
                        "repository/conf/sample/resources/xquery/xquery_req.xq",
                        "<x><![CDATA[declare namespace m0=\"http://services.samples\"; declare variable $payload as"
                                + " document-node() external; <m0:getQuote><m0:request><m0:symbol>"
                                + "{$payload//m0:checkPriceRequest/m0:Code/child::text()}</m0:symbol></m0:request>"
                                + "</m0:getQuote>]]></x>")
                .with(
                        "registry/xquery/xquery_res.xq",
                        "<x><![CDATA[declare namespace m0=\"http://services.samples\"; declare variable $payload as"
                                + " document-node() external; declare variable $code as xs:string external;"
                                + " declare variable $price as xs:double external; <m0:CheckPriceResponse><m0:Code>"
                                + "{$code}</m0:Code><m0:Price>{$price}</m0:Price></m0:CheckPriceResponse>]]></x>")
                .start();
        quotedFromCustom(run, "/services/StockQuoteProxy");
    }

    @SynapseSample(value = "391", shows = "a query puts an XML resource and the answer together")
    void sample391(SampleRun run) {
        run.with(
                        "registry/xquery/xquery_commisson.xq",
                        "<x><![CDATA[declare namespace m0=\"http://services.samples\"; declare variable $payload as"
                                + " document-node() external; declare variable $commission as document-node()"
                                + " external; <m0:Quote><m0:price>{$payload//*[local-name() = 'last']/text()}"
                                + "</m0:price><m0:commission>{$commission//rate/text()}</m0:commission></m0:Quote>]]>"
                                + "</x>")
                .with("registry/misc/commission.xml", "<commission><rate>0.8</rate></commission>")
                .start();
        HttpResponse<String> answer = run.soap("/services/StockQuoteProxy", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("price>84.5</", "commission>0.8</");
    }

    @SynapseSample(
            value = "400",
            shows = "a message for several quotes is split, the answers are put together in order")
    void sample400(SampleRun run) {
        run.start();
        splitAndAggregated(run);
    }

    private static void splitAndAggregated(SampleRun run) {
        HttpResponse<String> answer = run.soap("/services/SplitAggregateProxy", GET_QUOTE, quote("IBM", "MSFT", "SUN"));
        assertThat(run.requests()).hasSize(3).allMatch(request -> request.body().split("m0:symbol>").length == 3);
        assertThat(answer.body().split("getQuoteResponse xmlns").length - 1).isEqualTo(3);
        assertThat(answer.body().replaceAll("(?s).*?symbol>([A-Z]+)</|.", "$1 ").strip())
                .matches("IBM\\s+MSFT\\s+SUN");
    }

    @SynapseSample(value = "440", shows = "respond: the request comes back")
    void sample440(SampleRun run) {
        run.start();
        HttpResponse<String> answer =
                run.post("/services/EchoService", "application/json", "{\"mail\":{\"from\":\"a\"}}");
        assertThat(answer.body()).isEqualTo("{\"mail\":{\"from\":\"a\"}}");
        assertThat(run.requests()).isEmpty();
    }

    @SynapseSample(value = "441", shows = "respond with what payloadFactory made, as SOAP to a SOAP client")
    void sample441(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/services/MockService", "urn:mock", "<a/>");
        assertThat(answer.body()).containsPattern("Body><m:Sample [^<]*<m:Response>\\s*<m:value>foo</m:value>");
        assertThat(run.requests()).isEmpty();
    }

    @SynapseSample(value = "450", shows = "rewrite exchanges a part of the path")
    void sample450(SampleRun run) {
        run.start();
        String to = "http://localhost:" + run.port(9000) + "/soap/SimpleStockQuoteService";
        HttpResponse<String> answer = run.addressed("/", to, GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
    }

    @SynapseSample(value = "452", shows = "rewrite sets host and port and puts a path in front, by conditions")
    void sample452(SampleRun run) {
        run.start();
        HttpResponse<String> answer =
                run.addressed("/", "http://test.com/SimpleStockQuoteService", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
    }

    @SynapseSample(value = "750", shows = "a sequence template with the key of a stylesheet as parameter")
    void sample750(SampleRun run) {
        run.with("repository/conf/sample/resources/transform/transform.xslt", Stylesheets.REQUEST)
                .with("repository/conf/sample/resources/transform/transform_back.xslt", Stylesheets.RESPONSE)
                .start();
        quotedFromCustom(run, "/services/StockQuoteProxy");
        run.awaitLog("BEFORE_TRANSFORM = true", "AFTER_TRANSFORM = true");
    }

    @SynapseSample(
            value = "751",
            from = SynapseSample.WSO2,
            shows = "templates that split and aggregate by expressions they are given")
    void sample751(SampleRun run) {
        run.start();
        splitAndAggregated(run);
    }

    @SynapseSample(value = "380", shows = "a Java class with properties changes the answer")
    void sample380(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("last>75.05</").doesNotContain("84.5");
    }

    @SynapseSample(
            value = "18",
            from = SynapseSample.WSO2,
            shows = "foreach makes each request of the message anew, the log shows them together")
    void sample18(SampleRun run) {
        run.start();
        run.soap("/", GET_QUOTE, quote("IBM", "SUN"));
        run.awaitLog("m0:code>IBM</m0:code>", "m0:code>SUN</m0:code>");
        assertThat(run.engine().log().containing("m0:code>IBM</m0:code>").get(0))
                .contains("m0:getQuote", "m0:code>SUN</m0:code>")
                .doesNotContain("m0:symbol");
    }
}
