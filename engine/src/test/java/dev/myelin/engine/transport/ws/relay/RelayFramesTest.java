package dev.myelin.engine.transport.ws.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the engine's own frames go between those that it relays, and how an end that nobody answers ends. */
class RelayFramesTest {
    private static final byte[] TEXT = RawWebSocket.encode(0x81, "a message".getBytes(), false);

    private final EmbeddedChannel client = new EmbeddedChannel();
    private final EmbeddedChannel backend = new EmbeddedChannel();
    private final List<String> events = new ArrayList<>();
    private final Relay relay = new Relay(
            client,
            backend,
            InboundSettings.defaults("test", Map.of()).limits(),
            ReservedBits.NONE,
            Duration.ofSeconds(5),
            new Recorder());

    private final class Recorder implements RelayListener {
        @Override
        public void onClose(Side side, CloseStatus status) {
            events.add("close " + side + " " + status.code());
        }

        @Override
        public void onViolation(Side side, CloseStatus status) {
            events.add("violation " + side + " " + status.code());
        }

        @Override
        public void onLost(Side side) {
            events.add("lost " + side);
        }

        @Override
        public void onHeld() {
            // Counted by the session.
        }

        @Override
        public void onGone() {
            events.add("gone");
        }
    }

    @BeforeEach
    void begin() {
        client.freezeTime();
        relay.begin();
    }

    @AfterEach
    void end() {
        client.finishAndReleaseAll();
        backend.finishAndReleaseAll();
        assertThat(events).last().isEqualTo("gone");
        assertThat(events).containsOnlyOnce("gone").hasSizeLessThanOrEqualTo(2);
    }

