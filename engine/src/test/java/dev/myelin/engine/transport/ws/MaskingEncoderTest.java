package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link MaskingEncoder} writes is what Netty's own decoder reads. */
class MaskingEncoderTest {
    private final EmbeddedChannel writer = new EmbeddedChannel(new MaskingEncoder());
    private final EmbeddedChannel reader =
            new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                    .maxFramePayloadLength(1 << 20)
                    .expectMaskedFrames(true)
                    .allowMaskMismatch(false)
                    .allowExtensions(true)
                    .build()));

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 1024, 1025, 1026, 1031, 65_535, 65_536, 200_003})
    void everyLengthComesOutAsItWentIn(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);

        WebSocketFrame text = through(new TextWebSocketFrame(true, 4, Unpooled.copiedBuffer(payload)));
        assertThat(text).isInstanceOf(TextWebSocketFrame.class);
        assertThat(text.isFinalFragment()).isTrue();
        assertThat(text.rsv()).isEqualTo(4);
        assertPayload(text, payload);

        WebSocketFrame binary = through(new BinaryWebSocketFrame(false, 0, Unpooled.copiedBuffer(payload)));
        assertThat(binary).isInstanceOf(BinaryWebSocketFrame.class);
        assertThat(binary.isFinalFragment()).isFalse();
        assertPayload(binary, payload);
    }

    @Test
    void aPayloadInSeveralPartsComesOutWhole() {
        byte[] payload = new byte[5000];
        new Random(3).nextBytes(payload);
        ByteBuf parts = Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer(payload, 0, 1003), Unpooled.copiedBuffer(payload, 1003, 3997));

        assertPayload(through(new BinaryWebSocketFrame(parts)), payload);
        assertThat(parts.refCnt()).isZero();
    }

    private WebSocketFrame through(WebSocketFrame frame) {
        writer.writeOutbound(frame);
        for (ByteBuf part = writer.readOutbound(); part != null; part = writer.readOutbound()) {
            reader.writeInbound(part);
        }
        return reader.readInbound();
    }

    private static void assertPayload(WebSocketFrame frame, byte[] payload) {
        byte[] read = new byte[frame.content().readableBytes()];
        frame.content().readBytes(read);
        frame.release();
        assertThat(read).isEqualTo(payload);
    }
}
