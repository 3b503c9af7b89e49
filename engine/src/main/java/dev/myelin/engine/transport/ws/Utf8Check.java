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
        int at = fragment.readerIndex();
        int end = fragment.writerIndex();
        if (missing == 0 && end - at >= LONG && fragment.nioBufferCount() == 1) {
            at += ascii(fragment.internalNioBuffer(at, end - at));
        }
        while (at < end) {
            if (missing == 0 && end - at >= 8 && (fragment.getLong(at) & NOT_ASCII) == 0) {
                at += 8;
            } else if (step(fragment.getByte(at) & 0xFF)) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** How many bytes at the start are surely ASCII. */
    private static int ascii(ByteBuffer memory) {
        int start = memory.position();
        int whole = memory.remaining() & -BLOCK;
        for (int i = 0; i < whole; i += BLOCK) {
            int at = start + i;
            long found = memory.getLong(at)
                    | memory.getLong(at + Long.BYTES)
                    | memory.getLong(at + 2 * Long.BYTES)
                    | memory.getLong(at + 3 * Long.BYTES);
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
