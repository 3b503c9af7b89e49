package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netty's decoder is the oracle: the same bytes give the same frames and the same refusals. */
class FrameDecoderTest {
    private static final int MAX_PAYLOAD = 70_000;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesAreThoseOfNettyWhereverTheStreamIsCut(boolean masked) {
        Random random = new Random(11);
        for (int round = 0; round < 300; round++) {
            byte[] stream = frames(random, masked);
            assertSame(stream, masked, random.nextLong());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void damagedStreamsEndAsTheyDoInNetty(boolean masked) {
        Random random = new Random(12);
        for (int round = 0; round < 2000; round++) {
            byte[] stream = frames(random, masked);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                stream[random.nextInt(Math.min(stream.length, 200))] ^= (byte) (1 << random.nextInt(8));
            }
            assertSame(stream, masked, random.nextLong());
        }
    }

    @Test
    void bytesWithoutAnySenseEndAsTheyDoInNetty() {
        Random random = new Random(13);
        for (int round = 0; round < 5000; round++) {
            byte[] stream = new byte[1 + random.nextInt(64)];
            random.nextBytes(stream);
            assertSame(stream, random.nextBoolean(), random.nextLong());
        }
    }

    @Test
    void largeMessagesOverTheLimitAreRefusedByTheirHeader() {
        byte[] header = {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0};
        assertThat(read(new FrameDecoder(config(true)), header, 1)).containsExactly("refused 1009");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesAreThoseOfNettyWhereTextIsCheckedOnItsWay(boolean masked) {
        Random random = new Random(14);
        for (int round = 0; round < 300; round++) {
            byte[] stream = texts(random, masked);
            long seed = random.nextLong();
            List<String> expected = read(new WebSocket13FrameDecoder(config(masked)), stream, seed);
            assertThat(read(checking(masked), stream, seed)).isEqualTo(expected);
        }
    }

    /** A decoder with somebody behind it who checks the rest of each frame. */
    private static ChannelHandler checking(boolean masked) {
        FrameDecoder decoder = new FrameDecoder(config(masked));
        Utf8Check check = new Utf8Check();
        decoder.checkWith(check);
        ChannelHandler rest = new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object frame) {
                if (frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame) {
                    ByteBuf content = ((WebSocketFrame) frame).content();
                    int checked = decoder.takeChecked();
                    if (checked == 0 && frame instanceof TextWebSocketFrame) {
                        check.reset();
                    }
                    assertThat(check.accept(content, content.readerIndex() + checked, content.writerIndex(), 0))
                            .isTrue();
                }
                ctx.fireChannelRead(frame);
            }
        };
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(decoder, rest);
            }
        };
    }

    /** Messages of text, whole and in fragments. */
    private static byte[] texts(Random random, boolean masked) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            byte[] text = "\u03ba\u1f79\u03c3\u03bc\u03b5 a \ud83d\ude00 ascii ascii ascii "
                    .repeat(1 + random.nextInt(1500))
                    .getBytes(StandardCharsets.UTF_8);
            int cut = random.nextInt(text.length);
            if (random.nextBoolean()) {
                all.writeBytes(RawWebSocket.encode(0x81, text, masked));
            } else {
                all.writeBytes(RawWebSocket.encode(0x01, Arrays.copyOf(text, cut), masked));
                all.writeBytes(RawWebSocket.encode(0x89, new byte[3], masked));
                all.writeBytes(RawWebSocket.encode(0x80, Arrays.copyOfRange(text, cut, text.length), masked));
            }
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textIsRefusedAtItsFirstWrongByte(boolean masked) {
        Random random = new Random(15);
        for (int round = 0; round < 200; round++) {
            byte[] text =
                    "\u03ba\u1f79\u03c3 ascii ".repeat(1 + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
            byte[] wrong = Arrays.copyOf(text, 60_000);
            wrong[text.length] = (byte) 0xFF;
            byte[] stream = RawWebSocket.encode(random.nextBoolean() ? 0x81 : 0x01, wrong, masked);
            int at = stream.length - wrong.length + text.length;
            assertThat(read(checking(masked), Arrays.copyOf(stream, at), round)).isEmpty();
            assertThat(read(checking(masked), Arrays.copyOf(stream, at + 1), round))
                    .containsExactly("refused 1007");
        }
    }

    private static void assertSame(byte[] stream, boolean masked, long seed) {
        List<String> expected = read(new WebSocket13FrameDecoder(config(masked)), stream, seed);
        assertThat(read(new FrameDecoder(config(masked)), stream, seed)).isEqualTo(expected);
    }

    private static WebSocketDecoderConfig config(boolean masked) {
        return WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(MAX_PAYLOAD)
                .expectMaskedFrames(masked)
                .allowMaskMismatch(false)
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
    }

    /** What comes out, as text, when the stream comes in pieces. */
    private static List<String> read(ChannelHandler decoder, byte[] stream, long seed) {
        Random random = new Random(seed);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        List<String> out = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int piece = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 40_000);
            int end = Math.min(stream.length, at + piece);
            String refused = "";
            try {
                channel.writeInbound(channel.alloc().buffer(end - at).writeBytes(stream, at, end - at));
            } catch (CorruptedWebSocketFrameException violation) {
                refused = "refused " + violation.closeStatus().code();
            }
            for (WebSocketFrame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
                out.add(frame.getClass().getSimpleName()
                        + frame.isFinalFragment()
                        + frame.rsv()
                        + Unpooled.copiedBuffer(frame.content()).hashCode()
                        + frame.content().readableBytes());
                frame.release();
            }
            if (!refused.isEmpty()) {
                out.add(refused);
            }
            at = end;
        }
        channel.finishAndReleaseAll();
        return out;
    }

    /** A few frames of all kinds, fragments with pings between them among them. */
    private static byte[] frames(Random random, boolean masked) {
        EmbeddedChannel writer = new EmbeddedChannel(new WebSocket13FrameEncoder(masked));
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> writer.writeOutbound(new PingWebSocketFrame(payload(random, 125)));
                case 1 -> {
                    writer.writeOutbound(new TextWebSocketFrame(false, 0, payload(random, 500)));
                    writer.writeOutbound(new PingWebSocketFrame(payload(random, 125)));
                    writer.writeOutbound(new ContinuationWebSocketFrame(true, 0, payload(random, 500)));
                }
                case 2 -> writer.writeOutbound(new BinaryWebSocketFrame(payload(random, MAX_PAYLOAD)));
                default -> writer.writeOutbound(new TextWebSocketFrame(payload(random, 300)));
            }
        }
        if (random.nextInt(3) == 0) {
            writer.writeOutbound(new CloseWebSocketFrame(1000, "bye"));
            writer.writeOutbound(new TextWebSocketFrame("after the end"));
        }
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = writer.readOutbound(); part != null; part = writer.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        writer.finishAndReleaseAll();
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static ByteBuf payload(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return Unpooled.wrappedBuffer(bytes);
    }
}
