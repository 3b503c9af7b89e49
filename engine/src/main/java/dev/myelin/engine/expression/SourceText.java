package dev.myelin.engine.expression;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * The text that is compiled, for saying where in it something is wrong.
 *
 * @param lines that stand before it in what the user wrote
 * @param columns that stand before it on its first line
 */
record SourceText(int lines, int columns) {
    /** What stands in a longer text, from {@code at} on. */
    static SourceText in(String text, int at) {
        String before = text.substring(0, at);
        int lines = Math.toIntExact(before.chars().filter(c -> c == '\n').count());
        return new SourceText(lines, at - before.lastIndexOf('\n') - 1);
    }

    /** The same some columns further on. */
    SourceText plus(int more) {
        return new SourceText(lines, columns + more);
    }

    ExpressionSyntaxException error(ParserRuleContext where, String message, String hint) {
        return error(where.getStart(), message, hint);
    }

    ExpressionSyntaxException error(Token where, String message, String hint) {
        return at(where.getLine(), where.getCharPositionInLine(), message, hint);
    }

    /** With a line from 1 and a column from 0, as the parser counts them. */
    ExpressionSyntaxException at(int line, int column, String message, String hint) {
        int from = column + 1 + (line == 1 ? columns : 0);
        return new ExpressionSyntaxException("line " + (lines + line) + ", column " + from + ": " + message, hint);
    }
}
