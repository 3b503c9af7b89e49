package dev.myelin.engine.transport.ws.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.transport.ws.settings.InboundSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay against Netty's decoder: what the one accepts the other passes on byte for byte, wherever reads are cut. */
class RelayPropertyTest {
    private static final int MAX_FRAME = 70_000;

    /**
     * What became of a stream.
     *
     * @param frames those before the end: opcode, FIN, payload
     * @param code of the violation, or 0
     * @param closed whether a close frame came
     */
    private record Verdict(List<String> frames, int code, boolean closed) {}

    private static final class Listener implements RelayListener {
        private int code;
        private boolean closed;

        @Override
        public void onClose(Side side, CloseStatus status) {
            closed = true;
        }

        @Override
        public void onViolation(Side side, CloseStatus status) {
            code = orProtocolError(status.code());
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

    /** Of a close frame with a bad code and a bad reason Netty sees the one, the relay the other. */
    private static int orProtocolError(int code) {
        return code == CloseStatus.INVALID_TEXT ? CloseStatus.PROTOCOL_ERROR : code;
    }

    /** Netty's view of a stream, up to its first violation or close frame. */
    private static Verdict byNetty(byte[] stream, boolean masked, boolean extensions) {
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_FRAME)
                .expectMaskedFrames(masked)
                .allowMaskMismatch(false)
                .allowExtensions(extensions)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build()));
        int code = 0;
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(stream));
        } catch (CorruptedWebSocketFrameException e) {
            code = orProtocolError(e.closeStatus().code());
        }
        List<String> frames = new ArrayList<>();
        boolean closed = false;
        WebSocketFrame frame;
        while ((frame = channel.readInbound()) != null) {
            // Netty takes codes that nobody may send; the relay does not.
            if (!closed && frame instanceof CloseWebSocketFrame close && close.statusCode() >= 5000) {
                code = CloseStatus.PROTOCOL_ERROR;
                frame.release();
                break;
            }
            if (!closed) {
                frames.add(describe(frame));
                closed = frame instanceof CloseWebSocketFrame;
            }
            frame.release();
        }
        drop(channel);
        return new Verdict(frames, closed ? 0 : code, closed);
    }

    private static String describe(WebSocketFrame frame) {
        return frame.getClass().getSimpleName()
                + frame.isFinalFragment()
                + frame.rsv()
                + ByteBufUtil.hexDump(frame.content());
    }

    private static void drop(EmbeddedChannel channel) {
        try {
            channel.finishAndReleaseAll();
        } catch (CorruptedWebSocketFrameException e) {
            // The same violation once more.
        }
    }

    /** What a relay makes of a stream that comes in {@code pieces}; checks what it passes on. */
    private static Verdict byRelay(List<byte[]> pieces, Side from, ReservedBits bits) {
        EmbeddedChannel client = new EmbeddedChannel();
        EmbeddedChannel backend = new EmbeddedChannel();
        Listener listener = new Listener();
        Relay relay = new Relay(
                client,
                backend,
                InboundSettings.defaults(
                                "test",
                                Map.of("ws.max.message.size", "" + 1_000_000_000, "ws.max.frame.size", "" + MAX_FRAME))
                        .limits(),
                bits,
                Duration.ofSeconds(1),
                listener);
        relay.begin();
        EmbeddedChannel source = from == Side.CLIENT ? client : backend;
        EmbeddedChannel target = from == Side.CLIENT ? backend : client;
        for (byte[] piece : pieces) {
            if (source.isActive()) {
                source.writeInbound(source.alloc().buffer().writeBytes(piece));
            }
        }
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        ByteBuf out;
        while ((out = target.readOutbound()) != null) {
            passed.writeBytes(ByteBufUtil.getBytes(out));
            out.release();
        }
        source.finishAndReleaseAll();
        target.finishAndReleaseAll();
        Verdict seen = byNetty(passed.toByteArray(), from == Side.CLIENT, bits == ReservedBits.ANY);
        assertThat(seen.code()).isZero();
        List<String> frames = new ArrayList<>(seen.frames());
        if (listener.code != 0) {
            // The engine's own close frame ends what the other side gets.
            assertThat(frames.remove(frames.size() - 1)).startsWith("CloseWebSocketFrametrue0" + "03e9");
        }
        byte[] sent = join(pieces);
        int own = listener.code == 0 ? passed.size() : passed.size() - (from == Side.CLIENT ? 8 : 4);
        assertThat(Arrays.copyOf(passed.toByteArray(), own)).isEqualTo(Arrays.copyOf(sent, own));
        return new Verdict(frames, listener.code, listener.closed);
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static List<byte[]> cut(byte[] stream, int... at) {
        List<byte[]> pieces = new ArrayList<>();
        int from = 0;
        for (int end : at) {
            pieces.add(Arrays.copyOfRange(stream, from, end));
            from = end;
        }
        pieces.add(Arrays.copyOfRange(stream, from, stream.length));
        return pieces;
    }

    private static void agree(byte[] stream, Side from, boolean extensions) {
        ReservedBits bits = extensions ? ReservedBits.ANY : ReservedBits.NONE;
        Verdict expected = byNetty(stream, from == Side.CLIENT, extensions);
        assertThat(byRelay(List.of(stream), from, bits)).isEqualTo(expected);
        int step = Math.max(1, stream.length / 200);
        for (int i = 1; i < stream.length; i += step) {
            assertThat(byRelay(cut(stream, i), from, bits)).as("cut at %s", i).isEqualTo(expected);
        }
        if (stream.length < 5000) {
            int[] everywhere = new int[stream.length];
            Arrays.setAll(everywhere, i -> i);
            assertThat(byRelay(cut(stream, everywhere), from, bits)).isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<byte[]> frame() {
        Arbitrary<Integer> first = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(12, Arbitraries.of(0x81, 0x82, 0x01, 0x02, 0x80, 0x00, 0x89, 0x8A)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(0x88)),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 255)));
        Arbitrary<byte[]> payload = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        20, Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(20)),
                net.jqwik.api.Tuple.of(
                        3,
                        Arbitraries.bytes().array(byte[].class).ofMinSize(120).ofMaxSize(130)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.of(65_535, 65_536, MAX_FRAME, MAX_FRAME + 1).map(byte[]::new)));
        return Combinators.combine(first, payload, Arbitraries.integers().between(0, 40))
                .as(RelayPropertyTest::encode);
    }

    /** A frame, masked for a back-end's direction once in forty, its length in a longer form once in forty. */
    private static byte[] encode(int first, byte[] payload, int oddity) {
        byte[] content = first == 0x88 && oddity > 20 ? new byte[] {3, (byte) 0xE8, 'o', 'k'} : payload;
        if (oddity == 1 && content.length < 126) {
            byte[] frame = new byte[8 + content.length];
            frame[0] = (byte) first;
            frame[1] = (byte) 0xFE;
            frame[3] = (byte) content.length;
            System.arraycopy(content, 0, frame, 8, content.length);
            return frame;
        }
        return RawWebSocket.encode(first, content, oddity != 0);
    }

    /** The frames without their masks, for the other direction. */
    private static byte[] unmasked(byte[] frame) {
        int length = frame[1] & 0x7F;
        int key = 2 + (length == 126 ? 2 : length == 127 ? 8 : 0);
        if ((frame[1] & 0x80) == 0) {
            // The odd one out stays odd.
            byte[] odd = frame.clone();
            odd[1] |= (byte) 0x80;
            return odd;
        }
        byte[] bare = new byte[frame.length - 4];
        System.arraycopy(frame, 0, bare, 0, key);
        System.arraycopy(frame, key + 4, bare, key, bare.length - key);
        bare[1] &= 0x7F;
        for (int i = 0; i < bare.length - key; i++) {
            bare[key + i] ^= frame[key + (i & 3)];
        }
        return bare;
    }

    @Property(tries = 60, seed = "6455")
    void framesOfAClientPassAsNettyAcceptsThem(
            @ForAll @Size(min = 1, max = 12) List<@net.jqwik.api.From("frame") byte[]> frames,
            @ForAll boolean extensions) {
        agree(join(frames), Side.CLIENT, extensions);
    }

    @Property(tries = 60, seed = "6455")
    void framesOfABackendPassAsNettyAcceptsThem(
            @ForAll @Size(min = 1, max = 12) List<@net.jqwik.api.From("frame") byte[]> frames,
            @ForAll boolean extensions) {
        agree(join(frames.stream().map(RelayPropertyTest::unmasked).toList()), Side.BACKEND, extensions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"82 FF 00 00 00 00 00 00 5F 26", "82 FF 1F 60 2D 14 21 01 5F 26 0B", "82 FE 00 7D"})
    void aLengthIsJudgedBeforeItsMaskHasCome(String stream) {
        agree(HexFormat.ofDelimiter(" ").parseHex(stream), Side.CLIENT, false);
    }

    @Property(tries = 200, seed = "6455")
    void randomBytesMeetTheSameEnd(@ForAll @Size(min = 1, max = 60) byte[] stream, @ForAll Side from) {
        agree(stream, from, false);
        byte[] begun =
                join(List.of(new byte[] {(byte) 0x82, (byte) (from == Side.CLIENT ? 0x80 : 0), 0, 0, 0, 0}, stream));
        agree(begun, from, true);
    }
}
