package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A ping or pong that goes through mediation as a message of its own ({@code ws.pass.through.control.frames}). */
enum ControlFrame {
    PING,
    PONG;

    /** RFC 6455 section 5.5. */
    private static final int MAX_PAYLOAD = 125;

    /** A received frame on its way through the sequences: text if it can be read as such. */
    MessageJob message(WsSession session, SessionEvent event, String subscriberPath, ByteBuf content) {
        Inbound inbound = session.inbound();
        return new MessageJob(
                inbound.route(event),
                new SessionSource(session, event, subscriberPath, this),
                Payload.ofFrame(content, ByteBufUtil.isText(content, StandardCharsets.UTF_8), ""),
                content);
    }

    /**
     * The frame that a message is to leave as; null for a data message.
     *
     * @throws Fault when a mediator has made more of it than such a frame can hold
     */
    static @Nullable WebSocketFrame of(Exchange exchange) {
        if (!(MessageContext.of(exchange).source() instanceof SessionSource source)) {
            return null;
        }
        ControlFrame kind = source.control();
        if (kind == null) {
            return null;
        }
        Payload payload = Payload.of(exchange);
        if (payload.size() > MAX_PAYLOAD) {
            throw Fault.of(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "payload of a " + kind.name().toLowerCase(java.util.Locale.ROOT) + ": " + payload.size()
                            + " bytes (expected: at most " + MAX_PAYLOAD + ")");
        }
        ByteBuf content = payload.buffer().retainedDuplicate();
        return kind == PING ? new PingWebSocketFrame(content) : new PongWebSocketFrame(content);
    }
}
