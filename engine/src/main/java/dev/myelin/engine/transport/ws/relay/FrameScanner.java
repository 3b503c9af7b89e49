package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.session.CloseStatus;
import io.netty.buffer.ByteBuf;

/**
 * Reads the frame headers of one direction where they lie in the buffers that come, and holds them against RFC 6455
 * section 5 and the limits. Payload is skipped; nothing is allocated, whatever the frames. Not thread-safe.
 *
 * <p>{@link #scan} stops at what its caller has to deal with; {@link #position()} then says where that begins, and
 * everything before may be passed on.
 */
public final class FrameScanner {
    /** Why a scan has stopped. */
    public enum Stop {
        /** The end of the buffer: all of it may be passed on. */
        END,
        /** A header, or a control frame, whose end has not come yet: scan it again with what follows. */
        INCOMPLETE,
        /** A whole control frame, up to {@link #frameEnd()}. */
        CONTROL,
        /** A frame that breaks a rule; see {@link #violation()}. */
        VIOLATION,
        /** The end of a message, where {@link #scanToMessageEnd} was asked for it. */
        MESSAGE_END
    }

    /** The opcode of a close frame. */
    static final int CLOSE = 8;
    /** The opcode of a ping. */
    static final int PING = 9;
    /** The opcode of a pong. */
    static final int PONG = 10;

    private static final int SHORT_HEADER = 2;
    private static final int MASK_BIT = 0x80;
    private static final int MASK_KEY = 4;
    private static final int LENGTH_BITS = 0x7F;
    private static final int LENGTH_16 = 126;
    private static final int MAX_CONTROL = 125;
    private static final int OPCODE = 0x0F;

    private final byte[] kinds;
    private final int maskBit;
    private final int maskKey;
    private final long maxFrame;
    private final long maxMessage;
    private boolean stopsAtMessageEnd;
    private int fragmented;
    private long remaining;
    private long messageSize;
    private int position;
    private int frameEnd;
    private int payloadStart;
    private int opcode;
    private CloseStatus violation = CloseStatus.EMPTY;
    private long messages;
    private long bytes;

    /**
     * Makes the scanner of a connection's first frame.
     *
     * @param side whose frames
     * @param maxFrame the largest payload of a frame, inclusive
     * @param maxMessage the largest message, inclusive, over all its fragments
     */
    public FrameScanner(Side side, ReservedBits bits, long maxFrame, long maxMessage) {
        this.kinds = FrameKinds.of(bits);
        this.maskBit = side == Side.CLIENT ? MASK_BIT : 0;
        this.maskKey = side == Side.CLIENT ? MASK_KEY : 0;
        this.maxFrame = maxFrame;
        this.maxMessage = maxMessage;
    }

    /** As {@link #scan}, and stops where a message has ended, or between two. */
    Stop scanToMessageEnd(ByteBuf in, int from) {
        stopsAtMessageEnd = true;
        Stop stop = scan(in, from);
        stopsAtMessageEnd = false;
        return stop;
    }

    /** Scans from index {@code from} to the end of what is readable. */
    public Stop scan(ByteBuf in, int from) {
        int end = in.writerIndex();
        int at = from;
        while (true) {
            long left = end - at;
            if (remaining >= left) {
                remaining -= left;
                position = end;
                return Stop.END;
            }
            at += (int) remaining;
            remaining = 0;
            if (stopsAtMessageEnd && fragmented == 0) {
                return stop(Stop.MESSAGE_END, at);
            }
            if (end - at < SHORT_HEADER) {
                return stop(Stop.INCOMPLETE, at);
            }
            int head = in.getUnsignedShort(at);
            byte kind = kinds[(head >>> 8) + fragmented];
            if (kind == FrameKinds.ILLEGAL || (head & MASK_BIT) != maskBit) {
                return illegal(at, head);
            }
            if (kind == FrameKinds.CONTROL) {
                return control(at, head, end);
            }
            int payload = at + headerSize(head & LENGTH_BITS);
            if (payload > end) {
                return incomplete(in, at, head & LENGTH_BITS);
            }
            long length = length(in, at, head & LENGTH_BITS);
            if (!isLegal(length)) {
                return badLength(at, length);
            }
            accept(kind, length);
            at = payload;
        }
    }

    /** A length is judged when it has come, though its mask has not. */
    private Stop incomplete(ByteBuf in, int at, int lengthBits) {
        if (at + headerSize(lengthBits) - maskKey <= in.writerIndex()) {
            long length = length(in, at, lengthBits);
            if (!isLegal(length)) {
                return badLength(at, length);
            }
        }
        return stop(Stop.INCOMPLETE, at);
    }

