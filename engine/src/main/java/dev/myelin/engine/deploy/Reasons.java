package dev.myelin.engine.deploy;

/** What to tell of an exception: libraries wrap the reason in layers of their own. */
final class Reasons {
    private Reasons() {}

    /** The message of the innermost cause, on one line. */
    static String root(Exception failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return String.join(" ", message.lines().map(String::strip).toList());
    }
}
