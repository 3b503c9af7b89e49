package dev.myelin.engine.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The far end of permessage-deflate by RFC 7692 section 7.2, with the JDK's zlib and nothing of the engine. */
public final class DeflatePeer implements AutoCloseable {
    private final boolean ownTakeover;
    private final boolean engineTakeover;
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Inflater inflater = new Inflater(true);

    /** Makes one that refers to its earlier messages, or to the engine's, as said. */
    public DeflatePeer(boolean ownTakeover, boolean engineTakeover) {
        this.ownTakeover = ownTakeover;
        this.engineTakeover = engineTakeover;
    }

    /** The payload of a compressed message. */
    public byte[] deflate(byte[] message) {
        if (!ownTakeover) {
            deflater.reset();
        }
        deflater.setInput(message);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[65536];
        int made;
        do {
            made = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            out.write(buffer, 0, made);
        } while (made == buffer.length);
        byte[] all = out.toByteArray();
        // A flush with nothing new writes nothing: section 7.2.3.6 says what stands for an empty message.
        return all.length == 0 ? new byte[1] : Arrays.copyOf(all, all.length - 4);
    }

    public byte[] deflate(String message) {
        return deflate(message.getBytes(StandardCharsets.UTF_8));
    }

    /** The message of a compressed payload. */
    public byte[] inflate(byte[] payload) throws DataFormatException {
        if (!engineTakeover) {
            inflater.reset();
        }
        byte[] input = Arrays.copyOf(payload, payload.length + 4);
        input[input.length - 2] = (byte) 0xFF;
        input[input.length - 1] = (byte) 0xFF;
        inflater.setInput(input);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[65536];
        int made;
        do {
            made = inflater.inflate(buffer);
            out.write(buffer, 0, made);
        } while (made > 0);
        if (!inflater.needsInput()) {
            throw new DataFormatException("input is left over");
        }
        return out.toByteArray();
    }

    /** The message of a frame, compressed or not. */
    public byte[] message(RawWebSocket.Frame frame) throws DataFormatException {
        return frame.reserved() == 4 ? inflate(frame.payload()) : frame.payload();
    }

    @Override
    public void close() {
        deflater.end();
        inflater.end();
    }
}
