package dev.myelin.engine.transport.ws.relay;

import dev.myelin.engine.session.CloseStatus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** The engine's own control frames, and what close frames say (RFC 6455 section 5.5). */
final class ControlFrames {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_REASON = 123;
    /** The size of the largest control frame: that of a client. */
    static final int MAX_SIZE = 131;

    /** What a close frame's payload means. */
    sealed interface Close {
        /** It is legal; without a code it is {@link CloseStatus#EMPTY}. */
        record Legal(CloseStatus status) implements Close {}

        /** It breaks RFC 6455; {@code answer} says so. */
        record Illegal(CloseStatus answer) implements Close {}
    }

    private ControlFrames() {}

    /** Reads the unmasked payload of a close frame. */
    static Close readClose(byte[] payload) {
        if (payload.length == 0) {
            return new Close.Legal(CloseStatus.EMPTY);
        }
        if (payload.length == 1) {
            return new Close.Illegal(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "close frame of 1 byte"));
        }
        int code = (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        if (!CloseStatus.isLegalOnWire(code)) {
            return new Close.Illegal(new CloseStatus(CloseStatus.PROTOCOL_ERROR, "close code " + code));
        }
        try {
            String reason = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload, 2, payload.length - 2))
                    .toString();
            return new Close.Legal(new CloseStatus(code, reason));
        } catch (CharacterCodingException e) {
            return new Close.Illegal(new CloseStatus(CloseStatus.INVALID_TEXT, "close reason is not UTF-8"));
        }
    }

    /** A close frame; without a body when the code must not travel. */
    static ByteBuf close(ByteBufAllocator alloc, boolean masked, CloseStatus status) {
        if (!CloseStatus.isLegalOnWire(status.code())) {
            return frame(alloc, masked, FrameScanner.CLOSE, new byte[0]);
        }
        byte[] reason = fit(status.reason()).getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[reason.length + 2];
        payload[0] = (byte) (status.code() >> 8);
        payload[1] = (byte) status.code();
        System.arraycopy(reason, 0, payload, 2, reason.length);
        return frame(alloc, masked, FrameScanner.CLOSE, payload);
    }

    /** A control frame with at most 125 bytes of payload. */
    static ByteBuf frame(ByteBufAllocator alloc, boolean masked, int opcode, byte[] payload) {
        ByteBuf frame = alloc.directBuffer(MAX_SIZE);
        frame.writeByte(FIN | opcode).writeByte(masked ? MASKED | payload.length : payload.length);
        if (!masked) {
            return frame.writeBytes(payload);
        }
        int key = ThreadLocalRandom.current().nextInt();
        frame.writeInt(key);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ key >>> 24 - 8 * (i & 3));
        }
        return frame;
    }

    /** Cuts a reason to what a close frame can hold, between characters. */
    private static String fit(String reason) {
        String text = reason;
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text;
    }
}
