package dev.myelin.engine.expression;

/** A text that is not an expression of the language; the message says what is wrong and where in the text. */
public final class ExpressionSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /** With what is wrong. */
    public ExpressionSyntaxException(String message) {
        this(message, "");
    }

    /** With what is wrong and what to do; empty where the message says it all. */
    public ExpressionSyntaxException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do; may be empty. */
    public String hint() {
        return hint;
    }
}
