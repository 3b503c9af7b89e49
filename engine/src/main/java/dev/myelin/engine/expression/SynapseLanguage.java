package dev.myelin.engine.expression;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.spi.annotations.Language;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;

/**
 * The Camel language {@code synapse}, so that plain Camel routes can use the expressions too: {@code <language
 * language="synapse">get-property('name')</language>}.
 */
@Language("synapse")
public final class SynapseLanguage extends LanguageSupport {
    private @Nullable SynapseExpressions expressions;

    @Override
    public Predicate createPredicate(String expression) {
        return compile(expression);
    }

    @Override
    public Expression createExpression(String expression) {
        return compile(expression);
    }

    @Override
    public synchronized void setCamelContext(CamelContext context) {
        super.setCamelContext(context);
        expressions = new SynapseExpressions(context);
    }

    private synchronized SynapseExpression compile(String text) {
        SynapseExpressions compiler = expressions;
        if (compiler == null) {
            throw new IllegalStateException("The language synapse has no Camel context");
        }
        return compiler.compile(text, Map.of());
    }
}
