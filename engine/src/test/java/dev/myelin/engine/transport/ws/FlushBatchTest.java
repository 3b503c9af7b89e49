package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When what legs write during a read leaves. */
class FlushBatchTest {
    private static final int HIGH = 8 * 1024;

    private final Dam dam = new Dam();
    private final EmbeddedChannel channel = new EmbeddedChannel(dam, new WebSocket13FrameEncoder(false));
    private final FlushBatch batch = new FlushBatch(channel.eventLoop());
    private final Leg leg = new Leg(channel, true, Duration.ofSeconds(1), batch);

    /** A peer that takes what is flushed, or does not. */
    private static final class Dam extends ChannelOutboundHandlerAdapter {
        private boolean closed;
        private int flushes;

        @Override
        public void flush(ChannelHandlerContext ctx) {
            flushes++;
            if (!closed) {
                ctx.flush();
            }
        }
    }

    FlushBatchTest() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(HIGH / 2, HIGH));
    }

    @AfterEach
    void release() {
        leg.gone();
        channel.finishAndReleaseAll();
    }

    private int taken() {
        int bytes = 0;
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            bytes += part.readableBytes();
            part.release();
        }
        return bytes;
    }

    private void send(int messages, int size) {
        for (int i = 0; i < messages; i++) {
            leg.send(false, channel.alloc().buffer(size).writeZero(size));
        }
    }

    @Test
    void aPeerThatTakesAgainIsTriedAgainWithinTheRead() {
        dam.closed = true;
        batch.readBegins();
        send(10, 2_000);
        dam.closed = false;
        leg.flush();
        leg.takesAgain();
        send(10, 2_000);
        assertThat(taken()).isGreaterThan(20 * 2_000 - HIGH);
        batch.readEnds();
    }

    @Test
    void littleWaitsForTheEndOfTheRead() {
        batch.readBegins();
        send(10, 10);
        assertThat(dam.flushes).isZero();
        batch.readEnds();
        assertThat(dam.flushes).isEqualTo(1);
        assertThat(taken()).isEqualTo(10 * 12);
    }

    @Test
    void muchLeavesBeforeTheEndOfTheReadSoThatNothingPilesUp() {
        batch.readBegins();
        for (int i = 0; i < 100; i++) {
            send(1, 2_000);
            assertThat(leg.pendingBytes()).isLessThan(HIGH);
            assertThat(leg.isWritable()).isTrue();
        }
        assertThat(taken()).isGreaterThan(100 * 2_000 - HIGH);
        assertThat(dam.flushes).isLessThan(40);
        batch.readEnds();
    }

    @Test
    void tensOfThousandsOfTinyMessagesLeaveInABufferAfterTheOther() {
        batch.readBegins();
        send(50_000, 1);
        assertThat(leg.isWritable()).isTrue();
        assertThat(taken()).isGreaterThan(50_000 * 3 - 2 * 16 * 1024);
        assertThat(dam.flushes).isLessThan(20);
        batch.readEnds();
        assertThat(taken()).isPositive();
    }

    @Test
    void aPeerThatTakesNothingIsTriedOnceARead() {
        dam.closed = true;
        batch.readBegins();
        send(1_000, 100);
        assertThat(dam.flushes).isEqualTo(1);
        batch.readEnds();
        assertThat(dam.flushes).isEqualTo(2);
        dam.closed = false;
        batch.readBegins();
        send(1, 100);
        batch.readEnds();
        assertThat(taken()).isEqualTo(1_001 * 102);
    }
}
