package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link FrameBatch} writes is what Netty's own decoder reads. */
final class FrameBatchTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyLengthComesOutAsItWentIn(boolean masks) {
        EmbeddedChannel writer = new EmbeddedChannel();
        FrameBatch batch = new FrameBatch(writer, masks);
        Random random = new Random(7);
        List<byte[]> sent = new ArrayList<>();
        for (int length = 0; length <= FrameBatch.MAX_PAYLOAD; length++) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            sent.add(payload);
            ByteBuf content = Unpooled.copiedBuffer(payload);
            batch.add(length % 2 == 0, 0, content);
            assertThat(length == 0 || content.refCnt() == 0).isTrue();
        }
        batch.write();
        writer.flush();

        List<WebSocketFrame> read = decode(writer, masks);
        assertThat(read).hasSize(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            WebSocketFrame frame = read.get(i);
            assertThat(frame.isFinalFragment()).isTrue();
            assertThat(frame instanceof TextWebSocketFrame).isEqualTo(i % 2 == 0);
            byte[] payload = new byte[frame.content().readableBytes()];
            frame.content().readBytes(payload);
            assertThat(payload).isEqualTo(sent.get(i));
            frame.release();
        }
        writer.finishAndReleaseAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasNotWrittenIsReleased(boolean masks) {
        EmbeddedChannel writer = new EmbeddedChannel();
        FrameBatch batch = new FrameBatch(writer, masks);
        batch.add(true, 0, Unpooled.copiedBuffer(new byte[] {1, 2, 3}));
        assertThat(batch.isEmpty()).isFalse();
        batch.release();
        assertThat(batch.isEmpty()).isTrue();
        batch.write();
        writer.flush();
        assertThat(writer.<ByteBuf>readOutbound()).isNull();
        writer.finishAndReleaseAll();
    }

    private static List<WebSocketFrame> decode(EmbeddedChannel writer, boolean masked) {
        EmbeddedChannel reader = new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(masked)
                .allowMaskMismatch(false)
                .build()));
        for (ByteBuf part = writer.readOutbound(); part != null; part = writer.readOutbound()) {
            reader.writeInbound(part);
        }
        List<WebSocketFrame> frames = new ArrayList<>();
        for (WebSocketFrame frame = reader.readInbound(); frame != null; frame = reader.readInbound()) {
            frames.add(frame);
        }
        reader.finishAndReleaseAll();
        return frames;
    }
}
