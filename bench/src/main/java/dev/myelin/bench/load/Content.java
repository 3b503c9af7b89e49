package dev.myelin.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What messages hold: {@code {"c":connection,"s":number,"p":"..."}}, of a given size, with a filling that depends on
 * connection and number, so that no message can stand in for another one.
 */
final class Content {
    /** The bytes before the filling. */
    static final int HEAD = 32;
    /** Head and {@code "}}. */
    static final int SMALLEST = HEAD + 2;

    private static final int CONNECTION_AT = 5;
    private static final int CONNECTION_DIGITS = 6;
    private static final int NUMBER_AT = 16;
    private static final int NUMBER_DIGITS = 10;
    private static final int OFFSETS = 256;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final int size;
    private final int filling;
    private final int key = ThreadLocalRandom.current().nextInt();
    private final ByteBuf pattern;
    private final ByteBuf masked;

    /** Messages of {@code size} bytes. */
    Content(int size) {
        this.size = size;
        this.filling = size - SMALLEST;
        int length = filling + OFFSETS * Integer.BYTES;
        byte[] plain = new byte[length];
        byte[] mask = new byte[length];
        long random = 42;
        for (int i = 0; i < length; i++) {
            random = random * 6364136223846793005L + 1442695040888963407L;
            plain[i] = (byte) LETTERS.charAt((int) (random >>> 58));
            mask[i] = (byte) (plain[i] ^ keyByte(i));
        }
        pattern = Unpooled.directBuffer(length).writeBytes(plain);
        masked = Unpooled.directBuffer(length).writeBytes(mask);
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

    /** The head of the first message of a connection. */
    static byte[] head(int connection) {
        byte[] head = "{\"c\":      ,\"s\":         0,\"p\":\"".getBytes(StandardCharsets.US_ASCII);
        put(head, CONNECTION_AT, CONNECTION_DIGITS, connection);
        return head;
    }

    /** Makes the head that of the next message. */
    static void next(byte[] head) {
        for (int i = NUMBER_AT + NUMBER_DIGITS - 1; i >= NUMBER_AT; i--) {
            if (head[i] == ' ') {
                head[i] = '1';
                return;
            }
            if (head[i] < '9') {
                head[i]++;
                return;
            }
            head[i] = '0';
        }
    }

    /** The number that a head names; -1 when it is no head, or that of another connection than {@code expected} has. */
    static long number(byte[] head, byte[] expected) {
        for (int i = 0; i < HEAD; i++) {
            boolean digit = i >= NUMBER_AT && i < NUMBER_AT + NUMBER_DIGITS;
            if (!digit && head[i] != expected[i]) {
                return -1;
            }
        }
        long number = 0;
        for (int i = NUMBER_AT; i < NUMBER_AT + NUMBER_DIGITS; i++) {
            if (head[i] >= '0' && head[i] <= '9') {
                number = number * 10 + head[i] - '0';
            } else if (head[i] != ' ') {
                return -1;
            }
        }
        return number;
    }

    private static void put(byte[] head, int at, int digits, int value) {
        int rest = value;
        for (int i = at + digits - 1; i >= at && (rest > 0 || i == at + digits - 1); i--) {
            head[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
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
        for (int i = start; i < start + HEAD; i += Long.BYTES) {
            out.setLong(i, out.getLong(i) ^ keys);
        }
        out.writeBytes(masked, offset(connection, number), filling);
        out.writeByte('"' ^ keyByte(size - 2)).writeByte('}' ^ keyByte(size - 1));
    }

    /** Whether {@code length} bytes of {@code in} are those that the message has from {@code position} on, past its head. */
    boolean matches(ByteBuf in, int at, int length, int position, int connection, long number) {
        int text = Math.max(0, Math.min(length, size - 2 - position));
        int from = offset(connection, number) + position - HEAD;
        if (text > 0 && !ByteBufUtil.equals(in, at, pattern, from, text)) {
            return false;
        }
        for (int i = text; i < length; i++) {
            if (in.getByte(at + i) != (position + i == size - 2 ? '"' : '}')) {
                return false;
            }
        }
        return true;
    }

    private static int offset(int connection, long number) {
        long mixed = (number + connection * 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 56) * Integer.BYTES;
    }

    private int keyByte(int index) {
        return key >>> 24 - 8 * (index & 3) & 0xFF;
    }
}
