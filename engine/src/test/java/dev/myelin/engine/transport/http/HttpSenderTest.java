package dev.myelin.engine.transport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.SendRequest.Mode;
import dev.myelin.engine.testkit.FreePorts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSenderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicReference<Fault> fault = new AtomicReference<>();
    private HttpFixture http;
    private HttpServer backend;

    @BeforeEach
    void start() throws Exception {
        http = new HttpFixture();
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(threads);
        backend.start();
    }

    @AfterEach
    void stop() {
        http.close();
        backend.stop(0);
        threads.shutdownNow();
    }

    @Test
    void callPutsTheReplyInTheMessagesPlace() throws Exception {
        AtomicReference<HttpExchange> seen = new AtomicReference<>();
        AtomicReference<String> body = new AtomicReference<>();
        backend(exchange -> {
            seen.set(exchange);
            body.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.getResponseHeaders().set("Content-Type", "application/xml; charset=UTF-8");
            exchange.getResponseHeaders().set("X-Back", "b");
            answer(exchange, 409, "<conflict/>");
        });
        AtomicReference<String> status = new AtomicReference<>();
        http.proxy("p", http.sending(address("/base?k=v"), Mode.CALL, TIMEOUT, exchange -> {
            status.set(MessageContext.text(exchange, Scope.AXIS2, "HTTP_SC"));
            assertThat(MessageContext.of(exchange).isResponse()).isTrue();
            HttpFixture.respond(exchange);
        }));

        HttpResponse<String> answer = http.client.send(
                http.request("/services/p/more?x=1")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("X-Fwd", "f")
                        .header("TE", "trailers")
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"ä\": 1 }"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(status).hasValue("409");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("<conflict/>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml; charset=UTF-8");
        assertThat(answer.headers().firstValue("X-Back")).contains("b");
        HttpExchange request = seen.get();
        assertThat(request.getRequestMethod()).isEqualTo("PUT");
        assertThat(request.getRequestURI()).hasToString("/base/more?k=v&x=1");
        assertThat(request.getRequestHeaders().getFirst("Host"))
                .isEqualTo("127.0.0.1:" + backend.getAddress().getPort());
        assertThat(request.getRequestHeaders().getFirst("X-Fwd")).isEqualTo("f");
        assertThat(request.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/json; charset=utf-8");
        assertThat(request.getRequestHeaders()).doesNotContainKeys("Te", "Transfer-encoding");
        assertThat(body).hasValue("{\"ä\": 1 }");
    }

    @Test
    void sendAnswersTheCallerDirectlyWhenThereIsNoReplySequence() throws Exception {
        backend(exchange -> answer(exchange, 200, "from the back-end"));
        AtomicReference<String> kept = new AtomicReference<>();
        http.proxy(
                "p",
                http.sending(
                        address("/"),
                        Mode.SEND,
                        TIMEOUT,
                        exchange -> kept.set(Payload.of(exchange).text())));

        HttpResponse<String> answer = http.post("/services/p", "text/plain", "mine");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("from the back-end");
        assertThat(kept).hasValue("mine");
    }

    @Test
    void sendRunsTheReplySequenceOnAnExchangeOfItsOwn() throws Exception {
        backend(exchange -> answer(exchange, 200, "reply"));
        http.sequences.put("out", reply -> {
            assertThat(MessageContext.of(reply).isResponse()).isTrue();
            String before = MessageContext.text(reply, Scope.DEFAULT, "set.before");
            HttpFixture.respond(reply, Payload.of(reply).text() + " after " + before, "text/plain");
        });
        AsyncProcessor send = http.sending(address("/"), Mode.SEND, TIMEOUT, exchange -> {});
        ProxySettings settings = new ProxySettings("p", List.of("http"), true, Optional.of("out"), Map.of());
        http.proxy(settings, settingFirst(send, exchange -> exchange.setProperty("set.before", "send")));

        assertThat(http.post("/services/p", "text/plain", "x").body()).isEqualTo("reply after send");
    }

    @Test
    void aFailureOfTheReplySequenceReachesTheCaller() throws Exception {
        backend(exchange -> answer(exchange, 200, "reply"));
        http.sequences.put("out", reply -> reply.setException(Fault.of(ErrorCode.MEDIATION, "broken")));
        ProxySettings settings = new ProxySettings("p", List.of("http"), true, Optional.of("out"), Map.of());
        http.proxy(settings, http.sending(address("/"), Mode.SEND, TIMEOUT, exchange -> {}));

        assertThat(http.post("/services/p", "text/plain", "x").statusCode()).isEqualTo(500);
    }

    @Test
    void outOnlyIgnoresTheReply() throws Exception {
        backend(exchange -> answer(exchange, 500, "ignored"));
        AsyncProcessor send = http.sending(address("/"), Mode.SEND, TIMEOUT, exchange -> {});
        http.proxy("p", settingFirst(send, exchange -> exchange.setProperty("OUT_ONLY", "true")));

        HttpResponse<String> answer = http.post("/services/p", "text/plain", "x");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(http.transport.ignoredReplies()).isEqualTo(1);
    }

    @Test
    void aCallWithOutOnlyLeavesTheMessageAsItIs() throws Exception {
        backend(exchange -> answer(exchange, 500, "ignored"));
        AsyncProcessor call = http.sending(address("/"), Mode.CALL, TIMEOUT, HttpFixture::respond);
        http.proxy("p", settingFirst(call, exchange -> exchange.setProperty("OUT_ONLY", "true")));

        HttpResponse<String> answer = http.post("/services/p", "text/plain", "mine");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("mine");
        assertThat(http.transport.ignoredReplies()).isEqualTo(1);
    }

    @Test
    void choosesTheMethodByPayloadWhenNobodySaid() throws Exception {
        List<String> methods = new ArrayList<>();
        backend(exchange -> {
            methods.add(exchange.getRequestMethod());
            answer(exchange, 200, "");
        });
        AsyncProcessor call = http.sending(address("/"), Mode.CALL, TIMEOUT, HttpFixture::respond);
        http.proxy("asked", call);
        http.proxy("forced", settingFirst(call, exchange -> {
            HttpFixture.axis2(exchange, "HTTP_METHOD", "patch");
            MessageContext.remove(exchange, Scope.AXIS2, "REST_URL_POSTFIX");
        }));

        http.get("/services/asked");
        http.post("/services/asked", "text/plain", "x");
        http.post("/services/forced/away", "text/plain", "x");

        assertThat(methods).containsExactly("GET", "POST", "PATCH");
    }

    @Test
    void aBackendThatIsDownIsAFaultAndWorksOnceItIsUp() throws Exception {
        int port = FreePorts.next();
        http.proxy(
                "p", failing(http.sending("http://127.0.0.1:" + port + "/", Mode.CALL, TIMEOUT, HttpFixture::respond)));

        assertThat(http.post("/services/p", "text/plain", "x").statusCode()).isEqualTo(503);
        assertThat(fault.get().code()).isEqualTo(ErrorCode.CONNECTION_FAILED);

        HttpServer late = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        late.createContext("/", exchange -> answer(exchange, 200, "up"));
        late.start();
        try {
            assertThat(http.post("/services/p", "text/plain", "x").body()).isEqualTo("up");
        } finally {
            late.stop(0);
        }
    }

    @Test
    void anUnknownHostIsAFault() throws Exception {
        http.proxy(
                "p", failing(http.sending("http://no-such-host.invalid/", Mode.CALL, TIMEOUT, HttpFixture::respond)));

        assertThat(http.get("/services/p").statusCode()).isEqualTo(503);
        assertThat(fault.get().code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
    }

    /** The refusal may come before the connection is first used, between any two steps. */
    @Test
    void everyRefusedConnectionIsTheSameFault() throws Exception {
        int port = FreePorts.next();
        http.proxy(
                "p", failing(http.sending("http://127.0.0.1:" + port + "/", Mode.CALL, TIMEOUT, HttpFixture::respond)));
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            callers.add(CompletableFuture.runAsync(() -> refused(250), threads));
        }

        CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }

    private void refused(int times) {
        for (int i = 0; i < times; i++) {
            try {
                assertThat(http.get("/services/p").statusCode()).isEqualTo(503);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aBackendThatDoesNotAnswerInTimeIsAFault() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        backend(exchange -> {
            try {
                assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer(exchange, 200, "late");
        });
        http.proxy("p", failing(http.sending(address("/"), Mode.CALL, Duration.ofMillis(300), HttpFixture::respond)));

        assertThat(http.get("/services/p").statusCode()).isEqualTo(504);
        assertThat(fault.get().code()).isEqualTo(ErrorCode.CONNECTION_TIMEOUT);
        done.countDown();
    }

    @Test
    void aBackendThatClosesInsteadOfAnsweringIsAFault() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> readAndClose(server));
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/";
            http.proxy("p", failing(http.sending(address, Mode.CALL, TIMEOUT, HttpFixture::respond)));

            assertThat(http.get("/services/p").statusCode()).isEqualTo(503);
            assertThat(fault.get().code()).isEqualTo(ErrorCode.CONNECTION_CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/", "http:///x", "nonsense", "http://a b/"})
    void anAddressThatIsNoneIsAFault(String address) throws Exception {
        http.proxy("p", failing(http.sending(address, Mode.CALL, TIMEOUT, HttpFixture::respond)));

        assertThat(http.get("/services/p").statusCode()).isEqualTo(500);
        assertThat(fault.get().message()).startsWith("address: " + address + " (expected: ");
    }

    @Test
    void carriesLargeBodiesBothWaysAndRefusesTooLargeAnswers() throws Exception {
        backend(exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
            if (exchange.getRequestURI().getPath().equals("/more")) {
                exchange.getResponseBody().write(1);
            }
            exchange.close();
        });
        http.proxy("same", http.sending(address("/"), Mode.CALL, TIMEOUT, HttpFixture::respond));
        http.proxy("more", failing(http.sending(address("/more"), Mode.CALL, TIMEOUT, HttpFixture::respond)));
        String body = "0123456789abcdef".repeat(HttpFixture.MAX_BODY / 16);

        assertThat(http.post("/services/same", "text/plain", body).body()).isEqualTo(body);
        assertThat(http.post("/services/more", "text/plain", body).statusCode()).isEqualTo(503);
        assertThat(fault.get().code()).isEqualTo(ErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void serves200CallersAtOnce() throws Exception {
        backend(exchange ->
                answer(exchange, 200, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        http.proxy("p", http.sending(address("/"), Mode.CALL, TIMEOUT, HttpFixture::respond));

        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            HttpRequest request = http.request("/services/p")
                    .POST(HttpRequest.BodyPublishers.ofString("n" + i))
                    .build();
            answers.add(http.client
                    .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .thenApply(HttpResponse::body));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("n" + i);
        }
    }

    private void backend(HttpHandler handler) {
        backend.createContext("/", handler);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + backend.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void readAndClose(ServerSocket server) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            assertThat(in.read(buffer)).isPositive();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AsyncProcessor settingFirst(AsyncProcessor next, java.util.function.Consumer<Exchange> first) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                first.accept(exchange);
                return next.process(exchange, callback);
            }
        };
    }

    /** Notes the fault, which stays the exchange's. */
    private AsyncProcessor failing(AsyncProcessor next) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                return next.process(exchange, doneSync -> {
                    fault.set(exchange.getException(Fault.class));
                    callback.done(doneSync);
                });
            }
        };
    }
}
