package dev.myelin.engine.expression;

/** A text that is not an expression of the language; the message says what is wrong and where in the text. */
public final class ExpressionSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public ExpressionSyntaxException(String message) {
        super(message);
    }
}
