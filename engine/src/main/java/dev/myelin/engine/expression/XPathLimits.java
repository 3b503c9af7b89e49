package dev.myelin.engine.expression;

import dev.myelin.engine.message.SaxonMarks;
import dev.myelin.engine.message.SaxonMeter;
import dev.myelin.engine.message.TimeBudget;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.saxon.expr.AxisExpression;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Literal;
import net.sf.saxon.expr.Operand;
import net.sf.saxon.expr.RangeExpression;
import net.sf.saxon.functions.hof.UserFunctionReference;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.om.AxisInfo;

/**
 * Keeps XPaths from running without end. Saxon cannot be told to stop, but it can tell a listener each time it comes to a
 * part of an expression; the parts that are evaluated again and again are marked for that, once, when an expression is
 * compiled. Paths that only walk down the tree are not marked and cost nothing.
 */
final class XPathLimits {
    private static final Pattern TEXT = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern LONG_RANGE = Pattern.compile("\\bto\\s+([0-9]{7,})");

    private XPathLimits() {}

    /** Before compiling: Saxon would count through a range that stands in the text. */
    static void check(String source) {
        Matcher range = LONG_RANGE.matcher(TEXT.matcher(source).replaceAll("''"));
        if (range.find()) {
            throw new ExpressionSyntaxException(
                    source + ": to " + range.group(1) + " (expected: at most " + SaxonMarks.MAX_RANGE + " numbers)");
        }
    }

    /** Marks what is evaluated again and again, where that may take long; whether it is so. */
    static boolean mark(Expression root) {
        boolean heavy = isHeavy(root, false);
        if (heavy) {
            SaxonMarks.set(root);
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
}
