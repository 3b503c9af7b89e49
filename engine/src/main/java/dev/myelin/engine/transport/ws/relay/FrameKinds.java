package dev.myelin.engine.transport.ws.relay;

/**
 * What the first byte of a frame (FIN, reserved bits, opcode) means inside and outside of a fragmented message: a table
 * for each {@link ReservedBits}, so that judging it is one look-up.
 */
final class FrameKinds {
    /** Breaks RFC 6455. */
    static final byte ILLEGAL = 0;
    /** The end of a message, or all of it. */
    static final byte FINAL = 1;
    /** A part of a message of which more is to come. */
    static final byte PART = 2;
    /** Close, ping or pong. */
    static final byte CONTROL = 3;

    /** Added to the first byte inside of a fragmented message. */
    static final int FRAGMENTED = 256;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0F;
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;

    private static final byte[] WITHOUT = table(ReservedBits.NONE);
    private static final byte[] DEFLATE = table(ReservedBits.DEFLATE);
    private static final byte[] ANY = table(ReservedBits.ANY);

    private FrameKinds() {}

    /** The table, by first byte, plus {@link #FRAGMENTED} where that holds. Not to be changed. */
    static byte[] of(ReservedBits bits) {
        return switch (bits) {
            case NONE -> WITHOUT;
            case DEFLATE -> DEFLATE;
            case ANY -> ANY;
        };
    }

    private static byte[] table(ReservedBits bits) {
        byte[] table = new byte[2 * FRAGMENTED];
        for (int first = 0; first < FRAGMENTED; first++) {
            table[first] = kind(first, false, bits);
            table[first + FRAGMENTED] = kind(first, true, bits);
        }
        return table;
    }

    private static byte kind(int first, boolean fragmented, ReservedBits bits) {
        int opcode = first & OPCODE;
        boolean last = (first & FIN) != 0;
        if (!mayReserve(first, bits)) {
            return ILLEGAL;
        }
        if (opcode >= CLOSE) {
            return last && opcode <= PONG ? CONTROL : ILLEGAL;
        }
        boolean legal = fragmented ? opcode == CONTINUATION : opcode != CONTINUATION && opcode <= BINARY;
        if (!legal) {
            return ILLEGAL;
        }
        return last ? FINAL : PART;
    }

    private static boolean mayReserve(int first, ReservedBits bits) {
        int set = first & RESERVED;
        int opcode = first & OPCODE;
        return set == 0
                || bits == ReservedBits.ANY
                || bits == ReservedBits.DEFLATE && set == RSV1 && opcode != CONTINUATION && opcode <= BINARY;
    }
}
