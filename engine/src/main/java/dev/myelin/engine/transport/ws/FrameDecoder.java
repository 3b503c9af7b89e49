package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;

/**
 * Netty's decoder with a short way for what nearly every frame is: a whole message of text or bytes without extensions. Its
 * payload stays in the buffer that it was read into and is unmasked there, where Netty's copies it first. Every other
 * frame, and every frame that is wrong, is Netty's.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int SMALLEST_16 = 126;
    private static final int SMALLEST_64 = 0x10000;
    /** The first bytes say that this frame is Netty's. */
    private static final int OTHER = -1;
    /** The header is not whole yet. */
    private static final int UNKNOWN = -2;

    private final int maskBit;
    private final int maxPayload;
    /** Netty's decoder is in the midst of a frame, or of a broken stream, or behind the last frame. */
    private boolean others;
    /** Netty's decoder is in the midst of a fragmented message. */
    private boolean fragmented;

    FrameDecoder(WebSocketDecoderConfig config) {
        super(config);
        this.maskBit = config.expectMaskedFrames() ? MASKED : 0;
        this.maxPayload = config.maxFramePayloadLength();
    }

    /** The bytes of a frame that is not complete. */
    int incomplete() {
        return actualReadableBytes();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (others || fragmented) {
            decodeOther(ctx, in, out);
            return;
        }
        int readable = in.readableBytes();
        int length = readable < 2 ? UNKNOWN : payloadLength(in, in.readerIndex(), readable);
        if (length == OTHER) {
            decodeOther(ctx, in, out);
        } else if (length != UNKNOWN) {
            int header = headerLength(length);
            if (readable - header >= length) {
                out.add(message(in, header, length));
            }
        }
    }

    private void decodeOther(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        others = true;
        super.decode(ctx, in, out);
        if (out.size() > before) {
            WebSocketFrame frame = (WebSocketFrame) out.get(before);
            others = frame instanceof CloseWebSocketFrame;
            if (isData(frame)) {
                fragmented = !frame.isFinalFragment();
            }
        }
    }

    private static boolean isData(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame;
    }

    private int payloadLength(ByteBuf in, int at, int readable) {
        int first = in.getUnsignedByte(at);
        int second = in.getByte(at + 1);
        if (first != FIN_TEXT && first != FIN_BINARY || (second & MASKED) != maskBit) {
            return OTHER;
        }
        int length = second & ~MASKED & 0xFF;
        if (length == LENGTH_16) {
            return readable < 2 + Short.BYTES ? UNKNOWN : checked(in.getUnsignedShort(at + 2), SMALLEST_16);
        }
        if (length == LENGTH_64) {
            return readable < 2 + Long.BYTES ? UNKNOWN : checked(in.getLong(at + 2), SMALLEST_64);
        }
        return checked(length, 0);
    }

    private int checked(long length, int smallest) {
        return length < smallest || length > maxPayload ? OTHER : (int) length;
    }

    private int headerLength(int length) {
        int size = length < SMALLEST_16 ? 0 : length < SMALLEST_64 ? Short.BYTES : Long.BYTES;
        return 2 + size + (maskBit == 0 ? 0 : Integer.BYTES);
    }

    private WebSocketFrame message(ByteBuf in, int header, int length) {
        int payload = in.readerIndex() + header;
        if (maskBit != 0) {
            Masking.inPlace(in, payload, length, in.getInt(payload - Integer.BYTES));
        }
        boolean text = in.getUnsignedByte(in.readerIndex()) == FIN_TEXT;
        in.skipBytes(header);
        ByteBuf content = in.readRetainedSlice(length);
        return text ? new TextWebSocketFrame(content) : new BinaryWebSocketFrame(content);
    }
}
