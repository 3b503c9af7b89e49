package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long sessions live. */
class SessionTimesTest {
    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        engine = Artefacts.engine(
                inbound("pinged", "echo", "ws.ping.interval=100ms", "ws.pong.timeout=20s"),
                inbound("mute", "echo", "ws.ping.interval=100ms", "ws.pong.timeout=200ms", "ws.close.timeout=200ms"),
                inbound("short", "toBackend", "ws.max.lifetime=300ms", "ws.max.lifetime.jitter=0%"),
                inbound("jitter", "echo", "ws.max.lifetime=1s", "ws.max.lifetime.jitter=100%"),
                inbound("relayed", "relays", "ws.idle.timeout=2s", "ws.close.timeout=200ms"),
                inbound("mediated", "looking", "ws.idle.timeout=2s", "ws.close.timeout=200ms"),
                sequence("relays", send(backend.address("/b"))),
                sequence("looking", property("seen", "true") + send(backend.address("/b"))),
                sequence("echo", "<respond/>"),
                sequence("toBackend", property("mediated", "true") + send(backend.address("/b"))));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private static long ended(CloseCause cause) {
        return engine.engine().sessions().ended(cause);
    }

    @Test
    void aQuietClientIsPingedAndLivesAsLongAsItAnswers() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("pinged"), "/")) {
            for (int i = 0; i < 5; i++) {
                RawWebSocket.Frame ping = client.read();
                assertThat(ping.opcode()).isEqualTo(9);
                client.frame(0x8A, ping.payload());
            }
            client.text("alive");
            RawWebSocket.Frame next = client.read();
            while (next.opcode() == 9) {
                next = client.read();
            }
            assertThat(next.text()).isEqualTo("alive");
        }
    }

    @Test
    void aClientThatAnswersNoPingIsGivenUp() throws Exception {
        long before = ended(CloseCause.PONG_TIMEOUT);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("mute"), "/")) {
            assertThat(client.read().opcode()).isEqualTo(9);
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.closeReason()).isEqualTo("ping timeout");
            // It does not answer the close frame either.
            assertThat(client.atEnd()).isTrue();
        }
        await().until(() -> ended(CloseCause.PONG_TIMEOUT) == before + 1);
    }

    @Test
    void aSessionEndsWithItsLifetimeHoweverBusyItIs() throws Exception {
        long before = ended(CloseCause.LIFETIME);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("short"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            RawWebSocket.Frame next = null;
            while (next == null || next.opcode() != 8) {
                peer.text("busy");
                next = client.read();
            }
            assertThat(next.closeCode()).isEqualTo(1001);
            assertThat(next.closeReason()).isEqualTo("maximum lifetime");
            assertThat(peer.read().closeCode()).isEqualTo(1001);
            client.close(1001, "");
        }
        await().until(() -> ended(CloseCause.LIFETIME) == before + 1);
    }

    @Test
    void theLifetimeIsShortenedAtRandom() throws Exception {
        long first = lifetime();
        await().atMost(Duration.ofSeconds(60)).until(() -> Math.abs(lifetime() - first) > 20_000_000);
    }

    private static long lifetime() throws Exception {
        long begun = System.nanoTime();
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("jitter"), "/")) {
            assertThat(client.read().closeReason()).isEqualTo("maximum lifetime");
            return System.nanoTime() - begun;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    void pingsOfTheBackendAreLife(String tier) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(tier), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            livesWhile(
                    () -> {
                        peer.frame(0x89, new byte[0]);
                        if (tier.equals("relayed")) {
                            assertThat(client.read().opcode()).isEqualTo(9);
                        }
                    },
                    client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    void partsOfAFrameOfTheClientAreLife(String tier) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort(tier), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            byte[] frame = RawWebSocket.encode(0x81, new byte[4000], true);
            int[] at = {0};
            livesWhile(() -> client.raw(new byte[] {frame[at[0]++]}), client);
            peer.close(1000, "");
        }
    }

    private interface Sign {
        void give() throws Exception;
    }

    /** Gives signs of life for longer than the idle timeout, then none. */
    private static void livesWhile(Sign sign, RawWebSocket client) throws Exception {
        await().pollInterval(Duration.ofMillis(100))
                .during(Duration.ofMillis(2500))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    sign.give();
                    return client.socket().getInputStream().available() == 0;
                });
        RawWebSocket.Frame close = client.read();
        assertThat(close.closeReason()).isEqualTo("idle timeout");
    }

    @Test
    void everySessionIsCountedOnceByItsCause() throws Exception {
        RawWebSocket.open(engine.wsPort("pinged"), "/").close();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> engine.engine().sessions().all().isEmpty());
        long ended = 0;
        for (CloseCause cause : CloseCause.values()) {
            ended += ended(cause);
        }
        assertThat(ended).isEqualTo(engine.engine().sessions().opened());
    }
}
