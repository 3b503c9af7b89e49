package dev.myelin.engine.testkit;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP server that remembers what it was sent, and answers as a test says: by default the body that came. */
public final class RecordingBackend implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Function<Request, Answer>> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * What came.
     *
     * @param method GET and so on
     * @param uri path and query, raw
     * @param headers by name
     * @param body as UTF-8
     */
    public record Request(String method, String uri, Headers headers, String body) {
        /** The first header of that name; empty text when there is none. */
        public String header(String name) {
            String value = headers.getFirst(name);
            return value == null ? "" : value;
        }
    }

    /**
     * What is answered.
     *
     * @param status of HTTP
     * @param contentType of the body
     * @param body may be empty
     * @param headers more of them
     */
    public record Answer(int status, String contentType, String body, Map<String, String> headers) {
        /** Without more headers. */
        public Answer(int status, String contentType, String body) {
            this(status, contentType, body, Map.of());
        }
    }

    /** Starts on {@code port} of localhost; 0 for any. */
    public RecordingBackend(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), port), 64);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Answers requests to {@code path} so from now on. */
    public RecordingBackend answers(String path, int status, String contentType, String body) {
        return answers(path, request -> new Answer(status, contentType, body));
    }

    /** Answers requests to {@code path} so from now on; on any thread. */
    public RecordingBackend answers(String path, Function<Request, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers requests to {@code path} only when what this returns has been counted down. */
    public CountDownLatch holds(String path) {
        CountDownLatch latch = new CountDownLatch(1);
        held.put(path, latch);
        return latch;
    }

    /** What came, in order. */
    public List<Request> requests() {
        return requests;
    }

    /** What came last. */
    public Request last() {
        return requests.get(requests.size() - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(
                exchange.getRequestMethod(), exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body);
        requests.add(request);
        await(held.get(exchange.getRequestURI().getPath()));
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        Answer answer = answers.getOrDefault(
                        exchange.getRequestURI().getPath(),
                        any -> new Answer(200, type == null ? "text/plain" : type, body))
                .apply(request);
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(@Nullable CountDownLatch latch) throws IOException {
        try {
            if (latch != null && !latch.await(60, TimeUnit.SECONDS)) {
                throw new IOException("nobody let it go");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
