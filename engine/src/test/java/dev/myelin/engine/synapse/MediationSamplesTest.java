package dev.myelin.engine.synapse;

import static dev.myelin.engine.synapse.SampleRun.customQuote;
import static dev.myelin.engine.synapse.SampleRun.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Samples 0 to 17: message mediation. */
class MediationSamplesTest {
    private static final String GET_QUOTE = "urn:getQuote";

    @SynapseSample(
            value = "0",
            shows = "the message goes where its WS-Addressing header To says, and is logged in full")
    void sample0(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.addressed("/", run.stockQuoteService(), GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
        assertThat(run.request().body()).contains(quote("IBM"));
        run.awaitLog("To: " + run.stockQuoteService(), "Payload: ");
    }

    @SynapseSample(value = "1", shows = "To matches /StockQuote: the fixed service; else where To says")
    void sample1(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/services/StockQuote", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("<q:symbol>IBM</q:symbol>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
        String other = "http://localhost:" + run.port(9000) + "/services/Other";
        run.addressed("/", other, GET_QUOTE, quote("MSFT"));
        assertThat(run.requests().get(1).uri()).isEqualTo("/services/Other");
    }

    @SynapseSample(value = "2", shows = "switch sets a property by the symbol; the log has it and To")
    void sample2(SampleRun run) {
        run.start();
        for (String symbol : new String[] {"IBM", "MSFT", "SUN"}) {
            run.addressed("/", run.stockQuoteService(), GET_QUOTE, quote(symbol));
        }
        assertThat(run.requests()).hasSize(3);
        run.awaitLog(
                "symbol = Great stock - IBM",
                "symbol = Are you sure? - MSFT",
                "symbol = Normal Stock - SUN",
                "epr = " + run.stockQuoteService());
    }

    @SynapseSample(value = "4", shows = "the fault sequence runs for MSFT, the sequence's own onError for SUN")
    void sample4(SampleRun run) {
        run.start();
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains("84.5");
        run.soap("/", GET_QUOTE, quote("MSFT"));
        run.awaitLog("text = An unexpected error occured, message = ");
        run.soap("/", GET_QUOTE, quote("SUN"));
        run.awaitLog("text = An unexpected error occured for stock SUN, message = ");
        assertThat(run.requests()).hasSize(1);
    }

    @SynapseSample(value = "5", shows = "a service that is down becomes a SOAP fault with ERROR_MESSAGE as reason")
    void sample5(SampleRun run) {
        run.without(9009).start();
        HttpResponse<String> refused = run.soap("/", GET_QUOTE, quote("SUN"));
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("faultcode>soapenv:Server<", "cannot be reached");
        HttpResponse<String> unknown = run.soap("/", GET_QUOTE, quote("MSFT"));
        assertThat(unknown.body()).contains("Fault>", "bogus");
        run.awaitLog("******ERROR = ");
    }

    @SynapseSample(value = "6", shows = "the header mediator sets To; the message goes there")
    void sample6(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/services/StockQuote", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
    }

    @SynapseSample(value = "7", shows = "a request that is not valid against the XSD gets a fault, a valid one goes on")
    void sample7(SampleRun run) {
        run.start();
        HttpResponse<String> wrong = run.addressed("/", run.stockQuoteService(), GET_QUOTE, quote("IBM"));
        assertThat(wrong.body()).contains("Fault>", "Invalid custom quote request");
        assertThat(run.requests()).isEmpty();
        String valid = quote("IBM").replace("symbol>", "stocksymbol>");
        run.addressed("/", run.stockQuoteService(), GET_QUOTE, valid);
        assertThat(run.request().body()).contains(valid);
    }

    @SynapseSample(value = "8", shows = "stylesheets from a local entry and from the registry, for request and answer")
    void sample8(SampleRun run) {
        run.with("repository/conf/sample/resources/transform/transform.xslt", Stylesheets.REQUEST)
                .with("registry/transform/transform_back.xslt", Stylesheets.RESPONSE)
                .start();
        quotedFromCustom(run);
    }

    private static void quotedFromCustom(SampleRun run) {
        HttpResponse<String> answer = run.addressed("/", run.stockQuoteService(), GET_QUOTE, customQuote("IBM"));
        assertThat(run.request().body()).contains("getQuote", "symbol>IBM</").doesNotContain("Code");
        assertThat(answer.body()).contains("CheckPriceResponse", "Code>IBM</", "Price>84.5</");
    }

    @SynapseSample(
            value = "15",
            shows = "enrich: symbol exchanged for a local entry, a SOAP header filled from the answer")
    void sample15(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/", GET_QUOTE, quote("IBM"));
        assertThat(run.request().body()).contains("<m0:symbol>MSFT</m0:symbol>");
        assertThat(answer.body().substring(0, answer.body().indexOf("Body>"))).contains("Mon Nov 16");
        run.awaitLog("Original Request Symbol = IBM, Request Payload = <m0:getQuote");
    }

    @SynapseSample(value = "16", shows = "the key of the stylesheet comes from a property")
    void sample16(SampleRun run) {
        run.with("registry/transform/transform.xslt", Stylesheets.REQUEST)
                .with("registry/transform/transform_back.xslt", Stylesheets.RESPONSE)
                .start();
        quotedFromCustom(run);
    }

    @SynapseSample(value = "17", shows = "payloadFactory makes request and answer")
    void sample17(SampleRun run) {
        run.start();
        quotedFromCustom(run);
    }
}
