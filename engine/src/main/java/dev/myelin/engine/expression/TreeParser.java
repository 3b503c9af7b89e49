package dev.myelin.engine.expression;

import dev.myelin.engine.expression.grammar.SynapseGrammarLexer;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser;
import dev.myelin.engine.expression.tree.Node;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Reads the text between <code>${</code> and <code>}</code> by the grammar and makes a tree of it. */
final class TreeParser {
    /** Beyond this a parser that calls itself for each level could run out of stack. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_TOKENS = 5_000;
    private static final String BRACKETS =
            "Names with other characters than letters, digits and _ stand in brackets: " + "headers[\"Content-Type\"]";

    private TreeParser() {}

    /**
     * The tree of {@code text}.
     *
     * @param source where it stands
     * @throws ExpressionSyntaxException when it is not of the language
     */
    static Node parse(String text, SourceText source, Names names) {
        Listener listener = new Listener(source);
        SynapseGrammarLexer lexer = new SynapseGrammarLexer(CharStreams.fromString(text));
        lexer.removeErrorListeners();
        lexer.addErrorListener(listener);
        CommonTokenStream tokens = new CommonTokenStream(lexer);
        tokens.fill();
        checkSize(tokens, source);
        SynapseGrammarParser parser = new SynapseGrammarParser(tokens);
        parser.removeErrorListeners();
        parser.addErrorListener(listener);
        return new TreeBuilder(source, names).build(parser.expression());
    }

    private static void checkSize(CommonTokenStream tokens, SourceText source) {
        int depth = 0;
        int prefixes = 0;
        for (Token token : tokens.getTokens()) {
            prefixes = isPrefix(token) ? prefixes + 1 : 0;
            switch (token.getType()) {
                case SynapseGrammarLexer.LPAREN, SynapseGrammarLexer.LBRACKET, SynapseGrammarLexer.QUESTION -> depth++;
                case SynapseGrammarLexer.RPAREN, SynapseGrammarLexer.RBRACKET -> depth--;
                default -> {}
            }
            if (depth > MAX_DEPTH || prefixes > MAX_DEPTH || token.getTokenIndex() > MAX_TOKENS) {
                throw source.error(token, "The expression is too long or too deep", "Split it with variables");
            }
        }
    }

    private static boolean isPrefix(Token token) {
        return token.getType() == SynapseGrammarLexer.NOT || token.getType() == SynapseGrammarLexer.MINUS;
    }

    /** The first thing that is wrong ends it. */
    private static final class Listener extends BaseErrorListener {
        private final SourceText source;

        Listener(SourceText source) {
            this.source = source;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            throw symbol instanceof Token token
                    ? unexpected(token, line, column)
                    : source.at(line, column, message, "");
        }

        private ExpressionSyntaxException unexpected(Token token, int line, int column) {
            if (token.getType() == Token.EOF) {
                return source.at(line, column, "the expression ends too early (expected: more)", "");
            }
            String text = token.getText();
            String what = "unexpected '" + text + "' (expected: a value, an operator or the end)";
            return switch (text) {
                case "=" -> source.at(line, column, what, "Equal is == in Synapse expressions");
                case "'", "\"" -> source.at(line, column, "a text without its second " + text, "");
                case "-" -> source.at(line, column, what, BRACKETS);
                default -> source.at(line, column, what, "");
            };
        }
    }
}
