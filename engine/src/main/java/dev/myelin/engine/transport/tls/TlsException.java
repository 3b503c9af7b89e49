package dev.myelin.engine.transport.tls;

/** TLS cannot be had as it is set. The message is {@code name: value (expected: rule)} and shows no secret. */
public final class TlsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String hint;

    TlsException(String setting, String message, String hint) {
        super(message);
        this.setting = setting;
        this.hint = hint;
    }

    TlsException(String setting, String message, String hint, Throwable cause) {
        super(message, cause);
        this.setting = setting;
        this.hint = hint;
    }

    /** The name of the setting that is wrong. */
    public String setting() {
        return setting;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }
}
