package dev.myelin.engine.synapse;

import static org.awaitility.Awaitility.await;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One sample: its file with the ports of the sample servers exchanged for free ones and nothing else, an engine that runs
 * it, the sample servers that it names, and a client.
 */
final class SampleRun implements AutoCloseable {
    static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";
    static final String SERVICES = "http://services.samples";

    /** The ports of the sample servers: 9000 to 9003, and those that nobody listens on. */
    private static final Pattern PORT = Pattern.compile("\\b90[0-9]{2}\\b");

    private final String definitions;
    private final boolean wso2;
    private final Set<Integer> ports = new TreeSet<>(Set.of(9000));
    private final Set<Integer> down = new HashSet<>();
    private final Map<Integer, StockQuoteServer> servers = new TreeMap<>();
    private final List<UnaryOperator<ConfFolder>> files = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private @Nullable EngineHarness engine;

    private SampleRun(String text, boolean wso2) {
        this.wso2 = wso2;
        definitions = PORT.matcher(text).replaceAll(found -> {
            ports.add(Integer.valueOf(found.group()));
            return Matcher.quoteReplacement(port(found.group()));
        });
    }

    /** Reads the file of a sample; {@code wso2} if answers of the sample servers have WSO2's namespaces. */
    static SampleRun prepare(Path file, boolean wso2) {
        try {
            return new SampleRun(Files.readString(file), wso2);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String port(String number) {
        return "@port:" + number + "@";
    }

    /** Puts a file into the conf directory, which the sample expects there. */
    SampleRun with(String name, String text) {
        files.add(conf -> conf.file(name, text));
        return this;
    }

    /** Leaves these sample servers out. */
    SampleRun without(Integer... stopped) {
        down.addAll(List.of(stopped));
        return this;
    }

    /** Starts servers and engine; no artefact may be refused. */
    SampleRun start() {
        EngineHarness made = EngineHarness.start(this::conf, options -> options.withStrict(true));
        engine = made;
        for (Integer each : ports) {
            if (!down.contains(each)) {
                servers.put(each, new StockQuoteServer(each, made.wsPort(String.valueOf(each)), wso2));
            }
        }
        return this;
    }

    private ConfFolder conf(ConfFolder folder) {
        ConfFolder made = folder.toml("[server]\ndrain_time = \"100ms\"\n")
                .file("synapse-configs/default/synapse.xml", definitions);
        for (UnaryOperator<ConfFolder> each : files) {
            made = each.apply(made);
        }
        return made;
    }

    EngineHarness engine() {
        if (engine == null) {
            throw new IllegalStateException("not started");
        }
        return engine;
    }

    /** Starts a sample server that was left out. */
    void startServer(int number) {
        servers.put(number, new StockQuoteServer(number, engine().wsPort(String.valueOf(number)), wso2));
    }

    /** Stops a sample server. */
    void stopServer(int number) {
        servers.remove(number).close();
    }

    /** The real port of one in the sample's file. */
    int port(int number) {
        return engine().wsPort(String.valueOf(number));
    }

    /** What the sample servers were sent, those of each in order. */
    List<StockQuoteServer.Request> requests() {
        return servers.values().stream()
                .flatMap(server -> server.requests().stream())
                .toList();
    }

    /** The one request that the sample servers got. */
    StockQuoteServer.Request request() {
        List<StockQuoteServer.Request> all = requests();
        if (all.size() != 1) {
            throw new AssertionError("expected one request: " + all);
        }
        return all.get(0);
    }

    /** The same, which may still be under way. */
    StockQuoteServer.Request awaitRequest() {
        await().until(() -> !requests().isEmpty());
        return request();
    }

    /** Waits for a line of the log with all of {@code texts}. */
    void awaitLog(String... texts) {
        await().untilAsserted(() -> {
            for (String text : texts) {
                if (engine().log().containing(text).isEmpty()) {
                    throw new AssertionError(text + " is not in\n"
                            + String.join("\n", engine().log().lines()));
                }
            }
        });
    }

    /** What {@code ant stockquote} sends: SOAP 1.1 with an action. */
    HttpResponse<String> soap(String path, String action, String body, String... headers) {
        return post(path, "text/xml; charset=UTF-8", envelope(SOAP11, "", body), withAction(action, headers));
    }

    /** The same with {@code -Daddurl}: WS-Addressing says where it goes. */
    HttpResponse<String> addressed(String path, String to, String action, String body) {
        String header = "<a:To xmlns:a=\"http://www.w3.org/2005/08/addressing\">" + to + "</a:To>"
                + "<a:MessageID xmlns:a=\"http://www.w3.org/2005/08/addressing\">urn:uuid:1</a:MessageID>"
                + "<a:Action xmlns:a=\"http://www.w3.org/2005/08/addressing\">" + action + "</a:Action>";
        return post(path, "text/xml; charset=UTF-8", envelope(SOAP11, header, body), withAction(action));
    }

    private static String[] withAction(String action, String... headers) {
        List<String> all = new ArrayList<>(List.of("SOAPAction", "\"" + action + "\""));
        all.addAll(List.of(headers));
        return all.toArray(String[]::new);
    }

    HttpResponse<String> post(String path, String type, String body, String... headers) {
        return send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", type), headers);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    HttpResponse<String> method(String method, String path) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + engine().httpPort() + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The address of a service of the sample server 9000. */
    String stockQuoteService() {
        return "http://localhost:" + port(9000) + "/services/SimpleStockQuoteService";
    }

    static String envelope(String version, String header, String body) {
        return "<soapenv:Envelope xmlns:soapenv=\"" + version + "\"><soapenv:Header>" + header
                + "</soapenv:Header><soapenv:Body>" + body + "</soapenv:Body></soapenv:Envelope>";
    }

    /** {@code -Dmode=quote}. */
    static String quote(String... symbols) {
        StringBuilder requests = new StringBuilder();
        for (String symbol : symbols) {
            requests.append("<m0:request><m0:symbol>").append(symbol).append("</m0:symbol></m0:request>");
        }
        return "<m0:getQuote xmlns:m0=\"" + SERVICES + "\">" + requests + "</m0:getQuote>";
    }

    /** {@code -Dmode=customquote}. */
    static String customQuote(String symbol) {
        return "<m0:checkPriceRequest xmlns:m0=\"" + SERVICES + "\"><m0:Code>" + symbol
                + "</m0:Code></m0:checkPriceRequest>";
    }

    /** {@code -Dmode=placeorder}. */
    static String order(String symbol) {
        return "<m0:placeOrder xmlns:m0=\"" + SERVICES + "\"><m0:order><m0:price>172.2</m0:price><m0:quantity>18"
                + "</m0:quantity><m0:symbol>" + symbol + "</m0:symbol></m0:order></m0:placeOrder>";
    }

    /** What the load balancing client sends. */
    static String sampleOperation() {
        return "<ns:sampleOperation xmlns:ns=\"" + SERVICES + "\"/>";
    }

    /** What deployment found. */
    List<Diagnostic> diagnostics() {
        return engine().engine().diagnostics();
    }

    @Override
    public void close() {
        servers.values().forEach(StockQuoteServer::close);
        if (engine != null) {
            engine.close();
        }
    }
}
