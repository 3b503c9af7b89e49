package dev.myelin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TickerBackendTest {
    private static final Duration INTERVAL = Duration.ofMillis(5);

    @Test
    void ticksAreNumberedPerConnectionFromTheHandshakeOn() throws Exception {
        try (TickerBackend backend =
                TickerBackend.start("localhost", 0, "/ticks", INTERVAL, TickerBackend.Begin.CONNECT)) {
            TestClient first = new TestClient("ws://localhost:" + backend.port() + "/ticks");
            assertThat(first.next()).isEqualTo("{\"tick\":1}");
            TestClient second = new TestClient("ws://localhost:" + backend.port() + "/ticks");
            for (int i = 1; i <= 20; i++) {
                assertThat(second.next()).isEqualTo("{\"tick\":" + i + "}");
            }
            assertThat(first.next()).isEqualTo("{\"tick\":2}");
        }
    }

    @Test
    void ticksBeginAndEndWithTheSubscription() throws Exception {
        try (TickerBackend backend =
                TickerBackend.start("localhost", 0, "/ticks", INTERVAL, TickerBackend.Begin.SUBSCRIBE)) {
            TestClient client = new TestClient("ws://localhost:" + backend.port() + "/ticks");
            client.socket().sendPing(ByteBuffer.allocate(0)).join();
            assertThat(client.next())
                    .as("no tick before the answer to the ping")
                    .isInstanceOf(TestClient.Pong.class);
            client.socket().sendText("subscribe", true).join();
            assertThat(client.next()).isEqualTo("{\"tick\":1}");
            client.socket().sendText("unsubscribe", true).join();
            client.socket().sendPing(ByteBuffer.allocate(0)).join();
            while (!(client.next() instanceof TestClient.Pong)) {
                assertThat(client.socket().isInputClosed()).isFalse();
            }
            client.socket().sendPing(ByteBuffer.allocate(0)).join();
            assertThat(client.next()).as("no tick after unsubscribe").isInstanceOf(TestClient.Pong.class);
        }
    }
}
