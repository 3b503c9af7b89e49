package dev.myelin.engine.message;

import java.util.Map;
import net.sf.saxon.expr.XPathContext;
import net.sf.saxon.lib.TraceListener;
import net.sf.saxon.trace.Traceable;

/** Counts what Saxon comes to against a budget: the only way to stop it from inside. For one evaluation. */
public final class SaxonMeter implements TraceListener {
    private final TimeBudget budget;

    /** Against {@code budget}. */
    public SaxonMeter(TimeBudget budget) {
        this.budget = budget;
    }

    @Override
    public void enter(Traceable part, Map<String, Object> properties, XPathContext context) {
        budget.tick();
    }
}
