package dev.myelin.engine.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;

/**
 * The body of a message: bytes or text as they came, with views (text, JSON, XML) made when first asked for and kept.
 * Immutable as to content. The buffer of a received frame belongs to whoever received it and is released when its
 * exchange has ended; nothing here outlives that without a copy.
 */
public final class Payload {
    /** What the content is. */
    public enum Kind {
        /** No content at all. */
        EMPTY,
        /** UTF-8 text. */
        TEXT,
        /** Bytes. */
        BINARY
    }

    private Payload() {}

    /** No content. */
    public static Payload empty() {
        throw new UnsupportedOperationException();
    }

    /** A WebSocket message as received; leaves with the same opcode and bytes if nobody replaces it. */
    public static Payload ofFrame(ByteBuf content, boolean text, String contentType) {
        throw new UnsupportedOperationException();
    }

    /** Text made by a mediator or received over HTTP. */
    public static Payload ofText(String text, String contentType) {
        throw new UnsupportedOperationException();
    }

    /** Bytes received over HTTP; text or binary by {@code contentType}. */
    public static Payload ofBytes(byte[] content, String contentType) {
        throw new UnsupportedOperationException();
    }

    /** The payload of the exchange's message; a body that a plain Camel route set is converted and kept. */
    public static Payload of(Exchange exchange) {
        throw new UnsupportedOperationException();
    }

    /** Whether empty, text or binary. */
    public Kind kind() {
        throw new UnsupportedOperationException();
    }

    /** Whether this is a WebSocket message as it was received. */
    public boolean isFrame() {
        throw new UnsupportedOperationException();
    }

    /** The content type it came or was made with; empty when unknown. */
    public String contentType() {
        throw new UnsupportedOperationException();
    }

    /** The bytes, borrowed: retain what must live longer than this call. Text is UTF-8. */
    public ByteBuf buffer() {
        throw new UnsupportedOperationException();
    }

    /** The bytes, copied. */
    public byte[] bytes() {
        throw new UnsupportedOperationException();
    }

    /** How many bytes. */
    public int size() {
        throw new UnsupportedOperationException();
    }

    /** The content as text; bytes are read as UTF-8. */
    public String text() {
        throw new UnsupportedOperationException();
    }

    /** The content as JSON. Throws {@link Fault} with {@link ErrorCode#PARSING} when it is not. */
    public JsonNode json() {
        throw new UnsupportedOperationException();
    }

    /** The content as XML document: a SOAP envelope, the element itself for POX; JSON as MI turns it into XML. */
    public XdmNode xml() {
        throw new UnsupportedOperationException();
    }
}
