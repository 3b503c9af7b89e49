package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.proxy;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.FreePorts;
import dev.myelin.samples.RpcBackend;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many HTTP callers over four connections: nobody gets the reply to another one, and everybody gets an answer. */
class RequestReplyLoadTest {
    private static final int CALLERS = 200;
    private static final String BY_ID = "<property name='ws.correlation.request' value='json-eval($.id)'/>"
            + "<property name='ws.correlation.reply' value='json-eval($.id)'/>";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final int port = FreePorts.next();
    private EngineHarness engine;

    @BeforeEach
    void start() {
        engine = EngineHarness.start(conf -> conf.toml(Artefacts.SENDER)
                .definitions(String.join(
                        "\n",
                        proxy("rpc", call(60_000, "<property name='ws.correlation' value='json-rpc'/>")),
                        proxy("key", call(60_000, BY_ID)),
                        proxy("lease", call(60_000, "")),
                        sequence("poolOut", "<drop/>"),
                        sequence("fault", "<drop/>"))));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String call(int timeout, String properties) {
        return "<call><endpoint><address uri='ws://127.0.0.1:" + port + "/rpc'><timeout><duration>" + timeout
                + "</duration></timeout></address>" + properties + "</endpoint></call><respond/>";
    }

    private RpcBackend backend() {
        return RpcBackend.start("127.0.0.1", port, "/rpc", RpcBackend.Order.SHUFFLED);
    }

    @Test
    void noReplyReachesAnotherCaller() throws Exception {
        mismatches(20_000);
    }

    @Test
    @Tag("stress")
    void noReplyOfAMillionReachesAnotherCaller() throws Exception {
        mismatches(1_000_000);
    }

    private void mismatches(int requests) throws Exception {
        try (RpcBackend shuffling = backend()) {
            assertThat(shuffling.port()).isEqualTo(port);
            // Few ids: many callers have the same one at the same time.
            run("rpc", requests / 2, 10);
            run("key", requests / 2, 100);
        }
        assertThat(wrong).hasValue(0);
        assertThat(lost).hasValue(0);
        assertThat(statuses).containsOnlyKeys(200);
        RequestCounters counters = engine.engine().requests();
        assertThat(counters.answered()).isEqualTo(requests);
        assertThat(counters.unasked() + counters.late()).isZero();
        countersAddUp(requests);
    }

    private void run(String proxy, int requests, int ids) throws Exception {
        Semaphore free = new Semaphore(CALLERS);
        for (int i = 0; i < requests; i++) {
            free.acquire();
            call(proxy, i, i % ids, free);
        }
        assertThat(free.tryAcquire(CALLERS, 120, TimeUnit.SECONDS)).isTrue();
    }

    private void call(String proxy, int number, int id, Semaphore free) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"echo\",\"params\":[" + number + "]}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + engine.httpPort() + "/services/" + proxy))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(120))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            if (failure == null) {
                statuses.computeIfAbsent(answer.statusCode(), any -> new AtomicLong())
                        .incrementAndGet();
                String right = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":[" + number + "]}";
                if (answer.statusCode() == 200 && !answer.body().equals(right)) {
                    wrong.incrementAndGet();
                }
            } else {
                lost.incrementAndGet();
            }
            free.release();
        });
    }

    private void countersAddUp(long offered) {
        RequestCounters counters = engine.engine().requests();
        assertThat(counters.inFlight()).isZero();
        assertThat(counters.accepted()).isEqualTo(counters.answered() + counters.timedOut() + counters.failed());
        assertThat(counters.accepted() + counters.refused()).isEqualTo(offered);
    }

    @Test
    void everyCallerGetsAnAnswerThoughTheBackendDiesUnderLoad() throws Exception {
        deaths(5);
    }

    @Test
    @Tag("stress")
    void everyCallerGetsAnAnswerThoughTheBackendDiesFiftyTimes() throws Exception {
        deaths(50);
    }

    private void deaths(int times) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong offered = new AtomicLong();
        Thread load = new Thread(() -> load(done, offered));
        load.start();
        for (int i = 0; i < times; i++) {
            long before = count(200);
            try (RpcBackend mortal = backend()) {
                assertThat(mortal.port()).isEqualTo(port);
                await().until(() -> count(200) > before + 200);
            }
            long failures = count(503);
            await().until(() -> count(503) > failures);
        }
        done.set(true);
        load.join(300_000);
        assertThat(load.isAlive()).isFalse();
        assertThat(wrong).hasValue(0);
        assertThat(lost).hasValue(0);
        assertThat(statuses.keySet()).isSubsetOf(200, 503);
        assertThat(engine.engine().requests().answered()).isEqualTo(count(200));
        countersAddUp(offered.get());
    }

    private void load(AtomicBoolean done, AtomicLong offered) {
        Semaphore free = new Semaphore(CALLERS);
        String[] proxies = {"rpc", "key", "lease"};
        try {
            while (!done.get()) {
                free.acquire();
                int number = (int) offered.incrementAndGet();
                call(proxies[number % 3], number, number % 100, free);
            }
            free.acquire(CALLERS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long count(int status) {
        AtomicLong counted = statuses.get(status);
        return counted == null ? 0 : counted.get();
    }
}
