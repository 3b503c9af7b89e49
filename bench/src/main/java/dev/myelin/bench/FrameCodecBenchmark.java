package dev.myelin.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The floor under every mediated message: decoding a client's masked frame and encoding one for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameCodecBenchmark {
    /** Bytes of payload. */
    @Param({"64", "1024", "16384"})
    private int size;

    private final EmbeddedChannel decoder = new EmbeddedChannel(new WebSocket13FrameDecoder(
            WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(1 << 24).build()));
    private final EmbeddedChannel serverEncoder = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    private ByteBuf maskedFrame = PooledByteBufAllocator.DEFAULT.buffer();
    private ByteBuf payload = PooledByteBufAllocator.DEFAULT.buffer();

    /** Makes the frame as a client sends it. */
    @Setup(Level.Trial)
    public void prepare() {
        payload.writeZero(size);
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
        client.writeOutbound(new BinaryWebSocketFrame(payload.retainedDuplicate()));
        for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
            maskedFrame.writeBytes(part);
            part.release();
        }
        client.finishAndReleaseAll();
    }

    /** Gives the buffers back. */
    @TearDown(Level.Trial)
    public void release() {
        payload.release();
        maskedFrame.release();
        decoder.finishAndReleaseAll();
        serverEncoder.finishAndReleaseAll();
    }

    /** One masked frame in: header, payload, unmasking. The copy is the socket's read. */
    @Benchmark
    public int decode() {
        decoder.writeInbound(maskedFrame.copy());
        WebSocketFrame frame = decoder.readInbound();
        int length = frame.content().readableBytes();
        frame.release();
        return length;
    }

    /** One unmasked frame out. */
    @Benchmark
    public int encode() {
        serverEncoder.writeOutbound(new BinaryWebSocketFrame(payload.retainedDuplicate()));
        int length = 0;
        for (ByteBuf part = serverEncoder.readOutbound(); part != null; part = serverEncoder.readOutbound()) {
            length += part.readableBytes();
            part.release();
        }
        return length;
    }
}
