package dev.myelin.engine.synapse;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample server that comes with Synapse, as far as the samples need it: {@code SimpleStockQuoteService} ({@code
 * getQuote}, {@code placeOrder}), {@code LBService1} and an echo, in SOAP 1.1, 1.2 and plain XML.
 */
final class StockQuoteServer implements AutoCloseable {
    static final Map<String, String> PRICES = Map.of("IBM", "84.5", "MSFT", "30.25", "SUN", "12.75");

    private static final String SERVICES = "http://services.samples";
    private static final Pattern SYMBOL = Pattern.compile("symbol(?:\\s[^>]*)?>([^<]*)<");

    private final int name;
    private final boolean wso2;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * What came.
     *
     * @param port the server's port in the sample's file
     * @param method GET and so on
     * @param uri path and query
     * @param headers by name
     * @param body as text
     */
    record Request(int port, String method, String uri, Headers headers, String body) {
        String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }

        /** The SOAP action, without quotes, wherever the version of SOAP puts it. */
        String action() {
            String action = header("SOAPAction").replace("\"", "");
            String type = header("Content-Type");
            int at = type.indexOf("action=");
            return action.isEmpty() && at >= 0 ? type.substring(at + 7).replace("\"", "") : action;
        }
    }

    /**
     * Starts it.
     *
     * @param name its port in the sample's file, which is its name in answers
     * @param port the one it listens on
     * @param wso2 whether answers have WSO2's namespaces
     */
    StockQuoteServer(int name, int port, boolean wso2) {
        this.name = name;
        this.wso2 = wso2;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), port), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    List<Request> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Headers headers = exchange.getRequestHeaders();
        requests.add(new Request(
                name, exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
        String content = content(exchange.getRequestURI().getPath(), body);
        if (content.isEmpty() && !exchange.getRequestURI().getPath().contains("/EchoService")) {
            exchange.sendResponseHeaders(202, -1);
        } else {
            byte[] bytes = enveloped(body, content).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type(headers.getFirst("Content-Type")));
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** What the service says; empty for an operation without an answer. */
    private String content(String path, String body) {
        if (path.contains("/EchoService")) {
            int start = body.indexOf("Body>");
            return start < 0 ? body : body.substring(start + 5, body.lastIndexOf("</", body.lastIndexOf("Body>")));
        }
        if (body.contains("sampleOperation")) {
            return "<ns:sampleOperationResponse xmlns:ns=\"" + SERVICES + "\"><ns:return>Response from server: MyServer"
                    + (name - 9000) + "</ns:return></ns:sampleOperationResponse>";
        }
        Matcher symbol = SYMBOL.matcher(body);
        return body.contains("getQuote") && symbol.find()
                ? quote(symbol.group(1).strip())
                : "";
    }

    private String quote(String symbol) {
        String inner = wso2 ? SERVICES + "/xsd" : SERVICES;
        String price = PRICES.getOrDefault(symbol, "1.0");
        return "<ns:getQuoteResponse xmlns:ns=\"" + SERVICES + "\"><ns:return xmlns:q=\"" + inner + "\"><q:change>-2.5"
                + "</q:change><q:high>90.1</q:high><q:last>" + price + "</q:last><q:lastTradeTimestamp>Mon Nov 16"
                + " 09:30:00 UTC 2026</q:lastTradeTimestamp><q:low>80.2</q:low><q:name>" + symbol
                + " Company</q:name><q:symbol>" + symbol + "</q:symbol><q:volume>17949</q:volume></ns:return>"
                + "</ns:getQuoteResponse>";
    }

    private static String enveloped(String request, String content) {
        String version = request.contains(SampleRun.SOAP12) ? SampleRun.SOAP12 : SampleRun.SOAP11;
        return request.contains("Envelope") ? SampleRun.envelope(version, "", content) : content;
    }

    private static String type(String ofRequest) {
        return ofRequest == null ? "application/xml" : ofRequest.replaceFirst(";.*", "") + "; charset=UTF-8";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
