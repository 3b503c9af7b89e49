package dev.myelin.engine.transport.ws.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateCodecTest {
    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;
    private static final int ROOM = 1 << 20;
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private final Zlib zlib = new Zlib(ROOM);
    private final EventLoop loop = new EmbeddedChannel().eventLoop();

    private DeflateCodec codec(boolean takeover, int windowBits) {
        DeflateAgreement.Side side = new DeflateAgreement.Side(takeover, windowBits);
        return zlib.codec(loop, new DeflateAgreement(side, side));
    }

    /** Text with repetitions near and far, and stretches that nothing makes smaller. */
    private static byte[] message(Random random, int size) {
        byte[] all = new byte[size];
        int at = 0;
        while (at < size) {
            int length = Math.min(size - at, 1 + random.nextInt(700));
            if (at > 0 && random.nextInt(3) > 0) {
                int from = random.nextInt(at);
                for (int i = 0; i < length; i++) {
                    all[at + i] = all[from + i % (at - from)];
                }
            } else if (random.nextInt(4) == 0) {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, all, at, length);
            } else {
                Arrays.fill(all, at, at + length, (byte) ('a' + random.nextInt(26)));
            }
            at += length;
        }
        return all;
    }

    private static ByteBuf deflate(DeflateCodec codec, byte[] message) {
        return codec.deflater().deflate(ALLOCATOR, ALLOCATOR.buffer().writeBytes(message));
    }

    private static byte[] bytes(ByteBuf content) {
        byte[] all = ByteBufUtil.getBytes(content);
        content.release();
        return all;
    }

    private static WebSocketFrame compressed(boolean last, byte[] payload) {
        return new BinaryWebSocketFrame(last, MessageInflater.RSV1, Unpooled.copiedBuffer(payload));
    }

    private static byte[] plain(DeflateCodec codec, WebSocketFrame frame, int room) {
        return bytes(codec.inflater().plain(ALLOCATOR, frame, room));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Property(tries = 200, seed = "6455")
    void whatIsDeflatedInflatesToTheSameInAnyFragments(
            @ForAll boolean takeover,
            @ForAll @IntRange(min = 8, max = 15) int windowBits,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 50_000) Integer> sizes,
            @ForAll Random random) {
        DeflateCodec codec = codec(takeover, windowBits);
        for (int size : sizes) {
            byte[] message = message(random, size);
            ByteBuf content = ALLOCATOR.buffer().writeBytes(message);
            ByteBuf sent = codec.deflater().deflate(ALLOCATOR, content);
            if (sent != content) {
                assertThat(content.refCnt()).isZero();
                assertThat(sent.readableBytes()).isLessThan(size);
                assertThat(inFragments(codec, bytes(sent), random)).isEqualTo(message);
            } else {
                sent.release();
            }
        }
        codec.deflater().close();
        codec.inflater().close();
        assertThat(zlib.kept()).isZero();
    }

    /** Cut at random, also into empty fragments. */
    private static byte[] inFragments(DeflateCodec codec, byte[] payload, Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        boolean last = false;
        for (int at = 0, count = 0; !last; count++) {
            int end = random.nextInt(4) == 0 ? payload.length : at + random.nextInt(payload.length - at + 1);
            last = end == payload.length && random.nextBoolean();
            byte[] part = Arrays.copyOfRange(payload, at, end);
            all.writeBytes(plain(
                    codec,
                    count == 0
                            ? compressed(last, part)
                            : new ContinuationWebSocketFrame(last, 0, Unpooled.copiedBuffer(part)),
                    ROOM - all.size()));
            at = end;
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
    void noReferenceGoesFurtherBackThanTheWindowThatWasPromised(int windowBits) {
        Random random = new Random(windowBits);
        DeflateCodec codec = codec(true, windowBits);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        long length = 0;
        for (int i = 0; i < 300; i++) {
            byte[] message = message(random, 64 + random.nextInt(3000));
            ByteBuf content = Unpooled.copiedBuffer(message);
            ByteBuf sent = codec.deflater().deflate(ALLOCATOR, content);
            if (sent != content) {
                stream.writeBytes(bytes(sent));
                stream.writeBytes(TAIL);
                length += message.length;
            }
        }
        int largest = Distances.largest(stream.toByteArray(), length);
        assertThat(largest).isBetween(1 << windowBits - 1, 1 << windowBits);
        codec.deflater().close();
        codec.inflater().close();
    }

    @Test
    void aSecondLikeMessageIsTinyWithTakeoverAndTheSameWithout() {
        byte[] message = new byte[1000];
        new Random(1).nextBytes(message);
        Arrays.fill(message, 0, 200, (byte) 'x');
        DeflateCodec with = codec(true, 0);
        int first = bytes(deflate(with, message)).length;
        assertThat(bytes(deflate(with, message))).hasSizeLessThan(first / 10);
        DeflateCodec without = codec(false, 0);
        byte[] once = bytes(deflate(without, message));
        assertThat(bytes(deflate(without, message))).isEqualTo(once);
    }

    @Test
    void smallAndIncompressibleMessagesStayAsTheyAre() {
        DeflateCodec codec = codec(true, 0);
        byte[] noise = new byte[5000];
        new Random(2).nextBytes(noise);
        for (byte[] each : List.of(new byte[0], new byte[MessageDeflater.MIN_BYTES - 1], noise)) {
            ByteBuf content = Unpooled.copiedBuffer(each);
            assertThat(codec.deflater().deflate(ALLOCATOR, content)).isSameAs(content);
            content.release();
        }
        // What went out as it was is not referred to.
        assertThat(plain(codec, compressed(true, bytes(deflate(codec, new byte[100]))), ROOM))
                .isEqualTo(new byte[100]);
        ByteBuf again = Unpooled.copiedBuffer(noise);
        assertThat(codec.deflater().deflate(ALLOCATOR, again)).isSameAs(again);
        again.release();
    }

    /** RFC 7692 section 7.2.3: the RFC's own examples of "Hello". */
    @ParameterizedTest
    @CsvSource({
        "f248cdc9c90700",
        "000500faff48656c6c6f00",
        "f348cdc9c9070000",
        "f248050000 00ffffcac9c90700",
        "f348cdc9c90700",
    })
    void theExamplesOfTheRfcInflate(String payload) {
        for (boolean takeover : new boolean[] {true, false}) {
            DeflateCodec codec = codec(takeover, 0);
            for (int i = 0; i < 3; i++) {
                assertThat(plain(codec, compressed(true, hex(payload.replace(" ", ""))), ROOM))
                        .isEqualTo("Hello".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    @Test
    void aSecondHelloMayReferToTheFirst() {
        DeflateCodec codec = codec(true, 0);
        assertThat(plain(codec, compressed(true, hex("f248cdc9c90700")), ROOM)).hasSize(5);
        assertThat(plain(codec, compressed(true, hex("f200110000")), ROOM))
                .isEqualTo("Hello".getBytes(StandardCharsets.US_ASCII));
        DeflateCodec without = codec(false, 0);
        assertThat(plain(without, compressed(true, hex("f248cdc9c90700")), ROOM))
                .hasSize(5);
        assertCorrupted(without, hex("f200110000"), ROOM, 1002);
    }

    @Test
    void anEmptyMessageMayBeCompressed() {
        for (boolean takeover : new boolean[] {true, false}) {
            DeflateCodec codec = codec(takeover, 0);
            for (String each : List.of("00", "", "00", "0300", "")) {
                assertThat(plain(codec, compressed(true, hex(each)), 0)).isEmpty();
            }
            assertThat(plain(codec, compressed(true, hex("f248cdc9c90700")), 5)).hasSize(5);
        }
    }

    @Test
    void theLimitIsInclusiveAndAMessageOverItIsNeverHeld() {
        byte[] message = new byte[100_000];
        for (boolean takeover : new boolean[] {true, false}) {
            DeflateCodec codec = codec(takeover, 0);
            byte[] payload = bytes(deflate(codec, message));
            assertThat(plain(codec, compressed(true, payload), message.length)).hasSize(message.length);
            assertCorrupted(codec(false, 0), payload, message.length - 1, 1009);
            assertCorrupted(codec(true, 0), payload, 0, 1009);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "07", "00050000ff48656c6c6f", "ffffffffffffffff"})
    void whatIsNoDeflateIsAProtocolError(String payload) {
        assertCorrupted(codec(true, 0), hex(payload), ROOM, 1002);
        assertCorrupted(codec(false, 0), hex(payload), ROOM, 1002);
    }

    @Test
    void aMessageCutShortIsAProtocolErrorWithoutTakeover() {
        byte[] payload = bytes(deflate(codec(false, 0), message(new Random(3), 20_000)));
        for (int cut = 1; cut < payload.length - 1; cut += 97) {
            assertCorrupted(codec(false, 0), Arrays.copyOf(payload, cut), ROOM, 1002);
        }
    }

    private static void assertCorrupted(DeflateCodec codec, byte[] payload, int room, int code) {
        WebSocketFrame frame = compressed(true, payload);
        assertThatThrownBy(() -> codec.inflater().plain(ALLOCATOR, frame, room))
                .isInstanceOfSatisfying(
                        CorruptedWebSocketFrameException.class,
                        thrown -> assertThat(thrown.closeStatus().code()).isEqualTo(code));
        assertThat(frame.refCnt()).isZero();
    }

    @Test
    void connectionsThatSentNothingKeepNothingOfDeflatersAndBeyondTheLimitNoneIsKept() {
        Zlib small = new Zlib(Zlib.DEFLATER_BYTES + 2L * Zlib.INFLATER_BYTES);
        DeflateAgreement.Side side = new DeflateAgreement.Side(true, 0);
        DeflateAgreement agreement = new DeflateAgreement(side, side);
        DeflateCodec first = small.codec(loop, agreement);
        assertThat(small.kept()).isEqualTo(Zlib.INFLATER_BYTES);
        DeflateCodec second = small.codec(loop, agreement);
        byte[] message = message(new Random(5), 500);
        bytes(deflate(first, message));
        assertThat(small.kept()).isEqualTo(Zlib.DEFLATER_BYTES + 2L * Zlib.INFLATER_BYTES);
        assertThat(small.hasRoom()).isFalse();
        int once = bytes(deflate(second, message)).length;
        assertThat(bytes(deflate(second, message))).hasSize(once);
        first.deflater().close();
        assertThat(bytes(deflate(second, message))).hasSize(once);
        assertThat(bytes(deflate(second, message))).hasSizeLessThan(once);
        for (DeflateCodec each : List.of(first, second)) {
            each.deflater().close();
            each.inflater().close();
            each.inflater().close();
        }
        assertThat(small.kept()).isZero();
    }
}
