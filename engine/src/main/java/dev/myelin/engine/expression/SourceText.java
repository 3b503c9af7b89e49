package dev.myelin.engine.expression;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * The text that is compiled, for saying where in it something is wrong.
 *
 * @param shift columns that stand before the text on its first line
 */
record SourceText(int shift) {
    ExpressionSyntaxException error(ParserRuleContext where, String message, String hint) {
        return error(where.getStart(), message, hint);
    }

    ExpressionSyntaxException error(Token where, String message, String hint) {
        return at(where.getLine(), where.getCharPositionInLine(), message, hint);
    }

    /** With a line from 1 and a column from 0, as the parser counts them. */
    ExpressionSyntaxException at(int line, int column, String message, String hint) {
        int shifted = column + 1 + (line == 1 ? shift : 0);
        return new ExpressionSyntaxException("line " + line + ", column " + shifted + ": " + message, hint);
    }
}
