package dev.myelin.bench;

import dev.myelin.engine.transport.ws.relay.FrameScanner;
import dev.myelin.engine.transport.ws.relay.ReservedBits;
import dev.myelin.engine.transport.ws.relay.Side;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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

/** What the relay tier does with a buffer that was read: 64 KiB of a client's frames, header by header. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameScannerBenchmark {
    private static final int READ = 64 * 1024;
    private static final int HEADER = 8;

    /** Bytes of payload of each frame. */
    @Param({"64", "1024", "16384"})
    private int size;

    private final FrameScanner scanner =
            new FrameScanner(Side.CLIENT, ReservedBits.NONE, Long.MAX_VALUE, Long.MAX_VALUE);
    private ByteBuf read = Unpooled.EMPTY_BUFFER;

    /** Makes as many whole frames as fit. */
    @Setup(Level.Trial)
    public void prepare() {
        read = Unpooled.directBuffer(READ);
        while (read.writableBytes() >= size + HEADER) {
            read.writeByte(0x82);
            if (size < 126) {
                read.writeByte(0x80 | size);
            } else {
                read.writeByte(0x80 | 126).writeShort(size);
            }
            read.writeInt(0x12345678).writeZero(size);
        }
    }

    /** Gives the buffer back. */
    @TearDown(Level.Trial)
    public void release() {
        read.release();
    }

    /** All frames of one read. */
    @Benchmark
    public FrameScanner.Stop scan() {
        return scanner.scan(read, read.readerIndex());
    }
}
