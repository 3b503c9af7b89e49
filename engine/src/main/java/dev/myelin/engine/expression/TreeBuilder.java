package dev.myelin.engine.expression;

import dev.myelin.engine.expression.grammar.SynapseGrammarBaseVisitor;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser;
import dev.myelin.engine.expression.grammar.SynapseGrammarParser.ValueContext;
import dev.myelin.engine.expression.tree.Access;
import dev.myelin.engine.expression.tree.Arithmetic;
import dev.myelin.engine.expression.tree.Comparison;
import dev.myelin.engine.expression.tree.Membership;
import dev.myelin.engine.expression.tree.Node;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.antlr.v4.runtime.Token;

/** Turns what the parser has read into a tree: literals and operators here, names and paths in {@link PathBuilder}. */
final class TreeBuilder extends SynapseGrammarBaseVisitor<Node> {
    private final SourceText source;
    private final PathBuilder paths;
    private boolean filter;

    TreeBuilder(SourceText source, Names names) {
        this.source = source;
        this.paths = new PathBuilder(source, names, this);
    }

    Node build(SynapseGrammarParser.ExpressionContext context) {
        return visit(context.value());
    }

    /** The condition of a filter, in which {@code @} is an item. */
    Node filter(ValueContext context) {
        boolean before = filter;
        filter = true;
        try {
            return condition(context);
        } finally {
            filter = before;
        }
    }

    /** In a filter a path alone asks whether it is there. */
    private Node condition(ValueContext context) {
        Node node = visit(context);
        boolean path = filter && node instanceof Access access && access.root() instanceof Node.Item;
        return path ? new Node.Present(node) : node;
    }

    @Override
    public Node visitGroup(SynapseGrammarParser.GroupContext context) {
        return visit(context.value());
    }

    @Override
    public Node visitPrefix(SynapseGrammarParser.PrefixContext context) {
        if (context.op.getType() == SynapseGrammarParser.NOT) {
            return new Node.Not(condition(context.value()));
        }
        Node operand = visit(context.value());
        return operand instanceof Node.Constant constant && constant.literal() instanceof Long number
                ? new Node.Constant(-number)
                : new Node.Negation(operand);
    }

    @Override
    public Node visitArithmetic(SynapseGrammarParser.ArithmeticContext context) {
        return new Arithmetic(
                Arithmetic.Operator.of(context.op.getText()), visit(context.value(0)), visit(context.value(1)));
    }

    @Override
    public Node visitComparison(SynapseGrammarParser.ComparisonContext context) {
        return new Comparison(
                Comparison.Operator.of(context.op.getText()), visit(context.value(0)), visit(context.value(1)));
    }

    @Override
    public Node visitMembership(SynapseGrammarParser.MembershipContext context) {
        return new Membership(
                Membership.Operator.valueOf(context.op.getText().toUpperCase(Locale.ROOT)),
                visit(context.value(0)),
                visit(context.value(1)));
    }

    @Override
    public Node visitMatch(SynapseGrammarParser.MatchContext context) {
        String text = context.REGEX().getText();
        int from = text.indexOf('/') + 1;
        int to = text.lastIndexOf('/');
        return new Node.Match(
                visit(context.value()),
                pattern(
                        text.substring(from, to),
                        flags(text.substring(to + 1)),
                        context.REGEX().getSymbol()));
    }

    private static int flags(String letters) {
        int flags = 0;
        for (char letter : letters.toCharArray()) {
            flags |= switch (letter) {
                case 'i' -> Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> Pattern.MULTILINE;
                case 's' -> Pattern.DOTALL;
                case 'x' -> Pattern.COMMENTS;
                default -> 0;
            };
        }
        return flags;
    }

    Pattern pattern(String text, int flags, Token where) {
        try {
            return Pattern.compile(text, flags);
        } catch (PatternSyntaxException broken) {
            throw source.error(
                    where, "'" + text + "' (expected: a regular expression; " + broken.getDescription() + ")", "");
        }
    }

    @Override
    public Node visitConjunction(SynapseGrammarParser.ConjunctionContext context) {
        return new Node.Both(condition(context.value(0)), condition(context.value(1)));
    }

    @Override
    public Node visitDisjunction(SynapseGrammarParser.DisjunctionContext context) {
        return new Node.Either(condition(context.value(0)), condition(context.value(1)));
    }

    @Override
    public Node visitConditional(SynapseGrammarParser.ConditionalContext context) {
        return new Node.Conditional(visit(context.value(0)), visit(context.value(1)), visit(context.value(2)));
    }

    @Override
    public Node visitConstant(SynapseGrammarParser.ConstantContext context) {
        Token token = context.literal().getStart();
        return new Node.Constant(
                switch (token.getType()) {
                    case SynapseGrammarParser.STRING -> Literals.text(token.getText());
                    case SynapseGrammarParser.NUMBER -> Literals.number(token.getText());
                    case SynapseGrammarParser.TRUE -> true;
                    case SynapseGrammarParser.FALSE -> false;
                    default -> null;
                });
    }

    @Override
    public Node visitArray(SynapseGrammarParser.ArrayContext context) {
        return new Node.ListOf(context.value().stream().map(this::visit).toList());
    }

    @Override
    public Node visitAccess(SynapseGrammarParser.AccessContext context) {
        return paths.access(context);
    }
}
