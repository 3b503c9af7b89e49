package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
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

    static Fault wrong(String message) {
        return Fault.of(ErrorCode.PARSING, message).withHttpStatus(400);
    }
}
