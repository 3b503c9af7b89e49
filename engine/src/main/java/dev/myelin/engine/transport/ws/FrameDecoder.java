package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder with a short way for what nearly every frame is: a whole message of text or bytes without extensions. Its
 * payload stays in the buffer that it was read into and is unmasked there, where Netty's copies it first. Every other
 * frame, and every frame that is wrong, is Netty's.
 *
 * <p>Text is checked as its bytes come, so that a frame that cannot become text any more is refused before its end.
 */
final class FrameDecoder extends WebSocket13FrameDecoder {
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int FIN = 0x80;
    private static final int TEXT = 0x01;
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
    /** The same of text that is not compressed. */
    private boolean textFragments;
    /** Checks text on its way; shared with whoever checks the rest of a frame. */
    private @Nullable Utf8Check text;
    /** Netty's decoder is in the midst of a frame of text, masked with {@link #key}. */
    private boolean inText;

    private int key;
    /** Bytes of the current frame that have been found to be text. */
    private int checked;
    /** What has come is no text: nothing of what follows counts. */
    private boolean refused;

    FrameDecoder(WebSocketDecoderConfig config) {
        super(config);
        this.maskBit = config.expectMaskedFrames() ? MASKED : 0;
        this.maxPayload = config.maxFramePayloadLength();
    }

    /** Checks text on its way with {@code check}. */
    void checkWith(Utf8Check check) {
        text = check;
    }

    /** How many bytes of the last frame have been checked; to be asked once a frame. */
    int takeChecked() {
        int count = checked;
        checked = 0;
        return count;
    }

    /** The bytes of a frame that is not complete. */
    int incomplete() {
        return actualReadableBytes();
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (others || fragmented) {
            decodeOther(ctx, in, out);
            return;
        }
        int readable = in.readableBytes();
        int length = readable < 2 ? UNKNOWN : payloadLength(in, in.readerIndex(), readable);
        if (length == OTHER) {
            decodeOther(ctx, in, out);
        } else if (length != UNKNOWN) {
            whole(in, length, readable, out);
        }
    }

    /** A whole message, of which the header is there. */
    private void whole(ByteBuf in, int length, int readable, List<Object> out) {
        int header = headerLength(length);
        if (readable - header >= length) {
            out.add(message(in, header, length));
        } else if (readable > header && in.getUnsignedByte(in.readerIndex()) == FIN_TEXT) {
            int payload = in.readerIndex() + header;
            if (checked == 0 && text != null) {
                text.reset();
            }
            check(in, payload, readable - header, maskBit == 0 ? 0 : in.getInt(payload - Integer.BYTES));
        }
    }

    private void decodeOther(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!others && !beginsOther(in)) {
            return;
        }
        int before = out.size();
        others = true;
        super.decode(ctx, in, out);
        if (out.size() > before) {
            WebSocketFrame frame = (WebSocketFrame) out.get(before);
            others = frame instanceof CloseWebSocketFrame;
            inText = false;
            if (isData(frame)) {
                fragmented = !frame.isFinalFragment();
                textFragments =
                        fragmented && (textFragments || frame instanceof TextWebSocketFrame && frame.rsv() == 0);
            }
        } else if (inText) {
            check(in, in.readerIndex(), in.readableBytes(), key);
        }
    }

    /** Looks at the header of a frame that is Netty's; false when it may be text and its header is not whole. */
    private boolean beginsOther(ByteBuf in) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        int first = in.getUnsignedByte(at);
        boolean begins = first == TEXT && !fragmented;
        if (text == null || !begins && !(textFragments && (first & ~FIN) == 0)) {
            return true;
        }
        int length = readable < 2 ? UNKNOWN : lengthOf(in, at, readable);
        if (length == OTHER) {
            return true;
        }
        int header = length == UNKNOWN ? Integer.MAX_VALUE : headerLength(length);
        if (readable < header) {
            return false;
        }
        if (begins) {
            text.reset();
        }
        inText = true;
        key = maskBit == 0 ? 0 : in.getInt(at + header - Integer.BYTES);
        return true;
    }

    /** Checks what has newly come of a payload of which {@code available} bytes are there. */
    private void check(ByteBuf in, int payload, int available, int maskingKey) {
        Utf8Check check = text;
        if (check == null || available <= checked) {
            return;
        }
        int rotated = Integer.rotateLeft(maskingKey, Byte.SIZE * (checked & 3));
        if (!check.accept(in, payload + checked, payload + available, rotated)) {
            refused = true;
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA, FrameHandler.NOT_UTF8);
        }
        checked = available;
    }

    private static boolean isData(WebSocketFrame frame) {
        return frame instanceof TextWebSocketFrame
                || frame instanceof BinaryWebSocketFrame
                || frame instanceof ContinuationWebSocketFrame;
    }

    private int payloadLength(ByteBuf in, int at, int readable) {
        int first = in.getUnsignedByte(at);
        return first == FIN_TEXT || first == FIN_BINARY ? lengthOf(in, at, readable) : OTHER;
    }

    private int lengthOf(ByteBuf in, int at, int readable) {
        int second = in.getByte(at + 1);
        if ((second & MASKED) != maskBit) {
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
