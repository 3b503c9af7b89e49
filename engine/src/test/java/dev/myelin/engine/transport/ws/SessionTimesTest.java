package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.session.LiveSession;
import dev.myelin.engine.session.SessionState;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long sessions live, in both tiers. */
class SessionTimesTest {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toBackend = send(backend.address("/b"));
        List<String> artefacts = new ArrayList<>();
        artefacts.add(sequence("RELAY", toBackend));
        artefacts.add(sequence("MEDIATED", property("seen", "true") + toBackend));
        for (EchoGateway.Tier tier : EchoGateway.Tier.values()) {
            // What must be over in time is short, what must not is too long for any machine.
            artefacts.add(in(tier, "pinged", "ws.ping.interval=100ms", "ws.pong.timeout=10m"));
            artefacts.add(
                    in(tier, "mute", "ws.ping.interval=100ms", "ws.pong.timeout=200ms", "ws.close.timeout=200ms"));
            artefacts.add(in(tier, "short", "ws.max.lifetime=300ms", "ws.max.lifetime.jitter=0%"));
            artefacts.add(in(tier, "jitter", "ws.max.lifetime=1s", "ws.max.lifetime.jitter=100%"));
            artefacts.add(in(tier, "idle", "ws.idle.timeout=" + IDLE.toMillis() + "ms", "ws.close.timeout=200ms"));
        }
        engine = Artefacts.engine(artefacts.toArray(String[]::new));
    }

    private static String in(EchoGateway.Tier tier, String name, String... parameters) {
        return inbound(tier + name, tier.name(), parameters);
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private static RawWebSocket open(EchoGateway.Tier tier, String name) throws Exception {
        return RawWebSocket.open(engine.wsPort(tier + name), "/");
    }

    private static long ended(CloseCause cause) {
        return engine.engine().sessions().ended(cause);
    }

    private static void isCounted(CloseCause cause, long before) {
        await().atMost(Duration.ofSeconds(60)).until(() -> ended(cause) == before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aQuietClientIsPingedAndLivesAsLongAsItAnswers(EchoGateway.Tier tier) throws Exception {
        try (RawWebSocket client = open(tier, "pinged");
                ScriptedBackend.Peer peer = backend.next()) {
            for (int i = 0; i < 5; i++) {
                RawWebSocket.Frame ping = client.read();
                assertThat(ping.opcode()).isEqualTo(9);
                client.frame(0x8A, ping.payload());
            }
            client.text("alive");
            // The answers to the engine's pings have gone no further.
            assertThat(peer.read().text()).isEqualTo("alive");
            peer.text("you too");
            RawWebSocket.Frame next = client.read();
            while (next.opcode() == 9) {
                next = client.read();
            }
            assertThat(next.text()).isEqualTo("you too");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatAnswersNoPingIsGivenUp(EchoGateway.Tier tier) throws Exception {
        long before = ended(CloseCause.PONG_TIMEOUT);
        try (RawWebSocket client = open(tier, "mute");
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(client.read().opcode()).isEqualTo(9);
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.closeReason()).isEqualTo("ping timeout");
            assertThat(peer.read().closeCode()).isEqualTo(1001);
            // Neither answers the close frame.
            assertThat(client.atEnd()).isTrue();
            assertThat(peer.atEnd()).isTrue();
        }
        isCounted(CloseCause.PONG_TIMEOUT, before);
    }

    /** Where frames are relayed, a ping waits for the end of the frame that the client is receiving. */
    @Test
    void aClientIsNotGivenUpWhileAPingForItWaits() throws Exception {
        await().until(() -> {
            try (RawWebSocket client = open(EchoGateway.Tier.RELAY, "mute");
                    ScriptedBackend.Peer peer = backend.next()) {
                byte[] frame = RawWebSocket.encode(0x82, new byte[100], false);
                peer.raw(Arrays.copyOf(frame, 50));
                InputStream in = client.socket().getInputStream();
                if (in.read() != 0x82) {
                    // The first ping was faster.
                    return false;
                }
                in.readNBytes(49);
                long begun = System.nanoTime();
                await().until(() -> !isOpen(client) || System.nanoTime() - begun > IDLE.toNanos());
                assertThat(isOpen(client)).isTrue();
                peer.raw(Arrays.copyOfRange(frame, 50, frame.length));
                in.readNBytes(frame.length - 50);
                assertThat(client.read().opcode()).isEqualTo(9);
                assertThat(client.read().closeReason()).isEqualTo("ping timeout");
                return true;
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSessionEndsWithItsLifetimeHoweverBusyItIs(EchoGateway.Tier tier) throws Exception {
        long before = ended(CloseCause.LIFETIME);
        try (RawWebSocket client = open(tier, "short");
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
        isCounted(CloseCause.LIFETIME, before);
    }

    @ParameterizedTest
    @EnumSource
    void theLifetimeIsShortenedAtRandom(EchoGateway.Tier tier) throws Exception {
        long first = lifetime(tier);
        await().atMost(Duration.ofSeconds(120)).until(() -> Math.abs(lifetime(tier) - first) > 20_000_000);
    }

    private static long lifetime(EchoGateway.Tier tier) throws Exception {
        long begun = System.nanoTime();
        try (RawWebSocket client = open(tier, "jitter");
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(client.read().closeReason()).isEqualTo("maximum lifetime");
            assertThat(peer.read().closeCode()).isEqualTo(1001);
            return System.nanoTime() - begun;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionWithoutLifeIsClosedOnBothSides(EchoGateway.Tier tier) throws Exception {
        long before = ended(CloseCause.IDLE);
        try (RawWebSocket client = open(tier, "idle");
                ScriptedBackend.Peer peer = backend.next()) {
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            assertThat(close.closeReason()).isEqualTo("idle timeout");
            assertThat(peer.read().closeCode()).isEqualTo(1001);
            assertThat(peer.atEnd()).isTrue();
        }
        isCounted(CloseCause.IDLE, before);
    }

    @ParameterizedTest
    @EnumSource
    void pingsOfTheBackendAreLife(EchoGateway.Tier tier) {
        outlivesTheIdleTimeout(tier, (client, peer, count) -> peer.frame(0x89, new byte[0]));
    }

    @ParameterizedTest
    @EnumSource
    void partsOfAFrameOfTheClientAreLife(EchoGateway.Tier tier) {
        byte[] frame = RawWebSocket.encode(0x81, new byte[60_000], true);
        outlivesTheIdleTimeout(tier, (client, peer, count) -> client.raw(new byte[] {frame[count]}));
    }

    @FunctionalInterface
    private interface Sign {
        /** Gives sign of life number {@code count}. */
        void give(RawWebSocket client, ScriptedBackend.Peer peer, int count) throws Exception;
    }

    /** Where this machine was too slow to give the signs in time, nothing is shown, and it is tried again. */
    private static void outlivesTheIdleTimeout(EchoGateway.Tier tier, Sign sign) {
        await().atMost(Duration.ofMinutes(3)).until(() -> {
            Lapse lapse = new Lapse();
            try (RawWebSocket client = open(tier, "idle");
                    ScriptedBackend.Peer peer = backend.next()) {
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofMinutes(1))
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> {
                            sign.give(client, peer, lapse.signs);
                            lapse.ends(isOpen(client));
                            return !lapse.open || lapse.sum > 2 * IDLE.toNanos();
                        });
            }
            assertThat(lapse.open || lapse.longest > IDLE.toNanos() / 2).isTrue();
            return lapse.open;
        });
    }

    private static boolean isOpen(RawWebSocket client) {
        String id = client.header("X-Websocket-Connection-Id");
        return engine.engine().sessions().all().stream()
                .filter(session -> session.id().equals(id))
                .map(LiveSession::state)
                .anyMatch(SessionState.Open.class::isInstance);
    }

    /** The times between signs of life. */
    private static final class Lapse {
        private long last = System.nanoTime();
        private long longest;
        private long sum;
        private int signs;
        private boolean open;

        void ends(boolean withTheSessionOpen) {
            open = withTheSessionOpen;
            long now = System.nanoTime();
            longest = Math.max(longest, now - last);
            sum += now - last;
            last = now;
            signs++;
        }
    }

    @Test
    void everySessionIsCountedOnceByItsCause() throws Exception {
        open(EchoGateway.Tier.RELAY, "pinged").close();
        backend.next().close();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.engine().sessions().all().isEmpty());
        long ended = 0;
        for (CloseCause cause : CloseCause.values()) {
            ended += ended(cause);
        }
        assertThat(ended).isEqualTo(engine.engine().sessions().opened());
    }
}
