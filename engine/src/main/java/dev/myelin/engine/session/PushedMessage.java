package dev.myelin.engine.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * A message for many clients, encoded once: an unmasked frame (RFC 6455 section 5.2) in one buffer that all their connections
 * write from. Whoever has it releases it once.
 */
public final class PushedMessage {
    private static final int FIN_TEXT = 0x81;
    private static final int FIN_BINARY = 0x82;
    private static final int MAX_HEADER = 10;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MAX_16 = 0xFFFF;

    private final boolean text;
    private final ByteBuf frame;
    private final int header;

    private PushedMessage(boolean text, ByteBuf frame, int header) {
        this.text = text;
        this.frame = frame;
        this.header = header;
    }

    /** A message of {@code content}, which is borrowed. */
    public static PushedMessage of(boolean text, ByteBuf content, ByteBufAllocator alloc) {
        int length = content.readableBytes();
        ByteBuf frame = alloc.directBuffer(length + MAX_HEADER);
        writeHeader(frame, text, length);
        int header = frame.readableBytes();
        frame.writeBytes(content, content.readerIndex(), length);
        return new PushedMessage(text, frame, header);
    }

    /** Writes the header of the frame of a whole message. */
    public static void writeHeader(ByteBuf to, boolean text, int length) {
        to.writeByte(text ? FIN_TEXT : FIN_BINARY);
        if (length < LENGTH_16) {
            to.writeByte(length);
        } else if (length <= MAX_16) {
            to.writeByte(LENGTH_16).writeShort(length);
        } else {
            to.writeByte(LENGTH_64).writeLong(length);
        }
    }

    /** Whether the content is UTF-8 text. */
    public boolean isText() {
        return text;
    }

    /** Bytes of the content. */
    public int length() {
        return frame.readableBytes() - header;
    }

    /** The whole frame, to be released by whoever asked. */
    public ByteBuf frame() {
        return frame.retainedDuplicate();
    }

    /** The content, to be released by whoever asked. */
    public ByteBuf content() {
        return frame.retainedSlice(frame.readerIndex() + header, length());
    }

    /** Gives up this hold on it. */
    public void release() {
        frame.release();
    }
}
