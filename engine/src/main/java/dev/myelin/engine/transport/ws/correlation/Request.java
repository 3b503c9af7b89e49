package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks for: once, or several things that are answered together.
 *
 * @param key what its reply says; null when the connection gives it numbers
 * @param ids the caller's own ids as they were written, each replaced by a number; empty with a key, and when no reply
 *     comes
 * @param content makes what is sent
 */
public record Request(@Nullable String key, List<byte[]> ids, Content content) {
    /** The longest id, or key, that is remembered for a reply. */
    static final int MAX_ID = 1024;

    /** The most ids of a batch: each is remembered until the reply has come. */
    static final int MAX_BATCH = 1000;

    private static final int MARK = 3;

    /** Makes what is sent. */
    @FunctionalInterface
    public interface Content {
        /** With the numbers from {@code first} on in place of the caller's ids. */
        byte[] with(long first);
    }

    /** One that no reply comes to. */
    static Request oneWay(byte[] content) {
        return new Request(null, List.of(), first -> content);
    }

    /** Whether no reply comes to it. */
    public boolean isOneWay() {
        return key == null && ids.isEmpty();
    }

    /**
     * What a text frame may carry of it: whatever else was sent, the back-end would end a connection that others use too.
     * Byte order marks are left out, which parsers of JSON need not know.
     */
    static byte[] utf8(byte[] content) {
        if (!ByteBufUtil.isText(Unpooled.wrappedBuffer(content), StandardCharsets.UTF_8)) {
            throw wrong("The request is not JSON: (expected: UTF-8)");
        }
        int start = 0;
        while (isMark(content, start)) {
            start += MARK;
        }
        return start == 0 ? content : Arrays.copyOfRange(content, start, content.length);
    }

    private static boolean isMark(byte[] content, int at) {
        return content.length - at >= MARK
                && content[at] == (byte) 0xEF
                && content[at + 1] == (byte) 0xBB
                && content[at + 2] == (byte) 0xBF;
    }

    static Fault wrong(String message) {
        return Fault.of(ErrorCode.PARSING, message).withHttpStatus(400);
    }
}
