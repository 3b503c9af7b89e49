package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.LiveObjects;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.samples.EchoBackend;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.File;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NothingIsLeftTest {
    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    @EnabledOnOs(OS.LINUX)
    void aThousandConnectionsLeaveNoSessionNoDescriptorNoTimerAndNoBuffer(String tier) throws Exception {
        leaveNothing(tier, 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "mediated"})
    @EnabledOnOs(OS.LINUX)
    @Tag("stress")
    void tenThousandConnectionsLeaveNothing(String tier) throws Exception {
        leaveNothing(tier, 10_000);
    }

    private static void leaveNothing(String tier, int connections) throws Exception {
        EchoBackend echo = EchoBackend.start("127.0.0.1", 0, "/websocket");
        String[] artefacts = {
            inbound("in", "relay"), sequence("relay", send("ws://127.0.0.1:" + echo.port() + "/websocket"))
        };
        boolean mediated = tier.equals("mediated");
        try (EngineHarness engine = mediated ? Artefacts.mediating(artefacts) : Artefacts.engine(artefacts)) {
            cycles(engine, 50);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> engine.engine().sessions().all().isEmpty());
            int before = descriptors();
            LiveObjects objects = LiveObjects.count();
            assertThat(objects.instances()).isNotEmpty();
            long buffers = usedDirectMemory();
            cycles(engine, connections);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> engine.engine().sessions().all().isEmpty());
            await().atMost(Duration.ofSeconds(60)).until(() -> descriptors() <= before + 5);
            assertThat(usedDirectMemory()).isLessThanOrEqualTo(buffers + (32 << 20));
            // A tenth of what one timer, entry or object a connection would be.
            await().untilAsserted(() -> {
                LiveObjects now = LiveObjects.count();
                assertThat(now.grownBeyond(connections / 10, objects)).isEmpty();
                assertThat(now.bytes()).isLessThan(objects.bytes() + (16 << 20));
            });
            cycles(engine, 50);
            assertThat(engine.log().containing("LEAK:")).isEmpty();
            assertThat(engine.engine().sessions().opened()).isEqualTo(connections + 100);
        } finally {
            echo.close();
        }
    }

    /** What the allocator holds, used or kept for later; leaks would let it grow with the connections. */
    private static long usedDirectMemory() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }

    /** Ends by a close frame, by TCP alone, and in the middle of a message. */
    private static void cycles(EngineHarness engine, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("in"), "/")) {
                client.text("message " + i);
                if (i % 3 == 0) {
                    assertThat(client.readText()).isEqualTo("message " + i);
                    client.close(1000, "");
                    client.read();
                } else if (i % 3 == 1) {
                    client.frame(0x01, new byte[] {'x'});
                }
            }
        }
    }
}
