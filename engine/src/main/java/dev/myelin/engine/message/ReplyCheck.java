package dev.myelin.engine.message;

import org.apache.camel.Message;

/** Looks at the answer of an HTTP back-end before anything else does. */
@FunctionalInterface
public interface ReplyCheck {
    /** Takes every answer. */
    ReplyCheck ANY = (status, reply) -> true;

    /**
     * Whether the answer is taken. One that is not is the fault {@link ErrorCode#SENDER_IO_RECEIVING} of the request, and
     * nobody sees it.
     *
     * @param status of HTTP
     * @param reply headers and payload
     */
    boolean takes(int status, Message reply);

    /** Both look at it. */
    default ReplyCheck and(ReplyCheck other) {
        return (status, reply) -> takes(status, reply) && other.takes(status, reply);
    }
}
