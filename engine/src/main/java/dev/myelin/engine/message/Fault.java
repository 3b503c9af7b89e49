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
    private final String type;

    private Fault(int code, String type, String message, String detail, int httpStatus) {
        super(message, null, false, false);
        this.type = type;
        this.code = code;
        this.detail = detail;
        this.httpStatus = httpStatus;
    }

    /** A fault with a code of {@link ErrorCode}. */
    public static Fault of(int code, String message) {
        return new Fault(code, "", message, "", 0);
    }

    /** A fault with what else is known, for {@code ERROR_DETAIL}. */
    public static Fault of(int code, String message, String detail) {
        return new Fault(code, "", message, detail, 0);
    }

    /** The same fault with the HTTP status that a caller who still waits for a handshake or an answer gets. */
    public Fault withHttpStatus(int status) {
        return new Fault(code, type, message(), detail, status);
    }

    /** A fault of a user's own type, which is what {@code ERROR_CODE} becomes: a number or any text. */
    public static Fault ofType(String type, String message) {
        int code = ErrorCode.MEDIATION;
        try {
            code = Integer.parseInt(type.strip());
        } catch (NumberFormatException e) {
            // A text; its number is that of any fault of mediation.
        }
        return new Fault(code, type, message, "", 0);
    }

    /** What {@code ERROR_CODE} is: the code, or the type that a user gave. */
    public String errorCode() {
        return type.isEmpty() ? Integer.toString(code) : type;
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
