package dev.myelin.engine.deploy;

/** The engine cannot start; the message is the one line that its user needs. */
public final class StartFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the line for standard error. */
    public StartFailedException(String message) {
        super(message);
    }

    /** With the line for standard error and what lies behind it. */
    public StartFailedException(String message, Exception cause) {
        super(message, cause);
    }
}
