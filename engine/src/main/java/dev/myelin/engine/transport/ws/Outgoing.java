package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.MediaTypes;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/**
 * A message on its way to a WebSocket peer: opcode and bytes. A payload that no mediator changed leaves as it came; one
 * that was made leaves as text or binary by its content type.
 *
 * @param text whether the opcode is text
 * @param content owned by whoever holds this
 */
record Outgoing(boolean text, ByteBuf content) {

    /** The message of {@code exchange} as it is now. */
    static Outgoing of(Exchange exchange, String defaultContentType) {
        Payload payload = Payload.of(exchange);
        boolean text = payload.isFrame()
                ? payload.isText()
                : MediaTypes.isText(contentType(exchange, payload, defaultContentType)) && isUtf8(payload);
        return new Outgoing(text, payload.buffer().retainedDuplicate());
    }

    /** What a back-end calls text need not be: no client takes it in a text frame (RFC 6455 section 8.1). */
    private static boolean isUtf8(Payload payload) {
        return payload.isMade() || ByteBufUtil.isText(payload.buffer(), StandardCharsets.UTF_8);
    }

    /** The bytes, copied unless they are an array already; nobody changes them. */
    byte[] bytes() {
        int length = content.readableBytes();
        boolean whole = content.hasArray() && content.array().length == length;
        return whole ? content.array() : ByteBufUtil.getBytes(content);
    }

    private static String contentType(Exchange exchange, Payload payload, String defaultContentType) {
        String type = MessageContext.text(exchange, Scope.AXIS2, "messageType");
        if (type == null) {
            type = MessageContext.text(exchange, Scope.AXIS2, "ContentType");
        }
        if (type == null && !payload.contentType().isEmpty()) {
            type = payload.contentType();
        }
        return type == null ? defaultContentType : type;
    }
}
