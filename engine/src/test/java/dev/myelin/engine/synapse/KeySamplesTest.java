package dev.myelin.engine.synapse;

import static dev.myelin.engine.synapse.SampleRun.order;
import static dev.myelin.engine.synapse.SampleRun.quote;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;

/** Samples 3, 9 to 12, and of callout, cache and message store. */
class KeySamplesTest {
    private static final String GET_QUOTE = "urn:getQuote";
    private static final String ENDPOINT = "<endpoint xmlns=\"http://ws.apache.org/ns/synapse\"><address"
            + " uri=\"http://localhost:@port:9000@/services/SimpleStockQuoteService\"/></endpoint>";
    private static final String LAST = "<q:last>84.5</q:last>";

    @SynapseSample(value = "3", shows = "a sequence and an endpoint by key; a local entry read with get-property")
    void sample3(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains(LAST);
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
        run.awaitLog("Text = Sending quote request", "version = 0.1", "direction = incoming");
    }

    @SynapseSample(value = "9", shows = "main is a sequence of the registry")
    void sample9(SampleRun run) {
        run.with(
                        "registry/sequence/dynamic_seq_1.xml",
                        "<sequence name=\"dynamic_sequence\" xmlns=\"http://ws.apache.org/ns/synapse\"><in><log level=\"custom\"><property name=\"message\""
                                + " value=\"*** Test Message 1 ***\"/></log></in><send/></sequence>")
                .start();
        HttpResponse<String> answer = run.addressed("/", run.stockQuoteService(), GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains(LAST);
        run.awaitLog("message = *** Test Message 1 ***");
    }

    @SynapseSample(value = "10", shows = "an endpoint of the registry; a key that leads nowhere is only a warning")
    void sample10(SampleRun run) {
        run.with("registry/endpoint/dynamic_endpt_1.xml", ENDPOINT).start();
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains(LAST);
        assertThat(run.diagnostics()).anyMatch(each -> each.message().equals("sequence xxx is not there"));
    }

    @SynapseSample(value = "12", shows = "a sequence inside a local entry, an endpoint in the file that one names")
    void sample12(SampleRun run) {
        run.with("repository/conf/sample/resources/endpoint/dynamic_endpt_1.xml", ENDPOINT)
                .start();
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains(LAST);
        run.awaitLog("message = *** Test Message 1 ***");
    }

    @SynapseSample(value = "420", shows = "the answer to the same question comes from the cache")
    void sample420(SampleRun run) {
        run.start();
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains(LAST);
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains(LAST);
        assertThat(run.requests()).hasSize(1);
        run.soap("/", GET_QUOTE, quote("SUN"));
        assertThat(run.requests()).hasSize(2);
    }

    @SynapseSample(value = "430", shows = "callout sends the body's first element and puts the answer in its place")
    void sample430(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.soap("/", GET_QUOTE, quote("IBM"));
        assertThat(answer.body()).contains("Body>", LAST).doesNotContain("getQuote ");
        assertThat(run.request().action()).isEqualTo(GET_QUOTE);
    }

    @SynapseSample(value = "700", shows = "a message is stored after a sequence has run, and accepted with 202")
    void sample700(SampleRun run) {
        run.start();
        assertThat(run.soap("/", "urn:placeOrder", order("IBM")).statusCode()).isEqualTo(202);
        run.awaitLog("On-Store = Storing message");
        assertThat(run.requests()).isEmpty();
    }
}
