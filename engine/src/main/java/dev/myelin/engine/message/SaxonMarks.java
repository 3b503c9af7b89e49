package dev.myelin.engine.message;

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
import net.sf.saxon.om.SequenceIterator;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.value.NumericValue;

/** Marks what of a compiled expression is evaluated again and again, so that a {@link SaxonMeter} hears of each time. */
public final class SaxonMarks {
    /** The longest sequence of numbers: {@code 1 to 1000000}. */
    public static final int MAX_RANGE = 1_000_000;

    private SaxonMarks() {}

    /** Marks the parts of {@code expression}, and bounds its ranges. */
    public static void set(Expression expression) {
        if (expression instanceof UserFunctionReference reference) {
            UserFunction function = reference.getNominalTarget();
            set(function.getBody());
            function.setBody(new TraceExpression(function.getBody()));
        }
        for (Operand operand : expression.operands()) {
            Expression child = operand.getChildExpression();
            set(child);
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
