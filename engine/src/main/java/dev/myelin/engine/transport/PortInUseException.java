package dev.myelin.engine.transport;

import io.netty.channel.unix.Errors;
import java.net.BindException;
import java.util.Optional;

/** A listener cannot have its port. */
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int ADDRESS_IN_USE_LINUX = -98;
    private static final int ADDRESS_IN_USE_BSD = -48;

    private final int port;

    /** For {@code port} as it was asked for, offset included. */
    public PortInUseException(int port) {
        super("port: " + port + " (expected: free; in use by another process)");
        this.port = port;
    }

    /** For {@code port}, which {@code owner} of the configuration asks for. */
    public PortInUseException(int port, String owner) {
        super(owner + ": port: " + port + " (expected: free; in use by another process)");
        this.port = port;
    }

    /** The port that is taken. */
    public int port() {
        return port;
    }

    /** Whether {@code failure}, or what caused it, says that an address is taken; on every mechanism of Netty. */
    public static boolean isBindFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof BindException || isNative(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The one that is {@code failure} or its cause; empty when there is none. */
    public static Optional<PortInUseException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException found) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Epoll and kqueue have an exception of their own, which tells the error number. */
    private static boolean isNative(Throwable cause) {
        return cause instanceof Errors.NativeIoException failure
                && (failure.expectedErr() == ADDRESS_IN_USE_LINUX || failure.expectedErr() == ADDRESS_IN_USE_BSD);
    }
}
