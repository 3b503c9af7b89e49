package dev.myelin.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What messages hold, in a given shape and size, with a filling that depends on connection and number, so that no message
 * can stand in for another one.
 */
final class Content {
    private static final int OFFSETS = 256;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Shape shape;
    private final int size;
    private final int filling;
    private final byte[] tail;
    private final int key = ThreadLocalRandom.current().nextInt();
    private final ByteBuf pattern;
    private final ByteBuf masked;

    /** Messages of {@code size} bytes. */
    Content(Shape shape, int size) {
        this.shape = shape;
        this.size = size;
        int piece = shape.piece().length;
        int room = size - shape.smallest();
        this.filling = room - room % piece;
        this.tail = shape.tail(room % piece);
        int length = filling + OFFSETS * piece;
        byte[] plain = new byte[length];
        byte[] mask = new byte[length];
        long random = 42;
        for (int i = 0; i < length; i++) {
            random = random * 6364136223846793005L + 1442695040888963407L;
            byte written = shape.piece()[i % piece];
            plain[i] = written == '#' ? (byte) LETTERS.charAt((int) (random >>> 58)) : written;
            mask[i] = (byte) (plain[i] ^ keyByte(i));
        }
        pattern = Unpooled.directBuffer(length).writeBytes(plain);
        masked = Unpooled.directBuffer(length).writeBytes(mask);
    }

    Shape shape() {
        return shape;
    }

    int size() {
        return size;
    }

    /** A whole frame of it, header included. */
    int frameSize() {
        return size + 14;
    }

    void release() {
        pattern.release();
        masked.release();
    }

    /** Appends a masked frame. One masking key serves a whole run: nobody guards this traffic against caches. */
    void writeFrame(ByteBuf out, boolean binary, byte[] head, int connection, long number) {
        out.writeByte(binary ? 0x82 : 0x81);
        if (size < 126) {
            out.writeByte(0x80 | size);
        } else if (size <= 0xFFFF) {
            out.writeByte(0x80 | 126).writeShort(size);
        } else {
            out.writeByte(0x80 | 127).writeLong(size);
        }
        out.writeInt(key);
        int start = out.writerIndex();
        out.writeBytes(head);
        long keys = (long) key << 32 | key & 0xFFFFFFFFL;
        for (int i = start; i < start + head.length; i += Long.BYTES) {
            out.setLong(i, out.getLong(i) ^ keys);
        }
        out.writeBytes(masked, offset(connection, number), filling);
        for (int i = 0, at = size - tail.length; at < size; i++, at++) {
            out.writeByte(tail[i] ^ keyByte(at));
        }
    }

    /** Whether {@code length} bytes of {@code in} are those that the message has from {@code position} on, past its head. */
    boolean matches(ByteBuf in, int at, int length, int position, int connection, long number) {
        int end = size - tail.length;
        int text = Math.max(0, Math.min(length, end - position));
        int from = offset(connection, number) + position - shape.headLength();
        if (text > 0 && !ByteBufUtil.equals(in, at, pattern, from, text)) {
            return false;
        }
        for (int i = text; i < length; i++) {
            if (in.getByte(at + i) != tail[position + i - end]) {
                return false;
            }
        }
        return true;
    }

    private int offset(int connection, long number) {
        long mixed = (number + connection * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 56) * shape.piece().length;
    }

    private int keyByte(int index) {
        return key >>> 24 - 8 * (index & 3) & 0xFF;
    }
}
