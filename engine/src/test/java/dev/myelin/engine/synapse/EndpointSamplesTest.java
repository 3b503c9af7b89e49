package dev.myelin.engine.synapse;

import static dev.myelin.engine.synapse.SampleRun.SOAP11;
import static dev.myelin.engine.synapse.SampleRun.order;
import static dev.myelin.engine.synapse.SampleRun.quote;
import static dev.myelin.engine.synapse.SampleRun.sampleOperation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Samples 50 to 64: endpoints. */
class EndpointSamplesTest {
    private static final String GET_QUOTE = "urn:getQuote";
    private static final String WSDL = "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\""
            + " xmlns:s=\"http://schemas.xmlsoap.org/wsdl/soap/\" xmlns:t=\"urn:t\" targetNamespace=\"urn:t\">"
            + "<w:service name=\"SimpleStockQuoteService\"><w:port name=\"SimpleStockQuoteServiceHttpSoap11Endpoint\""
            + " binding=\"t:b\"><s:address location=\"http://localhost:@port:9000@/services/SimpleStockQuoteService\"/>"
            + "</w:port></w:service></w:definitions>";
    private static final Pattern SERVER = Pattern.compile("MyServer([0-9])");

    private static String server(HttpResponse<String> answer) {
        Matcher name = SERVER.matcher(answer.body());
        return name.find() ? name.group(1) : answer.body();
    }

    private static List<String> servers(SampleRun run, int times) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            names.add(server(run.soap("/services/LBService1", "sampleOperation", sampleOperation())));
        }
        return names;
    }

    @SynapseSample(value = "50", shows = "plain XML comes, SOAP 1.1 with an action goes to the service")
    void sample50(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.post("/services/StockQuote", "application/xml", quote("IBM"));
        assertThat(run.request().header("Content-Type")).startsWith("text/xml");
        assertThat(run.request().action()).isEqualTo("urn:getQuote");
        assertThat(run.request().body()).contains(SOAP11, "Body>" + quote("IBM"));
        assertThat(answer.body()).contains("<q:last>84.5</q:last>");
    }

    @SynapseSample(value = "52", shows = "three services in turn; one that is down is left out; all down: a SOAP fault")
    void sample52(SampleRun run) {
        run.start();
        assertThat(servers(run, 6)).containsExactly("1", "2", "3", "1", "2", "3");
        run.stopServer(9002);
        assertThat(servers(run, 6)).doesNotContain("2").contains("1", "3");
        run.stopServer(9001);
        run.stopServer(9003);
        HttpResponse<String> none = run.soap("/", "sampleOperation", sampleOperation());
        assertThat(none.body()).contains("Fault>", "COULDN'T SEND THE MESSAGE TO THE SERVER.");
    }

    @SynapseSample(
            value = "53",
            shows = "the first service that is there; the next one when it goes; all gone: a fault")
    void sample53(SampleRun run) {
        run.start();
        assertThat(servers(run, 3)).containsExactly("1", "1", "1");
        run.stopServer(9001);
        assertThat(servers(run, 3)).containsExactly("2", "2", "2");
        run.stopServer(9002);
        assertThat(servers(run, 3)).containsExactly("3", "3", "3");
        run.stopServer(9003);
        HttpResponse<String> none = run.soap("/", "sampleOperation", sampleOperation());
        assertThat(none.body()).contains("Fault>", "COULDN'T SEND THE MESSAGE TO THE SERVER.");
    }

    @SynapseSample(value = "51", shows = "messages with attachments, routed by action, pass as they are")
    void sample51(SampleRun run) {
        run.start();
        String type = "multipart/related; boundary=\"b1\"; type=\"application/xop+xml\"; start=\"<r>\"";
        String message = "--b1\r\nContent-Type: application/xop+xml; type=\"text/xml\"\r\nContent-ID: <r>\r\n\r\n"
                + SampleRun.envelope(SOAP11, "", "<m0:uploadFileUsingMTOM xmlns:m0=\"" + SampleRun.SERVICES + "\"/>")
                + "\r\n--b1\r\nContent-Type: image/gif\r\nContent-ID: <i>\r\n\r\nGIF89a\u00e4\r\n--b1--\r\n";
        run.post("/", type, message, "SOAPAction", "\"urn:uploadFileUsingMTOM\"");
        assertThat(run.request().uri()).isEqualTo("/services/MTOMSwASampleService");
        assertThat(run.request().header("Content-Type")).isEqualTo(type);
        assertThat(run.request().body()).isEqualTo(message);
        run.post("/", type, message, "SOAPAction", "\"urn:unknown\"");
        assertThat(run.requests()).hasSize(1);
    }

    @SynapseSample(
            value = "64",
            from = SynapseSample.WSO2,
            shows = "call with a default endpoint: a fault without To, the service with the header To")
    void sample64(SampleRun run) {
        run.start();
        HttpResponse<String> answer = run.get("/stockquote/to-header-set");
        assertThat(answer.body()).contains("symbol>IBM</");
        assertThat(run.request().uri()).startsWith("/services/SimpleStockQuoteService");
        assertThat(run.request().action()).isEqualTo("urn:getQuote");
        assertThat(run.get("/stockquote/service-chain").statusCode()).isEqualTo(500);
    }

    @SynapseSample(value = "59", shows = "of six messages one, two and three go to the services with these weights")
    void sample59(SampleRun run) {
        run.start();
        assertThat(servers(run, 12))
                .containsExactlyInAnyOrder("1", "1", "2", "2", "2", "2", "3", "3", "3", "3", "3", "3");
    }

    @SynapseSample(value = "56", shows = "the address of an endpoint is read from a WSDL file")
    void sample56(SampleRun run) {
        run.with("repository/conf/sample/resources/proxy/sample_proxy_1.wsdl", WSDL)
                .start();
        assertThat(run.soap("/", GET_QUOTE, quote("IBM")).body()).contains("<q:last>84.5</q:last>");
        assertThat(run.request().uri()).isEqualTo("/services/SimpleStockQuoteService");
    }

    @SynapseSample(value = "58", shows = "members of a load balance get the path of the request, in turn")
    void sample58(SampleRun run) {
        run.start();
        assertThat(servers(run, 6)).containsExactly("1", "2", "3", "1", "2", "3");
        run.stopServer(9002);
        assertThat(servers(run, 6)).doesNotContain("2").contains("1", "3");
    }

    @SynapseSample(value = "61", shows = "each endpoint of a recipient list gets the message; the client a 202")
    void sample61(SampleRun run) {
        run.start();
        assertThat(run.soap("/", "urn:placeOrder", order("IBM")).statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(run.requests())
                .extracting(StockQuoteServer.Request::port)
                .containsExactlyInAnyOrder(9001, 9002, 9003));
    }

    @SynapseSample(value = "62", shows = "the recipients are a list in the registry")
    void sample62(SampleRun run) {
        run.with(
                        "registry/recipients/EP_LIST",
                        "http://localhost:@port:9000@/services/A,http://localhost:@port:9000@/services/B")
                .start();
        assertThat(run.soap("/", "urn:placeOrder", order("IBM")).statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(run.requests())
                .extracting(StockQuoteServer.Request::uri)
                .containsExactlyInAnyOrder("/services/A", "/services/B"));
    }
}