    private static void receive(EmbeddedChannel channel, byte[] bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes));
    }

    private static byte[] sent(EmbeddedChannel channel) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuf out;
        while ((out = channel.readOutbound()) != null) {
            all.writeBytes(ByteBufUtil.getBytes(out));
            out.release();
        }
        return all.toByteArray();
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }

    private static byte[] close(int code, boolean masked) {
        return RawWebSocket.encode(0x88, new byte[] {(byte) (code >> 8), (byte) code}, masked);
    }

    /** The engine's ping, which is the last thing that was sent. */
    private byte[] ping(byte[] sentSoFar) {
        byte[] ping = tail(sentSoFar, sentSoFar.length - 10);
        assertThat(ping).startsWith(0x89, 8);
        return ping;
    }

    @Test
    void aPingWaitsForTheEndOfTheCurrentFrame() {
        assertThat(relay.pingClient()).isTrue();
        ping(sent(client));
        receive(backend, head(TEXT, 5));
        assertThat(relay.pingClient()).isTrue();
        assertThat(sent(client)).isEqualTo(head(TEXT, 5));
        receive(backend, join(tail(TEXT, 5), TEXT));
        byte[] sent = sent(client);
        byte[] ping = ping(head(sent, TEXT.length - 5 + 10));
        assertThat(sent).isEqualTo(join(tail(TEXT, 5), ping, TEXT));
    }

    @Test
    void aHeaderOfWhichHalfHasComeIsNotBegun() {
        receive(backend, head(TEXT, 1));
        assertThat(relay.pingClient()).isTrue();
        assertThat(sent(client)).hasSize(10);
        receive(backend, tail(TEXT, 1));
        assertThat(sent(client)).isEqualTo(TEXT);
    }

    @Test
    void theAnswerToTheEnginesPingGoesNoFurtherAndOthersPass() {
        byte[] others = RawWebSocket.encode(0x8A, new byte[8], true);
        byte[] text = RawWebSocket.encode(0x81, new byte[] {'x'}, true);
        assertThat(relay.pingClient()).isTrue();
        byte[] mine = RawWebSocket.encode(0x8A, tail(sent(client), 2), true);
        assertThat(relay.isPongAwaited()).isTrue();
        receive(client, join(text, others, mine, text));
        assertThat(sent(backend)).isEqualTo(join(text, others, text));
        assertThat(relay.isPongAwaited()).isFalse();
        receive(client, mine);
        assertThat(sent(backend)).isEqualTo(mine);
    }

    @Test
    void aClientThatIsClosingIsNotPinged() {
        relay.close(new CloseStatus(1001, ""), new CloseStatus(1001, ""));
        assertThat(relay.pingClient()).isFalse();
    }

    @Test
    void aCloseOfTheEngineWaitsForTheEndOfEachFrameAndCutsWhatFollows() {
        byte[] text = RawWebSocket.encode(0x81, "of the client".getBytes(), true);
        receive(client, head(text, 10));
        sent(backend);
        relay.close(new CloseStatus(1001, ""), new CloseStatus(1001, ""));
        assertThat(sent(client)).isEqualTo(close(1001, false));
        assertThat(sent(backend)).isEmpty();
        receive(client, join(tail(text, 10), text));
        byte[] last = sent(backend);
        assertThat(head(last, text.length - 10)).isEqualTo(tail(text, 10));
        assertThat(tail(last, text.length - 10)).hasSize(8).startsWith(0x88, 0x82);
        receive(backend, TEXT);
        assertThat(sent(client)).isEmpty();
        receive(client, close(1001, true));
        assertThat(client.isActive()).isFalse();
        receive(backend, close(1001, false));
        assertThat(backend.isActive()).isTrue();
        assertThat(events).isEmpty();
    }

    @Test
    void aFrameThatDoesNotEndInTimeEndsTcp() {
        receive(backend, head(TEXT, 5));
        sent(client);
        relay.close(new CloseStatus(1001, ""), new CloseStatus(1001, ""));
        assertThat(sent(client)).isEmpty();
        client.advanceTimeBy(5, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        assertThat(sent(client)).isEmpty();
        assertThat(client.isActive()).isFalse();
        assertThat(backend.isActive()).isFalse();
    }

    @Test
    void aCloseThatNobodyAnswersIsAnsweredByTheEngineInTheEnd() {
        receive(client, close(1000, true));
        assertThat(sent(backend)).isEqualTo(close(1000, true));
        assertThat(sent(client)).isEmpty();
        client.advanceTimeBy(5, TimeUnit.SECONDS);
        client.runScheduledPendingTasks();
        assertThat(sent(client)).isEqualTo(close(1000, false));
        assertThat(client.isActive()).isFalse();
        assertThat(backend.isActive()).isFalse();
        assertThat(events).startsWith("close CLIENT 1000");
    }

    @Test
    void aCloseOfOneSideLetsWhatTheOtherStillHasPass() {
        receive(client, close(1000, true));
        receive(backend, join(TEXT, close(1000, false), TEXT));
        assertThat(sent(client)).isEqualTo(join(TEXT, close(1000, false)));
        assertThat(client.isActive()).isFalse();
        backend.close();
    }

    @Test
    void aSideLostInAFrameTakesTheOtherWithIt() {
        receive(backend, head(TEXT, 5));
        backend.close();
        assertThat(sent(client)).isEqualTo(head(TEXT, 5));
        assertThat(client.isActive()).isFalse();
        assertThat(events).containsExactly("lost BACKEND", "gone");
    }

    @Test
    void aSideLostInAHeaderIsClosedToTheOther() {
        receive(backend, head(TEXT, 1));
        backend.close();
        assertThat(head(sent(client), 4)).startsWith(0x88).endsWith(1014 >> 8, 1014 & 0xFF);
        assertThat(client.isActive()).isTrue();
    }

    @Test
    void aViolationTellsTheOffenderAndLeavesTheOtherInPeace() {
        byte[] text = RawWebSocket.encode(0x81, new byte[] {'x'}, true);
        receive(client, join(text, RawWebSocket.encode(0x83, new byte[1], true), text));
        assertThat(head(sent(client), 4)).startsWith(0x88).endsWith(1002 >> 8, 1002 & 0xFF);
        byte[] toBackend = sent(backend);
        assertThat(head(toBackend, text.length)).isEqualTo(text);
        assertThat(tail(toBackend, text.length)).startsWith(0x88, 0x82).hasSize(8);
        assertThat(events).containsExactly("violation CLIENT 1002");
    }
}
