package dev.myelin.engine.expression;

import org.apache.camel.Exchange;

/** A literal. */
final class ConstantExpression extends CompiledExpression {
    private final String text;
    private final boolean holds;

    ConstantExpression(String source, String text, boolean holds) {
        super(source);
        this.text = text;
        this.holds = holds;
    }

    @Override
    public String text(Exchange exchange) {
        return text;
    }

    @Override
    public boolean matches(Exchange exchange) {
        return holds;
    }
}
