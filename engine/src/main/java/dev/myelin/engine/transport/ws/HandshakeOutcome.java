package dev.myelin.engine.transport.ws;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.session.CloseStatus;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What the inbound sequence said to a handshake. */
sealed interface HandshakeOutcome {
    /**
     * The client gets its 101.
     *
     * @param subprotocol what the sequence, or the HTTP back-end that it asked, chose; empty for none
     */
    record Accept(String subprotocol) implements HandshakeOutcome {}

    /**
     * The client gets its 101 and then a close frame (MI's way of refusing).
     *
     * @param status what the close frame says
     */
    record AcceptAndClose(CloseStatus status) implements HandshakeOutcome {}

    /**
     * The client gets this answer instead.
     *
     * @param reply the answer
     */
    record Refuse(HttpReply reply) implements HandshakeOutcome {}

    /** What {@code respond} in the handshake's sequence means. */
    static HandshakeOutcome ofRespond(Exchange exchange) {
        int status = httpStatus(exchange);
        if (status >= 400) {
            return new Refuse(reply(exchange, status, true));
        }
        CloseStatus close = closeRequested(exchange);
        return close == null ? new Accept(subprotocol(exchange)) : new AcceptAndClose(close);
    }

    private static String subprotocol(Exchange exchange) {
        String chosen =
                MessageContext.text(exchange, Scope.TRANSPORT, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL.toString());
        return chosen == null ? "" : chosen.strip();
    }

    /** What a fault means: the status that the fault sequence set, else that of the fault. */
    static HandshakeOutcome ofFault(Exchange exchange, Fault fault) {
        int set = httpStatus(exchange);
        int status = set >= 400 ? set : statusOf(fault);
        boolean answered = MessageContext.of(exchange).isSetSinceFault(Payload.of(exchange));
        // What failed to be sent has the headers of the request still, which are for the back-end alone.
        boolean ofBackend = MessageContext.of(exchange).isResponse();
        return new Refuse(answered ? reply(exchange, status, ofBackend) : HttpReply.of(status, ""));
    }

    /** {@code errorCode} with {@code ERROR_MESSAGE}, or the properties of carbon-mediation: a close frame for the client. */
    static @Nullable CloseStatus closeRequested(Exchange exchange) {
        Object code = exchange.getProperty("errorCode");
        Object text = exchange.getProperty("ERROR_MESSAGE");
        if (code == null || text == null) {
            code = exchange.getProperty("websocket.close.frame.status.code");
            text = exchange.getProperty("websocket.close.frame.reason.text");
        }
        if ((code == null || text == null) && MessageContext.isTrue(exchange.getProperty("websocket.close.client"))) {
            code = exchange.getProperty("websocket.close.code");
            text = Optional.<Object>ofNullable(exchange.getProperty("websocket.reason.text"))
                    .orElse("");
        }
        if (code == null || text == null) {
            return null;
        }
        String digits = code.toString();
        boolean legal = digits.matches("\\d{4}") && CloseStatus.isLegalOnWire(Integer.parseInt(digits));
        return new CloseStatus(legal ? Integer.parseInt(digits) : CloseStatus.GOING_AWAY, text.toString());
    }

    private static int statusOf(Fault fault) {
        int byCode =
                switch (fault.code()) {
                    case ErrorCode.CONNECTION_TIMEOUT, ErrorCode.CONNECT_TIMEOUT -> 504;
                    case ErrorCode.CONNECTION_FAILED, ErrorCode.CONNECTION_CLOSED, ErrorCode.PROTOCOL_VIOLATION -> 502;
                    default -> fault.code() / 100 == 3030 ? 503 : 500;
                };
        return fault.httpStatus().orElse(byCode);
    }

    private static int httpStatus(Exchange exchange) {
        String text = MessageContext.text(exchange, Scope.AXIS2, "HTTP_SC");
        return text != null && text.matches("[4-5]\\d\\d") ? Integer.parseInt(text) : 0;
    }

    private static HttpReply reply(Exchange exchange, int status, boolean withHeaders) {
        Payload payload = Payload.of(exchange);
        boolean empty = payload.kind() == Payload.Kind.EMPTY;
        String type = payload.contentType().isEmpty() ? "text/plain; charset=utf-8" : payload.contentType();
        HttpReply reply = new HttpReply(status, new DefaultHttpHeaders(), empty ? new byte[0] : payload.bytes(), type);
        if (withHeaders) {
            HandshakeHeaders.addRefusal(exchange.getMessage(), reply.headers());
        }
        return reply;
    }
}
