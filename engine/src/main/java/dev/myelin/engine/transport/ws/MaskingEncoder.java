package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Netty's encoder of a client's frames with a faster way for large messages, whose masking is most of the work. */
final class MaskingEncoder extends WebSocket13FrameEncoder {
    private static final int FIN = 0x80;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int RSV_SHIFT = 4;
    private static final int MASKED_LENGTH_16 = 0x80 | 126;
    private static final int MASKED_LENGTH_64 = 0x80 | 127;
    private static final int MAX_LENGTH_16 = 0xFFFF;
    private static final int MAX_HEADER = 2 + Long.BYTES + Integer.BYTES;

    MaskingEncoder() {
        super(true);
    }

    @Override
    protected void encode(ChannelHandlerContext ctx, WebSocketFrame frame, List<Object> out) throws Exception {
        boolean text = frame instanceof TextWebSocketFrame;
        int length = frame.content().readableBytes();
        if (length > FrameBatch.MAX_PAYLOAD && (text || frame instanceof BinaryWebSocketFrame)) {
            out.add(masked(ctx, frame, text ? TEXT : BINARY, length));
        } else {
            super.encode(ctx, frame, out);
        }
    }

    private static ByteBuf masked(ChannelHandlerContext ctx, WebSocketFrame frame, int opcode, int length) {
        ByteBuf made = ctx.alloc().buffer(MAX_HEADER + length);
        made.writeByte((frame.isFinalFragment() ? FIN : 0) | frame.rsv() << RSV_SHIFT | opcode);
        if (length <= MAX_LENGTH_16) {
            made.writeByte(MASKED_LENGTH_16).writeShort(length);
        } else {
            made.writeByte(MASKED_LENGTH_64).writeLong(length);
        }
        int key = ThreadLocalRandom.current().nextInt();
        made.writeInt(key);
        Masking.append(frame.content(), made, key);
        return made;
    }
}
