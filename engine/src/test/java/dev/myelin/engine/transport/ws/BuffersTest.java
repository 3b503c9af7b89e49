package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What connections may hold in memory, and for how long they may take nothing. */
class BuffersTest {
    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        String toml = Artefacts.SENDER + "[websocket]\nmax_buffered = \"1MiB\"\nclose_timeout = \"500ms\"\n";
        engine = Artefacts.engine(conf -> conf.toml(toml)
                .definitions(inbound("echo", "echo")
                        + inbound("strict", "toBackend", "ws.slow.consumer=close")
                        + sequence("echo", "<respond/>")
                        + sequence("toBackend", send(backend.address("/b")))
                        + sequence("poolOut", "<drop/>")
                        + Artefacts.OUT));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private static long ended(CloseCause cause) {
        return engine.engine().sessions().ended(cause);
    }

    private interface Flood {
        void on(RawWebSocket client) throws IOException;
    }

    private static void isGivenUp(Flood flood) throws Exception {
        long before = ended(CloseCause.MAX_BUFFERED);
        try (RawWebSocket neighbour = RawWebSocket.open(engine.wsPort("echo"), "/");
                RawWebSocket client = RawWebSocket.open(engine.wsPort("echo"), "/")) {
            try {
                flood.on(client);
            } catch (IOException e) {
                // The engine has hung up before all was written.
            }
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1013);
            assertThat(close.closeReason()).isEqualTo("too much is buffered");
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.MAX_BUFFERED) == before + 1);
            neighbour.text("alive");
            assertThat(neighbour.readText()).isEqualTo("alive");
            // What the other held is free again.
            neighbour.binary(new byte[900 * 1024]);
            assertThat(neighbour.read().payload()).hasSize(900 * 1024);
            neighbour.close(1000, "");
            neighbour.read();
        }
    }

    @Test
    void aFrameThatWouldFillTheBuffersEndsItsConnection() throws Exception {
        isGivenUp(client -> {
            byte[] frame = RawWebSocket.encode(0x82, new byte[3 << 20], true);
            client.raw(Arrays.copyOf(frame, 2 << 20));
        });
        assertThat(engine.log().containing("[websocket] max_buffered = 1048576 is reached"))
                .isNotEmpty();
    }

    @Test
    void aMessageInPartsThatWouldFillTheBuffersEndsItsConnection() throws Exception {
        isGivenUp(client -> {
            client.frame(0x02, new byte[100 * 1024]);
            for (int i = 0; i < 20; i++) {
                client.frame(0x00, new byte[100 * 1024]);
            }
        });
    }

    @Test
    void aClientThatTakesNothingIsClosedWhereThatIsAskedFor() throws Exception {
        long before = ended(CloseCause.SLOW_CONSUMER);
        RawWebSocket client = RawWebSocket.tcp(engine.wsPort("strict"));
        client.socket().setReceiveBufferSize(4096);
        client.handshake("/");
        try (client;
                ScriptedBackend.Peer peer = backend.next()) {
            Thread flood = new Thread(() -> flood(peer));
            flood.setDaemon(true);
            flood.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.SLOW_CONSUMER) == before + 1);
            assertThat(engine.log().containing("ws.slow.consumer = close"))
                    .anyMatch(line -> line.contains("its client"));
        }
    }

    private static void flood(ScriptedBackend.Peer peer) {
        try {
            while (true) {
                peer.frame(0x82, new byte[32 * 1024]);
            }
        } catch (IOException e) {
            // The engine has hung up.
        }
    }

    @Test
    void aBackendThatTakesNothingIsClosedWhereThatIsAskedFor() throws Exception {
        long before = ended(CloseCause.SLOW_CONSUMER);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("strict"), "/");
                ScriptedBackend.Peer peer = backend.next()) {
            peer.socket().setReceiveBufferSize(4096);
            Thread flood = new Thread(() -> {
                try {
                    while (true) {
                        client.binary(new byte[32 * 1024]);
                    }
                } catch (IOException e) {
                    // The engine has hung up.
                }
            });
            flood.setDaemon(true);
            flood.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> ended(CloseCause.SLOW_CONSUMER) == before + 1);
            assertThat(client.read().closeCode()).isEqualTo(1013);
        }
    }
}
