package dev.myelin.engine.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/** Bodies that plain Camel routes and components set, turned into payloads. */
final class ForeignBody {
    private static final String CONTENT_TYPE = "Content-Type";
    /** Bytes of content that a route may answer with in a content coding. */
    private static final int MAX_CONTENT = 64 << 20;

    private ForeignBody() {}

    /** The payload for {@code body}, which then is the body of the exchange's message. */
    static Payload convert(Exchange exchange, @Nullable Object body) {
        Object header = exchange.getMessage().getHeader(CONTENT_TYPE);
        String contentType = header == null ? "" : header.toString();
        boolean text = body instanceof CharSequence || body instanceof Number || body instanceof Boolean;
        Payload payload = text
                ? Payload.ofText(String.valueOf(body), contentType)
                : received(exchange, bytes(exchange, body), contentType);
        if (!payload.contentType().equals(contentType)) {
            exchange.getMessage().setHeader(CONTENT_TYPE, payload.contentType());
        }
        exchange.getMessage().setBody(payload);
        return payload;
    }

    private static Payload received(Exchange exchange, byte[] bytes, String contentType) {
        Object header = exchange.getMessage().getHeader(ContentCoding.HEADER);
        return ContentCoding.of(header == null ? null : header.toString(), MAX_CONTENT)
                .filter(coding -> isGzip(bytes)) // many components undo it and leave the header
                .map(coding -> Payload.ofBytes(bytes, contentType, coding))
                .orElseGet(() -> Payload.ofBytes(bytes, contentType));
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B;
    }

    private static byte[] bytes(Exchange exchange, @Nullable Object body) {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof ByteBuf buffer) {
            return ByteBufUtil.getBytes(buffer);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        return body instanceof InputStream stream ? read(stream) : converted(exchange, body);
    }

    private static byte[] read(InputStream stream) {
        if (stream instanceof StreamCache cache) {
            cache.reset();
        }
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException broken) {
            throw Fault.of(ErrorCode.SENDER_IO_RECEIVING, "The body cannot be read: " + broken.getMessage());
        }
    }

    private static byte[] converted(Exchange exchange, Object body) {
        byte[] bytes = exchange.getContext().getTypeConverter().tryConvertTo(byte[].class, exchange, body);
        if (bytes == null) {
            throw Fault.of(
                    ErrorCode.PARSING,
                    "The body is of " + body.getClass() + ", which no Camel type converter turns into bytes");
        }
        return bytes;
    }
}
