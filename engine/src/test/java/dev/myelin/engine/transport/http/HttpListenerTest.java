package dev.myelin.engine.transport.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpListenerTest {
    private HttpFixture http;

    @BeforeEach
    void start() throws Exception {
        http = new HttpFixture();
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @Test
    void answers202WhenNothingResponds() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>();
        http.proxy("one", exchange -> seen.set(Payload.of(exchange).text()));

        HttpResponse<String> answer = http.post("/services/one", "application/json", "{\"hello\":1}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(seen).hasValue("{\"hello\":1}");
    }

    @Test
    void sendsBackWhatTheFirstRespondGives() throws Exception {
        http.proxy("echo", exchange -> {
            HttpFixture.axis2(exchange, "HTTP_SC", "201");
            exchange.getMessage().setHeader("X-Own", "yes");
            HttpFixture.respond(exchange);
            HttpFixture.respond(exchange, "late", "text/plain");
        });

        HttpResponse<String> answer = http.client.send(
                http.request("/services/echo")
                        .header("Content-Type", "text/xml; charset=UTF-8")
                        .header("Authorization", "Bearer secret")
                        .header("X-Client", "1")
                        .POST(HttpRequest.BodyPublishers.ofString("<a>ä</a>"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("<a>ä</a>");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml; charset=UTF-8");
        assertThat(answer.headers().firstValue("X-Own")).contains("yes");
        assertThat(answer.headers().map()).doesNotContainKeys("Authorization", "X-Client", "Host");
        assertThat(http.transport.ignoredReplies()).isEqualTo(1);
    }

    @Test
    void leavesTheBodyOutForNoEntityBodyAndForHead() throws Exception {
        http.proxy("none", exchange -> {
            HttpFixture.axis2(exchange, "NO_ENTITY_BODY", true);
            HttpFixture.axis2(exchange, "HTTP_SC", 404);
            HttpFixture.respond(exchange);
        });
        http.proxy("text", exchange -> HttpFixture.respond(exchange, "twelve bytes", "text/plain"));

        assertThat(http.post("/services/none", "text/plain", "x").body()).isEmpty();
        assertThat(http.post("/services/none", "text/plain", "x").statusCode()).isEqualTo(404);
        String head = http.raw("HEAD /services/text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").containsIgnoringCase("content-length: 12");
        assertThat(head).endsWith("\r\n\r\n");
    }

    @Test
    void showsTheRequestToSequences() throws Exception {
        http.proxy("props", exchange -> {
            List<String> seen = new ArrayList<>();
            for (String name :
                    List.of("HTTP_METHOD", "REST_URL_POSTFIX", "TransportInURL", "REMOTE_ADDR", "messageType")) {
                seen.add(MessageContext.text(exchange, Scope.AXIS2, name));
            }
            for (String name :
                    List.of("To", "proxy.name", "REST_SUB_REQUEST_PATH", "query.param.q", "query.param.none")) {
                seen.add(MessageContext.text(exchange, Scope.DEFAULT, name));
            }
            seen.add(MessageContext.text(exchange, Scope.TRANSPORT, "x-one"));
            seen.add(MessageContext.text(exchange, Scope.TRANSPORT, "camelHttpPath"));
            seen.add(String.valueOf(exchange.getMessage().getHeaders().get("X-TWO")));
            HttpFixture.respond(
                    exchange,
                    String.join("|", seen.stream().map(String::valueOf).toList()),
                    "text/plain");
        });

        HttpResponse<String> answer = http.client.send(
                http.request("/services/props/a/b?q=1%202")
                        .header("Content-Type", "application/json; charset=utf-8")
                        .header("X-One", "eins")
                        .header("X-Two", "2")
                        .header("X-Two", "zwei")
                        .header("CamelHttpPath", "/evil")
                        .PUT(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body())
                .isEqualTo("PUT|/a/b?q=1%202|/services/props/a/b?q=1%202|127.0.0.1|application/json"
                        + "|/services/props/a/b?q=1%202|props|/a/b?q=1%202|1 2|null|eins|null|[2, zwei]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json          | application/json              | {\"fault\":{\"code\":404,\"message\":\"Not Found\"}}",
                "*/*                       | text/plain; charset=UTF-8     | 404 Not Found",
                "text/xml                  | text/xml; charset=UTF-8       | <faultstring>Not Found</faultstring>",
                "application/soap+xml      | application/soap+xml; charset=UTF-8 | <soapenv:Text xml:lang=\"en\">Not Found",
                "application/xml           | application/xml; charset=UTF-8 | <fault><code>404</code>"
            })
    void refusesAnUnknownServiceInTheCallersFormat(String accept, String type, String body) throws Exception {
        HttpResponse<String> answer = http.client.send(
                http.request("/services/nothing").header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        assertThat(answer.body()).contains(body);
    }

    @Test
    void refusesWhatNoProxyTakes() throws Exception {
        http.proxy(new ProxySettings("secure", List.of("https"), true, Optional.empty(), Map.of()), exchange -> {});
        http.proxy(new ProxySettings("later", List.of("http"), false, Optional.empty(), Map.of()), exchange -> {});
        http.proxy("gone", exchange -> {});

        assertThat(http.get("/").statusCode()).isEqualTo(404);
        assertThat(http.get("/services/").statusCode()).isEqualTo(404);
        assertThat(http.get("/services/secure").statusCode()).isEqualTo(404);
        assertThat(http.get("/services/later").statusCode()).isEqualTo(503);
        assertThat(http.get("/services/gone?x").statusCode()).isEqualTo(202);
        http.transport.unregister("gone");
        assertThat(http.get("/services/gone").statusCode()).isEqualTo(404);
    }

    @Test
    void turnsFaultsIntoStatuses() throws Exception {
        http.proxy("thrown", exchange -> {
            throw new IllegalStateException("internal detail");
        });
        http.proxy("down", exchange -> {
            throw Fault.of(ErrorCode.CONNECTION_FAILED, "ws://secret-host cannot be reached");
        });
        http.proxy("handled", exchange -> MessageContext.of(exchange)
                .fail(Fault.of(ErrorCode.CONNECTION_TIMEOUT, "slow").withHttpStatus(504)));
        http.proxy("chosen", exchange -> {
            MessageContext.of(exchange).fail(Fault.of(ErrorCode.MEDIATION, "x"));
            HttpFixture.axis2(exchange, "HTTP_SC", 418);
            exchange.getMessage().setBody(Payload.ofText("{\"own\":1}", "application/json"));
        });

        HttpResponse<String> thrown = http.post("/services/thrown", "application/json", "{\"request\":1}");
        assertThat(thrown.statusCode()).isEqualTo(500);
        assertThat(thrown.body())
                .isEqualTo("{\"fault\":{\"code\":500000,\"message\":\"The message could not be processed\"}}");
        HttpResponse<String> down = http.post("/services/down", "text/xml", "<r/>");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("soapenv:Fault").contains("101503").doesNotContain("secret-host");
        assertThat(http.get("/services/handled").statusCode()).isEqualTo(504);
        HttpResponse<String> chosen = http.post("/services/chosen", "text/plain", "request");
        assertThat(chosen.statusCode()).isEqualTo(418);
        assertThat(chosen.body()).isEqualTo("{\"own\":1}");
        assertThat(chosen.headers().firstValue("Content-Type")).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /services/x\r\n\r\n",
                "GARBAGE\r\n\r\n",
                "GET /services/x HTTP/1.1\r\n\r\n",
                "GET /services/x HTTP/1.1\r\nHost: a\r\nBad Header: 1\r\n\r\n",
                "POST /services/x HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n"
            })
    void refusesMalformedRequestsAndClosesOnlyTheirConnection(String request) throws Exception {
        http.proxy("x", exchange -> {});
        try (Socket other = http.open()) {
            assertThat(exchangeOn(other, "x", "one")).startsWith("HTTP/1.1 202");

            assertThat(http.raw(request)).startsWith("HTTP/1.1 400 ");

            assertThat(exchangeOn(other, "x", "two")).startsWith("HTTP/1.1 202");
        }
    }

    @Test
    void refusesLongRequestLinesAndHeaders() throws Exception {
        String filler = "a".repeat(40_000);

        assertThat(http.raw("GET /" + filler + " HTTP/1.1\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 414 ");
        assertThat(http.raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + filler + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void refusesAWebSocketUpgradeHere() throws Exception {
        http.proxy("x", exchange -> {});

        String answer = http.raw("GET /services/x HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void refusesBodiesBeyondTheLimitChunkedOrNot() throws Exception {
        http.proxy("x", exchange -> {});

        assertThat(http.raw("POST /services/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: "
                        + (HttpFixture.MAX_BODY + 1) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        try (Socket socket = http.open()) {
            byte[] chunk = new byte[64 << 10];
            socket.getOutputStream()
                    .write(ascii("POST /services/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
            for (int i = 0; i <= HttpFixture.MAX_BODY / chunk.length; i++) {
                socket.getOutputStream().write(ascii(Integer.toHexString(chunk.length) + "\r\n"));
                socket.getOutputStream().write(chunk);
                socket.getOutputStream().write(ascii("\r\n"));
            }
            socket.getOutputStream().flush();
            assertThat(new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 413 ");
        }
    }

    @Test
    void carriesABodyAsLargeAsTheLimitUnchanged() throws Exception {
        http.proxy("echo", HttpFixture::respond);
        byte[] body = new byte[HttpFixture.MAX_BODY];
        new Random(7).nextBytes(body);

        HttpResponse<byte[]> answer = http.client.send(
                http.request("/services/echo")
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void keepsPipelinedAnswersInOrderThoughLaterRequestsAreFaster() throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        http.proxy("x", new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                HttpFixture.respond(exchange);
                if (Payload.of(exchange).text().equals("0")) {
                    Executor elsewhere = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
                    later.completeAsync(() -> null, elsewhere).thenRun(() -> callback.done(false));
                    return false;
                }
                callback.done(true);
                return true;
            }
        });
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String body = String.valueOf(i);
            requests.append("POST /services/x HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\n")
                    .append(i == 199 ? "Connection: close\r\n" : "")
                    .append("Content-Length: " + body.length() + "\r\n\r\n" + body);
        }

        String answers = http.raw(requests.toString());

        List<String> bodies = Arrays.stream(answers.split("HTTP/1.1 200 OK\r\n"))
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(text.indexOf("\r\n\r\n") + 4))
                .toList();
        assertThat(bodies).hasSize(200).first().isEqualTo("0");
        assertThat(bodies).extracting(Integer::parseInt).isSorted();
    }

    @Test
    void serves200RequestsAtOnce() throws Exception {
        http.proxy("echo", HttpFixture::respond);

        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(http.client
                    .sendAsync(
                            http.request("/services/echo")
                                    .header("Content-Type", "text/plain")
                                    .POST(HttpRequest.BodyPublishers.ofString("n" + i))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .thenApply(HttpResponse::body));
        }

        for (int i = 0; i < 200; i++) {
            assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo("n" + i);
        }
    }

    @Test
    void keepsOrClosesTheConnectionAsTheCallerAsks() throws Exception {
        http.proxy("x", exchange -> {});

        try (Socket socket = http.open()) {
            for (int i = 0; i < 3; i++) {
                assertThat(exchangeOn(socket, "x", "" + i))
                        .startsWith("HTTP/1.1 202")
                        .doesNotContain("close");
            }
        }
        assertThat(http.raw("GET /services/x HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 202")
                .contains("close");
        assertThat(http.raw("POST /services/x HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nConnection: close\r\n"
                        + "Content-Length: 1\r\n\r\nx"))
                .startsWith("HTTP/1.1 100 ")
                .contains("HTTP/1.1 202 ");
    }

    @Test
    void aCallerWhoLeavesHarmsNobody() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CompletableFuture<Void> left = new CompletableFuture<>();
        AtomicBoolean ended = new AtomicBoolean();
        http.proxy("x", new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                arrived.countDown();
                left.orTimeout(60, TimeUnit.SECONDS).thenRun(() -> {
                    HttpFixture.respond(exchange, "too late", "text/plain");
                    callback.done(false);
                    ended.set(true);
                });
                return false;
            }
        });
        http.proxy("y", exchange -> {});

        try (Socket socket = http.open()) {
            socket.getOutputStream().write(ascii("GET /services/x HTTP/1.1\r\nHost: a\r\n\r\n"));
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
        }
        left.complete(null);

        await().untilTrue(ended);
        assertThat(http.get("/services/y").statusCode()).isEqualTo(202);
    }

    @Test
    void saysWhereItListens() {
        assertThat(http.transport.addresses()).containsExactly("http://127.0.0.1:" + http.port());
    }

    private static String exchangeOn(Socket socket, String proxy, String body) throws Exception {
        socket.getOutputStream()
                .write(ascii("POST /services/" + proxy + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) socket.getInputStream().read());
        }
        return answer.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
