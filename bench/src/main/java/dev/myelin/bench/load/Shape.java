package dev.myelin.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a message is written. Each has a head with the connection's and the message's number; a filling of equal pieces, whose
 * # stand for letters that differ; blanks for what is left of its size; an end.
 */
enum Shape {
    /** {@code {"c":connection,"s":number,"p":"..."}}. */
    JSON("{\"c\":      ,\"s\":         0,\"p\":\"", 5, 16, "####", "", "\"}"),
    /** JSON with an array of objects, and in a form that an engine that writes it anew gives back byte by byte. */
    ORDER(
            "{\"c\":\"      \",\"s\":\"         0\",\"rows\":[0",
            6,
            19,
            ",{\"item\":\"########\",\"text\":\"######################\"}",
            ",\"",
            "\"]}"),
    /** XML with the same. */
    XML(
            "<m><c>      </c><s>         0</s><lines>",
            6,
            19,
            "<line item=\"########\"><text>##########</text></line>",
            "",
            "</lines></m>");

    /** Digits of the connection's number, filled up with blanks. */
    static final int CONNECTION_DIGITS = 6;
    /** Digits of the message's number. */
    static final int NUMBER_DIGITS = 10;

    private final byte[] head;
    private final int connectionAt;
    private final int numberAt;
    private final byte[] piece;
    private final String beforeBlanks;
    private final String end;

    Shape(String head, int connectionAt, int numberAt, String piece, String beforeBlanks, String end) {
        this.head = head.getBytes(StandardCharsets.US_ASCII);
        this.connectionAt = connectionAt;
        this.numberAt = numberAt;
        this.piece = piece.getBytes(StandardCharsets.US_ASCII);
        this.beforeBlanks = beforeBlanks;
        this.end = end;
    }

    /** The bytes before the filling: a multiple of 8, and a piece is one of 4, because of how they are masked. */
    int headLength() {
        return head.length;
    }

    /** The bytes up to the connection's number. */
    int connectionAt() {
        return connectionAt;
    }

    byte[] piece() {
        return piece;
    }

    /** What comes after the last piece: so many blanks, and the end. */
    byte[] tail(int blanks) {
        return (beforeBlanks + " ".repeat(blanks) + end).getBytes(StandardCharsets.US_ASCII);
    }

    /** A message without any filling. */
    int smallest() {
        return head.length + beforeBlanks.length() + end.length();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The head of the first message of a connection. */
    byte[] head(int connection) {
        byte[] made = head.clone();
        int rest = connection;
        int last = connectionAt + CONNECTION_DIGITS - 1;
        for (int i = last; i >= connectionAt && (rest > 0 || i == last); i--) {
            made[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return made;
    }

    /** Makes the head that of the next message. */
    void next(byte[] of) {
        for (int i = numberAt + NUMBER_DIGITS - 1; i >= numberAt; i--) {
            if (of[i] == ' ') {
                of[i] = '1';
                return;
            }
            if (of[i] < '9') {
                of[i]++;
                return;
            }
            of[i] = '0';
        }
    }

    /** The number that a head names; -1 when it is no head, or that of another connection than {@code expected} has. */
    long number(byte[] of, byte[] expected) {
        long number = 0;
        for (int i = 0; i < of.length; i++) {
            boolean digit = i >= numberAt && i < numberAt + NUMBER_DIGITS;
            if (digit && of[i] >= '0' && of[i] <= '9') {
                number = number * 10 + of[i] - '0';
            } else if (digit ? of[i] != ' ' : of[i] != expected[i]) {
                return -1;
            }
        }
        return number;
    }
}
