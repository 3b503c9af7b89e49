package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.SessionRegistry;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.FreePorts;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A back-end dies and comes back while WebSocket clients of both tiers send to it: each of them gets its message back, or a close
 * frame, or an answer that refuses its handshake; nothing hangs, and what the engine counts adds up.
 */
class BackendDeathsTest {
    private static final int CLIENTS = 20;

    private final int port = FreePorts.next();
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong echoed = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private EngineHarness engine;

    @BeforeEach
    void start() {
        String address = "ws://127.0.0.1:" + port + "/echo";
        engine = Artefacts.engine(
                inbound("relay", "relayIn"),
                inbound("mediated", "mediatedIn"),
                sequence("relayIn", send(address)),
                sequence("mediatedIn", property("seen", "true") + send(address)));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void everyClientIsToldThoughTheBackendDiesUnderLoad() throws Exception {
        deaths(5);
    }

    @Test
    @Tag("stress")
    void everyClientIsToldThoughTheBackendDiesFiftyTimes() throws Exception {
        deaths(50);
    }

    private void deaths(int times) throws Exception {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            String tier = i % 2 == 0 ? "relay" : "mediated";
            clients.add(new Thread(() -> run(tier)));
        }
        clients.forEach(Thread::start);
        for (int i = 0; i < times; i++) {
            long before = echoed.get();
            try (EchoBackend mortal = EchoBackend.start("127.0.0.1", port, "/echo")) {
                assertThat(mortal.port()).isEqualTo(port);
                await().until(() -> !failures.isEmpty() || echoed.get() > before + 500);
            }
            long turnedAway = refused.get();
            await().until(() -> !failures.isEmpty() || refused.get() > turnedAway);
        }
        done.set(true);
        for (Thread client : clients) {
            client.join(60_000);
            assertThat(client.isAlive()).isFalse();
        }
        assertThat(failures).isEmpty();
        assertThat(closed.get()).isGreaterThanOrEqualTo(times);
        countersAddUp();
    }

    /** One client after the other, each until its session ends. */
    private void run(String tier) {
        try {
            while (!done.get()) {
                session(tier);
            }
        } catch (Exception | AssertionError failure) {
            failures.add(failure);
        }
    }

    private void session(String tier) throws Exception {
        try (RawWebSocket client = RawWebSocket.connect(engine.wsPort(tier), "/")) {
            if (client.status() != 101) {
                assertThat(client.status()).isIn(502, 503, 504);
                refused.incrementAndGet();
                return;
            }
            accepted.incrementAndGet();
            for (int i = 0; !done.get(); i++) {
                if (!exchange(client, "message " + i)) {
                    return;
                }
            }
            client.close(1000, "");
            assertThat(client.read().closeCode()).isIn(1000, 1014);
        }
    }

    /** False when the session was closed. */
    private boolean exchange(RawWebSocket client, String text) throws Exception {
        client.text(text);
        RawWebSocket.Frame answer = client.read();
        if (answer.opcode() == 8) {
            assertThat(answer.closeCode()).isIn(1001, 1014);
            closed.incrementAndGet();
            return false;
        }
        assertThat(answer.text()).isEqualTo(text);
        echoed.incrementAndGet();
        return true;
    }

    private void countersAddUp() {
        SessionRegistry sessions = engine.engine().sessions();
        await().until(() -> sessions.all().isEmpty());
        assertThat(sessions.opened()).isEqualTo(accepted.get());
        assertThat(sum(sessions::ended)).isEqualTo(accepted.get());
        assertThat(sum(sessions::refusals)).isEqualTo(refused.get());
    }

    private static long sum(ToLongFunction<CloseCause> counter) {
        return EnumSet.allOf(CloseCause.class).stream().mapToLong(counter).sum();
    }
}
