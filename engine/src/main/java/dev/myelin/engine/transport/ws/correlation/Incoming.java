package dev.myelin.engine.transport.ws.correlation;

import dev.myelin.engine.message.Payload;
import io.netty.buffer.Unpooled;
import java.util.List;

/** A message of a back-end, by what it is to the requests that are under way. */
public sealed interface Incoming {
    /** What needs nothing but to be known. */
    enum Sign implements Incoming {
        /** The connection takes requests now. */
        READY,
        /** It asks for nothing. */
        NOTHING,
        /** No request is answered by it: somebody else may know what it is. */
        UNASKED
    }

    /**
     * It asks for an answer of the engine itself.
     *
     * @param answer to send
     */
    record Ask(byte[] answer) implements Incoming {}

    /**
     * No more replies come to a request.
     *
     * @param number of the request
     */
    record End(long number) implements Incoming {}

    /** It may be a reply. */
    non-sealed interface Reply extends Incoming {
        /**
         * The keys of the requests that it answers; those of one batch belong together.
         *
         * @return texts where callers have keys, else numbers
         */
        List<?> keys();

        /** Whether the back-end may send more to the same request, which only the first reply to counts. */
        default boolean hasMore() {
            return false;
        }

        /**
         * What the caller gets.
         *
         * @param ids the caller's own, as they were written
         * @param first the number of the first of them
         */
        Payload answer(List<byte[]> ids, long first);
    }

    /** A frame of its own bytes. */
    static Payload frame(byte[] content, boolean text, String contentType) {
        return Payload.ofFrame(Unpooled.wrappedBuffer(content), text, contentType);
    }
}
