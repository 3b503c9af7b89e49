package dev.myelin.engine.transport.ws;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Checks that the text of one message is UTF-8 (RFC 3629), fragment by fragment, failing at the first byte that cannot
 * be right. Eight ASCII bytes are one step.
 */
final class Utf8Check {
    private static final long NOT_ASCII = 0x8080808080808080L;
    /** Below this the way down to the memory under a buffer costs more than it saves. */
    private static final int LONG = 128;

    private static final int BLOCK = 4 * Long.BYTES;

    /** Bytes of the current character that are still to come. */
    private int missing;
    /** The range that the next of them must lie in; narrower than 80..BF for some second bytes. */
    private int low = 0x80;

    private int high = 0xBF;

    /** Begins a new message. */
    void reset() {
        missing = 0;
        low = 0x80;
        high = 0xBF;
    }

    /** Whether {@code fragment} goes on rightly; its reader index stays where it is. */
    boolean accept(ByteBuf fragment) {
        return accept(fragment, fragment.readerIndex(), fragment.writerIndex(), 0);
    }

    /** Whether the bytes between {@code start} and {@code end}, masked with {@code key}, go on rightly. */
    boolean accept(ByteBuf bytes, int start, int end, int key) {
        long keys = (long) key << Integer.SIZE | key & 0xFFFFFFFFL;
        int at = start;
        if (missing == 0 && end - at >= LONG && bytes.nioBufferCount() == 1) {
            at += ascii(bytes.internalNioBuffer(at, end - at), keys);
        }
        while (at < end) {
            int shift = Byte.SIZE * (at - start & 3);
            if (missing == 0
                    && end - at >= Long.BYTES
                    && ((bytes.getLong(at) ^ Long.rotateLeft(keys, shift)) & NOT_ASCII) == 0) {
                at += Long.BYTES;
            } else if (step((bytes.getByte(at) ^ key >>> 24 - shift) & 0xFF)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** How many bytes at the start are surely ASCII. */
    private static int ascii(ByteBuffer memory, long keys) {
        int start = memory.position();
        int whole = memory.remaining() & -BLOCK;
        for (int i = 0; i < whole; i += BLOCK) {
            int at = start + i;
            long found = memory.getLong(at) ^ keys
                    | memory.getLong(at + Long.BYTES) ^ keys
                    | memory.getLong(at + 2 * Long.BYTES) ^ keys
                    | memory.getLong(at + 3 * Long.BYTES) ^ keys;
            if ((found & NOT_ASCII) != 0) {
                return i;
            }
        }
        return whole;
    }

    /** Whether the message may end here. */
    boolean complete() {
        return missing == 0;
    }

    private boolean step(int octet) {
        if (missing == 0) {
            return octet < 0x80 || first(octet);
        }
        boolean right = octet >= low && octet <= high;
        missing--;
        low = 0x80;
        high = 0xBF;
        return right;
    }

    private boolean first(int octet) {
        if (octet >= 0xC2 && octet <= 0xDF) {
            missing = 1;
        } else if (octet >= 0xE0 && octet <= 0xEF) {
            missing = 2;
            low = octet == 0xE0 ? 0xA0 : 0x80;
            high = octet == 0xED ? 0x9F : 0xBF;
        } else if (octet >= 0xF0 && octet <= 0xF4) {
            missing = 3;
            low = octet == 0xF0 ? 0x90 : 0x80;
            high = octet == 0xF4 ? 0x8F : 0xBF;
        } else {
            return false;
        }
        return true;
    }
}
