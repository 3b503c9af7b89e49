package dev.myelin.engine.transport.ws.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Messages of the engine among those that a relay passes: between two, in order, and bounded. */
class RelayPushTest {
    private static final String PUSHED = "pushed ";

    private final EmbeddedChannel client = new EmbeddedChannel();
    private final EmbeddedChannel backend = new EmbeddedChannel();
    private final EmbeddedChannel decoder =
            new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(1 << 20)
                    .expectMaskedFrames(false)
                    .withUTF8Validator(false)
                    .build()));

    private Relay relay(Map<String, String> parameters) {
        Relay relay = new Relay(
                client,
                backend,
                InboundSettings.defaults("test", parameters).limits(),
                ReservedBits.NONE,
                Duration.ofSeconds(5),
                new Nobody());
        relay.begin();
        return relay;
    }

    private static ByteBuf pushed(int number) {
        return Unpooled.copiedBuffer(
                RawWebSocket.encode(0x81, (PUSHED + number).getBytes(StandardCharsets.US_ASCII), false));
    }

    private static byte[] frame(int first, String text) {
        return RawWebSocket.encode(first, text.getBytes(StandardCharsets.US_ASCII), false);
    }

    private List<String> frames() {
        ByteBuf out;
        while ((out = client.readOutbound()) != null) {
            decoder.writeInbound(out);
        }
        List<String> frames = new ArrayList<>();
        WebSocketFrame frame;
        while ((frame = decoder.readInbound()) != null) {
            frames.add(frame.getClass().getSimpleName()
                    + (frame.isFinalFragment() ? " " : "+ ")
                    + frame.content().toString(StandardCharsets.US_ASCII));
            frame.release();
        }
        return frames;
    }

    private void end() {
        client.finishAndReleaseAll();
        backend.finishAndReleaseAll();
        decoder.finishAndReleaseAll();
    }

    @Provide
    Arbitrary<List<byte[]>> message() {
        Arbitrary<String> text = Arbitraries.strings().withCharRange('a', 'z').ofMaxLength(150);
        return text.list().ofMinSize(1).ofMaxSize(4).map(parts -> {
            List<byte[]> frames = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                int fin = i == parts.size() - 1 ? 0x80 : 0;
                frames.add(frame(fin | (i == 0 ? 1 : 0), parts.get(i)));
                if (parts.get(i).length() % 3 == 0) {
                    frames.add(frame(0x89, "ping"));
                }
            }
            return frames;
        });
    }

    @Property(tries = 300, seed = "6455")
    void aPushedMessageIsNeverWithinAnother(
            @ForAll @Size(min = 1, max = 6) List<@From("message") List<byte[]>> messages,
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 1000) Integer> cuts,
            @ForAll @IntRange(max = 8) int pushAt) {
        RelayPushTest one = new RelayPushTest();
        one.check(messages, cuts, pushAt);
    }

    private void check(List<List<byte[]>> messages, List<Integer> cuts, int pushAt) {
        Relay relay = relay(Map.of());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        messages.forEach(each -> each.forEach(all::writeBytes));
        byte[] stream = all.toByteArray();
        int[] at = cuts.stream().mapToInt(cut -> cut % stream.length).sorted().toArray();
        int from = 0;
        for (int i = 0; i <= at.length; i++) {
            if (i == pushAt || i == pushAt + 1) {
                relay.push(pushed(i));
            }
            int to = i < at.length ? at[i] : stream.length;
            if (to > from) {
                backend.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(stream, from, to)));
            }
            from = to;
        }
        List<String> got = frames();
        client.writeInbound(Unpooled.EMPTY_BUFFER);
        boolean within = false;
        List<String> own = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (String each : got) {
            if (each.contains(PUSHED)) {
                assertThat(within).as("%s in %s", each, got).isFalse();
                own.add(each);
            } else {
                passed.add(each);
                within = each.startsWith("Ping") ? within : each.contains("+ ");
            }
        }
        backend.writeInbound(Unpooled.copiedBuffer(stream));
        List<String> later = frames();
        assertThat(later).containsAll(passed);
        assertThat(passed).hasSameSizeAs(later);
        int expected = (int) java.util.stream.IntStream.of(pushAt, pushAt + 1)
                .filter(index -> index <= at.length)
                .count();
        assertThat(own).hasSize(expected).isSorted();
        end();
    }

    @Test
    void aQuietRelayTakesItAtOnce() {
        Relay relay = relay(Map.of());
        assertThat(relay.push(pushed(1))).isTrue();
        assertThat(frames()).containsExactly("TextWebSocketFrame " + PUSHED + 1);
        end();
    }

    @Test
    void itWaitsForTheLastFragment() {
        Relay relay = relay(Map.of());
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x01, "begin")));
        relay.push(pushed(1));
        assertThat(frames()).containsExactly("TextWebSocketFrame+ begin");
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x00, "middle")));
        assertThat(frames()).containsExactly("ContinuationWebSocketFrame+ middle");
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x80, "end"), frame(0x81, "next")));
        assertThat(frames())
                .containsExactly(
                        "ContinuationWebSocketFrame end",
                        "TextWebSocketFrame " + PUSHED + 1,
                        "TextWebSocketFrame next");
        end();
    }

    @Test
    void whatWaitsIsBounded() {
        Relay closing = relay(Map.of("ws.push.queue", "100"));
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x01, "begin")));
        int taken = 0;
        while (closing.push(pushed(taken))) {
            taken++;
        }
        assertThat(taken).isBetween(8, 12);
        assertThat(closing.heldBytes()).isZero();
        end();
    }

    @Test
    void theOldestGoesWhenThatIsThePolicy() {
        Relay dropping = relay(Map.of("ws.push.queue", "30", "ws.push.slow.consumer", "drop-oldest"));
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x01, "begin")));
        for (int i = 0; i < 5; i++) {
            assertThat(dropping.push(pushed(i))).isTrue();
        }
        backend.writeInbound(Unpooled.copiedBuffer(frame(0x80, "end")));
        assertThat(frames())
                .containsExactly(
                        "TextWebSocketFrame+ begin",
                        "ContinuationWebSocketFrame end",
                        "TextWebSocketFrame " + PUSHED + 2,
                        "TextWebSocketFrame " + PUSHED + 3,
                        "TextWebSocketFrame " + PUSHED + 4);
        end();
    }

    @Test
    void nothingFollowsACloseFrame() {
        Relay relay = relay(Map.of());
        backend.writeInbound(Unpooled.copiedBuffer(RawWebSocket.encode(0x88, new byte[] {3, (byte) 0xE8}, false)));
        assertThat(relay.isClientOpen()).isFalse();
        relay.push(pushed(1));
        assertThat(frames()).singleElement().asString().startsWith("CloseWebSocketFrame");
        end();
    }

    @Test
    void aClientThatTakesNothingGetsItWhenItTakesAgain() {
        client.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        Relay relay = relay(Map.of());
        relay.push(pushed(1));
        relay.push(pushed(2));
        assertThat(frames()).containsExactly("TextWebSocketFrame " + PUSHED + 1, "TextWebSocketFrame " + PUSHED + 2);
        end();
    }

    private static final class Nobody implements RelayListener {
        @Override
        public void onClose(Side side, CloseStatus status) {
            // Not what is looked at.
        }

        @Override
        public void onViolation(Side side, CloseStatus status) {
            throw new AssertionError(status);
        }

        @Override
        public void onLost(Side side) {
            // The test ends its channels.
        }

        @Override
        public void onHeld() {
            // Counted by the session.
        }

        @Override
        public void onGone() {
            // As above.
        }
    }
}
