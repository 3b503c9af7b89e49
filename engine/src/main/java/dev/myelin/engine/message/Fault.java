package dev.myelin.engine.message;

import java.util.OptionalInt;

/**
 * A fault of mediation: runs the fault sequence with {@code ERROR_CODE}, {@code ERROR_MESSAGE}, {@code ERROR_DETAIL} set.
 * Has no stack trace: it says by itself where and what.
 */
public final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final String detail;
    private final int httpStatus;

    private Fault(int code, String message, String detail, int httpStatus, boolean trace) {
        super(message, null, false, trace);
        this.code = code;
        this.detail = detail;
        this.httpStatus = httpStatus;
    }

    /** A fault with a code of {@link ErrorCode}. */
    public static Fault of(int code, String message) {
        return new Fault(code, message, "", 0, false);
    }

    /** A fault with what else is known, for {@code ERROR_DETAIL}. */
    public static Fault of(int code, String message, String detail) {
        return new Fault(code, message, detail, 0, false);
    }

    /** The same fault with the HTTP status that a caller who still waits for a handshake or an answer gets. */
    public Fault withHttpStatus(int status) {
        return new Fault(code, message(), detail, status, false);
    }

    /** One of {@link ErrorCode}, or a user's own. */
    public int code() {
        return code;
    }

    /** What went wrong, for {@code ERROR_MESSAGE}. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** For {@code ERROR_DETAIL}; may be empty. */
    public String detail() {
        return detail;
    }

    /** The status for a waiting caller where the fault knows better than its code: a back-end's own refusal, say. */
    public OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }
}
