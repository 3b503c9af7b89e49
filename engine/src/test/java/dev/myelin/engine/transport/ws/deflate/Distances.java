package dev.myelin.engine.transport.ws.deflate;

/**
 * Reads a DEFLATE stream (RFC 1951) only to find how far back it refers: the JDK's inflater always has the largest window
 * and does not mind.
 */
final class Distances {
    private static final int[] LENGTH_BASE = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final byte[] stream;
    private int bit;
    private int largest;
    private long written;

    private Distances(byte[] stream) {
        this.stream = stream;
    }

    /**
     * The largest distance.
     *
     * @param length how many bytes the stream stands for
     */
    static int largest(byte[] stream, long length) {
        Distances distances = new Distances(stream);
        while (distances.written < length) {
            distances.block();
        }
        return distances.largest;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= (stream[bit >> 3] >> (bit & 7) & 1) << i;
        }
        return value;
    }

    private void block() {
        bits(1);
        switch (bits(2)) {
            case 0 -> {
                bit = bit + 7 & ~7;
                int length = bits(16);
                bits(16);
                bit += 8 * length;
                written += length;
            }
            case 1 -> codes(fixed(), flat(30, 5));
            case 2 -> dynamic();
            default -> throw new IllegalArgumentException("block type 3");
        }
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        int codes = bits(4) + 4;
        int[] lengths = new int[19];
        for (int i = 0; i < codes; i++) {
            lengths[ORDER[i]] = bits(3);
        }
        Huffman code = new Huffman(lengths, 0, 19);
        int[] all = new int[literals + distances];
        for (int i = 0; i < all.length; ) {
            int symbol = code.next();
            int value = symbol < 16 ? symbol : symbol == 16 ? all[i - 1] : 0;
            int times = symbol < 16 ? 1 : symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            for (; times > 0; times--) {
                all[i++] = value;
            }
        }
        codes(new Huffman(all, 0, literals), new Huffman(all, literals, distances));
    }

    private void codes(Huffman literals, Huffman distances) {
        for (int symbol = literals.next(); symbol != 256; symbol = literals.next()) {
            if (symbol < 256) {
                written++;
            } else {
                written += LENGTH_BASE[symbol - 257] + bits(LENGTH_BITS[symbol - 257]);
                int code = distances.next();
                int extra = Math.max(0, code / 2 - 1);
                int base = code < 2 ? code + 1 : (2 + (code & 1) << extra) + 1;
                largest = Math.max(largest, base + bits(extra));
            }
        }
    }

    private Huffman fixed() {
        int[] lengths = new int[288];
        for (int i = 0; i < 288; i++) {
            lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
        }
        return new Huffman(lengths, 0, 288);
    }

    private Huffman flat(int symbols, int length) {
        int[] lengths = new int[symbols];
        java.util.Arrays.fill(lengths, length);
        return new Huffman(lengths, 0, symbols);
    }

    private final class Huffman {
        private final int[] counts = new int[16];
        private final int[] symbols;

        Huffman(int[] lengths, int from, int count) {
            symbols = new int[count];
            for (int i = 0; i < count; i++) {
                counts[lengths[from + i]]++;
            }
            int[] offsets = new int[16];
            for (int i = 1; i < 15; i++) {
                offsets[i + 1] = offsets[i] + counts[i];
            }
            for (int i = 0; i < count; i++) {
                if (lengths[from + i] != 0) {
                    symbols[offsets[lengths[from + i]]++] = i;
                }
            }
        }

        int next() {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length <= 15; length++) {
                code |= bits(1);
                if (code - counts[length] < first) {
                    return symbols[index + code - first];
                }
                index += counts[length];
                first = first + counts[length] << 1;
                code <<= 1;
            }
            throw new IllegalArgumentException("no such code");
        }
    }
}
