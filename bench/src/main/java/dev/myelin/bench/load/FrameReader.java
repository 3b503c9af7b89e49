package dev.myelin.bench.load;

import io.netty.buffer.ByteBuf;

/** Reads the frames of a server as the bytes come, and gives payload on in pieces; keeps none of it. */
final class FrameReader {
    /** Told what was read. */
    interface Listener {
        /** A text or binary message begins. */
        void messageBegins(boolean binary);

        /** The next {@code length} bytes of it. */
        void payload(ByteBuf in, int at, int length);

        /** It has ended. */
        void messageEnds();

        /** A ping, a pong or a close frame. */
        void controlFrame(int opcode, byte[] payload);

        /** A frame that RFC 6455 does not allow here; nothing is read from now on. */
        void violation(String what);
    }

    private static final int CONTROL = 8;
    private static final int MAX_CONTROL = 125;

    private final Listener listener;
    private final byte[] header = new byte[10];
    private int headerRead;
    private long payloadLeft;
    private boolean inPayload;
    private boolean fragmented;
    private boolean broken;
    private byte[] control = {};
    private int controlRead;

    FrameReader(Listener listener) {
        this.listener = listener;
    }

    /** Reads all of {@code in}. */
    void read(ByteBuf in) {
        while (in.isReadable() && !broken) {
            if (!inPayload) {
                header[headerRead++] = in.readByte();
                if (headerRead >= 2 && headerRead == headerSize()) {
                    begin();
                }
            } else if (isControl()) {
                int length = Math.min(in.readableBytes(), control.length - controlRead);
                in.readBytes(control, controlRead, length);
                controlRead += length;
                payloadLeft -= length;
            } else {
                int length = (int) Math.min(in.readableBytes(), payloadLeft);
                listener.payload(in, in.readerIndex(), length);
                in.skipBytes(length);
                payloadLeft -= length;
            }
            if (inPayload && payloadLeft == 0) {
                end();
            }
        }
    }

    private int headerSize() {
        int length = header[1] & 0x7F;
        return length == 127 ? 10 : length == 126 ? 4 : 2;
    }

    private boolean isControl() {
        return (header[0] & 0x0F) >= CONTROL;
    }

    private void begin() {
        payloadLeft = length();
        String wrong = wrong();
        if (!wrong.isEmpty()) {
            broken = true;
            listener.violation(wrong);
            return;
        }
        inPayload = true;
        if (isControl()) {
            control = new byte[(int) payloadLeft];
            controlRead = 0;
        } else if (!fragmented) {
            listener.messageBegins((header[0] & 0x0F) == 2);
        }
    }

    private long length() {
        long length = header[1] & 0x7F;
        if (length < 126) {
            return length;
        }
        long extended = 0;
        for (int i = 2; i < headerSize(); i++) {
            extended = extended << 8 | header[i] & 0xFF;
        }
        return extended;
    }

    private String wrong() {
        int opcode = header[0] & 0x0F;
        if ((header[0] & 0x70) != 0 || (header[1] & 0x80) != 0 || payloadLeft < 0) {
            return "reserved bit, mask or length";
        }
        if (opcode >= CONTROL) {
            return opcode > 10 || payloadLeft > MAX_CONTROL || (header[0] & 0x80) == 0 ? "control frame" : "";
        }
        return opcode > 2 || fragmented != (opcode == 0) ? "opcode " + opcode : "";
    }

    private void end() {
        inPayload = false;
        headerRead = 0;
        if (isControl()) {
            listener.controlFrame(header[0] & 0x0F, control);
        } else {
            fragmented = (header[0] & 0x80) == 0;
            if (!fragmented) {
                listener.messageEnds();
            }
        }
    }
}
