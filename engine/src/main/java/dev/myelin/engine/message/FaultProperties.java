package dev.myelin.engine.message;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.jspecify.annotations.Nullable;

/** Turns whatever went wrong into a {@link Fault} and into the properties that a fault sequence reads. */
public final class FaultProperties {
    private static final int MAX_CAUSES = 16;

    private FaultProperties() {}

    /**
     * Makes the exchange ready for its fault sequence: sets {@code ERROR_CODE} (text, as in MI), {@code ERROR_MESSAGE},
     * {@code ERROR_DETAIL} and {@code ERROR_EXCEPTION} in default scope, forgets {@code HTTP_SC}, tells the {@link MessageContext}, clears the
     * exchange's exception.
     */
    public static Fault apply(Exchange exchange, Throwable cause) {
        Fault fault = faultOf(cause);
        exchange.setProperty("ERROR_CODE", fault.errorCode());
        exchange.setProperty("ERROR_MESSAGE", fault.message());
        exchange.setProperty("ERROR_DETAIL", fault.detail());
        exchange.setProperty("ERROR_EXCEPTION", cause);
        MessageContext context = MessageContext.of(exchange);
        context.fail(fault);
        context.failedWith(Payload.of(exchange));
        // A status that is there after the fault sequence is the fault sequence's.
        MessageContext.remove(exchange, Scope.AXIS2, "HTTP_SC");
        exchange.setException(null);
        return fault;
    }

    /**
     * The fault that {@code cause} is or comes from. The first of its causes that says something counts: a fault, a
     * time-out, an I/O problem; wrappers of Camel and of futures say nothing. Anything else is a problem of mediation.
     */
    public static Fault faultOf(Throwable cause) {
        Throwable at = cause;
        for (int i = 0; at != null && i < MAX_CAUSES; i++, at = at.getCause()) {
            if (at instanceof Fault fault) {
                return fault;
            }
            int code = codeOf(at);
            if (code != 0) {
                return Fault.of(code, messageOf(at), detailOf(cause));
            }
        }
        return Fault.of(ErrorCode.MEDIATION, messageOf(root(cause)), detailOf(cause));
    }

    private static int codeOf(Throwable at) {
        if (at instanceof SocketTimeoutException
                || at instanceof TimeoutException
                || at instanceof ExchangeTimedOutException) {
            return ErrorCode.CONNECTION_TIMEOUT;
        }
        if (at instanceof ConnectException
                || at instanceof UnknownHostException
                || at instanceof NoRouteToHostException) {
            return ErrorCode.CONNECTION_FAILED;
        }
        if (at instanceof ClosedChannelException) {
            return ErrorCode.CONNECTION_CLOSED;
        }
        return at instanceof IOException ? ErrorCode.SENDER_IO_SENDING : 0;
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        for (int i = 0; root.getCause() != null && i < MAX_CAUSES; i++) {
            root = root.getCause();
        }
        return root;
    }

    private static String messageOf(Throwable at) {
        String message = at.getMessage();
        return message == null || message.isEmpty() ? at.getClass().getSimpleName() : message;
    }

    /** Class and message of each cause; a stack trace is the log's business. */
    private static String detailOf(Throwable cause) {
        StringBuilder detail = new StringBuilder();
        @Nullable Throwable at = cause;
        for (int i = 0; at != null && i < MAX_CAUSES; i++, at = at.getCause()) {
            detail.append(detail.isEmpty() ? "" : "; caused by ").append(at);
        }
        return detail.toString();
    }
}
