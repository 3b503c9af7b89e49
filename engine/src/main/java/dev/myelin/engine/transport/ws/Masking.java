package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * The masking of payloads (RFC 6455 section 5.3), eight bytes a step. Longer payloads are worked on as what lies under a
 * {@link ByteBuf}: its own accessors check with every step that the buffer is still in use.
 */
final class Masking {
    /** Below this the way down to the memory costs more than it saves. */
    private static final int LONG = 128;

    private Masking() {}

    /** Masks or unmasks {@code length} bytes from {@code at} on where they are. */
    static void inPlace(ByteBuf buffer, int at, int length, int key) {
        if (length >= LONG && buffer.nioBufferCount() == 1) {
            ByteBuffer memory = buffer.internalNioBuffer(at, length);
            copy(memory, memory, length, key);
            return;
        }
        long keys = twice(key);
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            buffer.setLong(at + i, buffer.getLong(at + i) ^ keys);
        }
        for (; i < length; i++) {
            buffer.setByte(at + i, buffer.getByte(at + i) ^ keyByte(key, i));
        }
    }

    /** Appends the readable bytes of {@code from}, masked, to {@code to}, which has room for them. */
    static void append(ByteBuf from, ByteBuf to, int key) {
        int length = from.readableBytes();
        int at = from.readerIndex();
        if (length >= LONG && from.nioBufferCount() == 1 && to.nioBufferCount() == 1) {
            ByteBuffer source = from.internalNioBuffer(at, length);
            copy(source, to.internalNioBuffer(to.writerIndex(), length), length, key);
            to.writerIndex(to.writerIndex() + length);
            return;
        }
        long keys = twice(key);
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            to.writeLong(from.getLong(at + i) ^ keys);
        }
        for (; i < length; i++) {
            to.writeByte(from.getByte(at + i) ^ keyByte(key, i));
        }
    }

    private static void copy(ByteBuffer source, ByteBuffer target, int length, int key) {
        long keys = twice(key);
        int from = source.position();
        int to = target.position();
        int whole = length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            target.putLong(to + i, source.getLong(from + i) ^ keys);
        }
        for (int i = whole; i < length; i++) {
            target.put(to + i, (byte) (source.get(from + i) ^ keyByte(key, i)));
        }
    }

    private static long twice(int key) {
        return (long) key << Integer.SIZE | key & 0xFFFFFFFFL;
    }

    private static int keyByte(int key, int index) {
        return key >>> 24 - 8 * (index & 3);
    }
}