    /** Whether the length of a data frame is in its shortest form and within the limits. */
    private boolean isLegal(long length) {
        // Subtracted, not added: lengths go up to 2^63 - 1.
        return length >= 0 && length <= maxFrame && length <= maxMessage - messageSize;
    }

    /** Takes a data frame's length over. */
    private void accept(byte kind, long length) {
        remaining = length;
        bytes += length;
        if (kind == FrameKinds.FINAL) {
            messages++;
            messageSize = 0;
            fragmented = 0;
        } else {
            messageSize += length;
            fragmented = FrameKinds.FRAGMENTED;
        }
    }

    private int headerSize(int length) {
        if (length < LENGTH_16) {
            return SHORT_HEADER + maskKey;
        }
        return SHORT_HEADER + (length == LENGTH_16 ? Short.BYTES : Long.BYTES) + maskKey;
    }

    /** The length of a frame, which may be behind the first two bytes; negative when a shorter form would have done. */
    private static long length(ByteBuf in, int at, int length) {
        if (length < LENGTH_16) {
            return length;
        }
        if (length == LENGTH_16) {
            int value = in.getUnsignedShort(at + SHORT_HEADER);
            return value < LENGTH_16 ? -1 : value;
        }
        long value = in.getLong(at + SHORT_HEADER);
        return value <= 0xFFFF ? -1 : value;
    }

    private Stop control(int at, int head, int end) {
        int length = head & LENGTH_BITS;
        if (length > MAX_CONTROL) {
            return violation(at, CloseStatus.PROTOCOL_ERROR, "control frame over 125 bytes");
        }
        payloadStart = at + SHORT_HEADER + maskKey;
        frameEnd = payloadStart + length;
        if (frameEnd > end) {
            return stop(Stop.INCOMPLETE, at);
        }
        opcode = head >>> 8 & OPCODE;
        return stop(Stop.CONTROL, at);
    }

    private Stop illegal(int at, int head) {
        String what = (head & MASK_BIT) == maskBit
                ? "illegal first byte 0x" + Integer.toHexString(head >>> 8)
                : maskBit == 0 ? "masked frame" : "unmasked frame";
        return violation(at, CloseStatus.PROTOCOL_ERROR, what);
    }

    private Stop badLength(int at, long length) {
        if (length < 0) {
            return violation(at, CloseStatus.PROTOCOL_ERROR, "length not in its shortest form");
        }
        return violation(
                at, CloseStatus.TOO_BIG, maxFrame < maxMessage ? "frame over the limit" : "message over the limit");
    }

    private Stop violation(int at, int code, String reason) {
        violation = new CloseStatus(code, reason);
        return stop(Stop.VIOLATION, at);
    }

    private Stop stop(Stop why, int at) {
        position = at;
        return why;
    }

    /**
     * How many bytes {@code start} must have for a scan to get beyond it.
     *
     * @param start the readable bytes begin with a header or control frame that was incomplete
     */
    int needed(ByteBuf start) {
        if (start.readableBytes() < SHORT_HEADER) {
            return SHORT_HEADER;
        }
        int head = start.getUnsignedShort(start.readerIndex());
        int length = head & LENGTH_BITS;
        byte kind = kinds[(head >>> 8) + fragmented];
        boolean control = kind == FrameKinds.CONTROL;
        if (kind == FrameKinds.ILLEGAL || (head & MASK_BIT) != maskBit || control && length > MAX_CONTROL) {
            return SHORT_HEADER;
        }
        return headerSize(length) + (control ? length : 0);
    }

    /** Where the last scan stopped. */
    public int position() {
        return position;
    }

    /** The end of the control frame that the last scan has found. */
    public int frameEnd() {
        return frameEnd;
    }

    /** The opcode of the control frame that the last scan has found. */
    int opcode() {
        return opcode;
    }

    /** A copy of the payload of the control frame that the last scan has found, unmasked. */
    byte[] payload(ByteBuf in) {
        byte[] payload = new byte[frameEnd - payloadStart];
        in.getBytes(payloadStart, payload);
        if (maskKey != 0) {
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= in.getByte(payloadStart - MASK_KEY + (i & 3));
            }
        }
        return payload;
    }

    /** What the last scan found to break a rule, as the offender is to be told. */
    public CloseStatus violation() {
        return violation;
    }

    /** Bytes of the current frame that have not come yet. */
    public long remaining() {
        return remaining;
    }

    /** Whether what was scanned ends with a frame. */
    public boolean isAtFrameEnd() {
        return remaining == 0;
    }

    /** Whether what was scanned ends with a message; control frames aside. */
    public boolean isAtMessageEnd() {
        return remaining == 0 && fragmented == 0;
    }

    /** Messages whose last frame has begun. */
    public long messages() {
        return messages;
    }

    /** Payload of data frames. */
    public long bytes() {
        return bytes;
    }
}
