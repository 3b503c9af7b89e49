package dev.myelin.engine.transport.http;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.NoSuchElementException;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelExchangeException;

/** Gives what went wrong with a back-end MI's error code. */
final class SendFailure {
    private SendFailure() {}

    static Fault of(Throwable failure, String address) {
        String detail = String.valueOf(failure);
        if (anyOf(failure, ReadTimeoutException.class)) {
            return Fault.of(ErrorCode.CONNECTION_TIMEOUT, address + " did not answer in time", detail)
                    .withHttpStatus(504);
        }
        if (anyOf(failure, ConnectTimeoutException.class)) {
            return Fault.of(ErrorCode.CONNECT_TIMEOUT, "connecting to " + address + " took too long", detail);
        }
        if (isRefused(failure) || anyOf(failure, SSLException.class)) {
            return Fault.of(ErrorCode.CONNECTION_FAILED, address + " cannot be reached", deepest(failure));
        }
        if (anyOf(failure, TooLongFrameException.class)) {
            return Fault.of(ErrorCode.PROTOCOL_VIOLATION, address + " sent more than max_body_size", detail);
        }
        if (anyOf(failure, IOException.class) || failure instanceof CamelExchangeException) {
            return Fault.of(ErrorCode.CONNECTION_CLOSED, address + " closed the connection", detail);
        }
        return Fault.of(ErrorCode.SENDER_IO_SENDING, "sending to " + address + " failed", detail);
    }

    /** The pool says it so when a new connection was refused before it could hand it out. */
    private static boolean isRefused(Throwable failure) {
        return anyOf(failure, ConnectException.class) || failure instanceof NoSuchElementException;
    }

    private static boolean anyOf(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause);
    }
}
