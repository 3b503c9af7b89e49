package dev.myelin.engine.expression;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.SaxonMeter;
import dev.myelin.engine.message.TimeBudget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.saxon.expr.AxisExpression;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Literal;
import net.sf.saxon.expr.Operand;
import net.sf.saxon.expr.RangeExpression;
import net.sf.saxon.expr.SimpleStepExpression;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.expr.elab.Elaborator;
import net.sf.saxon.expr.elab.FallbackElaborator;
import net.sf.saxon.expr.instruct.TraceExpression;
import net.sf.saxon.expr.instruct.UserFunction;
import net.sf.saxon.functions.hof.UserFunctionReference;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.om.AxisInfo;
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.NumericValue;

/**
 * Keeps XPaths from running without end. Saxon cannot be told to stop, but it can tell a listener each time it comes to a
 * part of an expression; the parts that are evaluated again and again are marked for that, once, when an expression is
 * compiled. Paths that only walk down the tree are not marked and cost nothing.
 */
final class XPathLimits {
    /** The longest sequence of numbers: {@code 1 to 1000000}. */
    private static final int MAX_RANGE = 1_000_000;

    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern LONG_RANGE = Pattern.compile("\\bto\\s+([0-9]{7,})");

    private XPathLimits() {}

    /** Before compiling: Saxon would count through a range that stands in the text. */
    static void check(String source) {
        Matcher range = LONG_RANGE.matcher(TEXT.matcher(source).replaceAll("''"));
        if (range.find()) {
            throw new ExpressionSyntaxException(
                    source + ": to " + range.group(1) + " (expected: at most " + MAX_RANGE + " numbers)");
        }
    }

    /** Marks what is evaluated again and again, where that may take long; whether it is so. */
    static boolean mark(Expression root) {
        boolean heavy = isHeavy(root, false);
        if (heavy) {
            wrap(root);
        }
        return heavy;
    }

    /** What the marks of one evaluation report to. */
    static TraceListener meter(String source) {
        return new SaxonMeter(new TimeBudget(source, TimeBudget.SHORT));
    }

    private static boolean isHeavy(Expression expression, boolean repeated) {
        if (expression instanceof RangeExpression
                || expression instanceof UserFunctionReference
                || repeated && looksFar(expression)) {
            return true;
        }
        if (expression instanceof Literal literal && literal.getGroundedValue().getLength() > 1) {
            return true;
        }
        for (Operand operand : expression.operands()) {
            if (isHeavy(operand.getChildExpression(), repeated || operand.isHigherOrder())) {
                return true;
            }
        }
        return false;
    }

    private static boolean looksFar(Expression expression) {
        return expression instanceof AxisExpression axis
                && switch (axis.getAxis()) {
                    case AxisInfo.CHILD, AxisInfo.ATTRIBUTE, AxisInfo.SELF, AxisInfo.PARENT, AxisInfo.NAMESPACE ->
                        false;
                    default -> true;
                };
    }

    private static void wrap(Expression expression) {
        if (expression instanceof UserFunctionReference reference) {
            UserFunction function = reference.getNominalTarget();
            wrap(function.getBody());
            function.setBody(new TraceExpression(function.getBody()));
        }
        for (Operand operand : expression.operands()) {
            Expression child = operand.getChildExpression();
            wrap(child);
            if (child instanceof RangeExpression range) {
                operand.setChildExpression(new BoundedRange(range));
            }
            // A simple step is made for an axis and takes nothing else.
            boolean markable = !(child instanceof Literal)
                    && !(child instanceof AxisExpression && expression instanceof SimpleStepExpression);
            if (operand.isHigherOrder() && markable) {
                operand.setChildExpression(new TraceExpression(operand.getChildExpression()));
            }
        }
    }

    private static final class BoundedRange extends RangeExpression {
        BoundedRange(RangeExpression range) {
            super(range.getStartExpression(), range.getEndExpression());
        }

        @Override
        public SequenceIterator iterate(XPathContext context) throws XPathException {
            if (getStartExpression().evaluateItem(context) instanceof NumericValue start
                    && getEndExpression().evaluateItem(context) instanceof NumericValue end
                    && end.longValue() - start.longValue() >= MAX_RANGE) {
                throw Fault.of(
                        ErrorCode.MEDIATION,
                        start.longValue() + " to " + end.longValue() + " (expected: at most " + MAX_RANGE
                                + " numbers)");
            }
            return super.iterate(context);
        }

        @Override
        public Elaborator getElaborator() {
            return new FallbackElaborator();
        }
    }
}
