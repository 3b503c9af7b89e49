package dev.myelin.engine.transport;

import io.netty.channel.unix.Errors;
import java.net.BindException;

/** A listener cannot have its port. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** EADDRINUSE of Linux and of macOS, which native transports report instead of a {@link BindException}. */
    private static final int LINUX_IN_USE = 98;

    private static final int MACOS_IN_USE = 48;

    private final int port;

    /** For {@code port} as it was asked for, offset included. */
    public PortInUseException(int port) {
        super("port: " + port + " (expected: free; in use by another process)");
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }

    /** Whether {@code failure}, or what caused it, says that an address is taken; on every mechanism of Netty. */
    public static boolean isBindFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof BindException || isNativeInUse(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNativeInUse(Throwable cause) {
        if (!(cause instanceof Errors.NativeIoException failure)) {
            return false;
        }
        int number = Math.abs(failure.expectedErr());
        return number == LINUX_IN_USE || number == MACOS_IN_USE;
    }
}
