package dev.myelin.engine.compiler;

import dev.myelin.engine.mediator.TextSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.jspecify.annotations.Nullable;

/** Expressions for Camel's model that are compiled already and still print as XML that says what they are. */
final class Nodes {
    private static final String LANGUAGE = "synapse";

    private Nodes() {}

    /** An expression of the language; {@code text} is what the XML shows. */
    static ExpressionDefinition expression(String text, Expression compiled) {
        return new LanguageExpression(text, compiled, null);
    }

    /** A condition of the language; {@code text} is what the XML shows. */
    static ExpressionDefinition predicate(String text, Predicate compiled) {
        return new LanguageExpression(text, null, compiled);
    }

    /** A constant in its own type. */
    static ExpressionDefinition constant(String text, Object value) {
        ConstantExpression node = new ConstantExpression(text, ExpressionBuilder.constantExpression(value));
        if (value instanceof Number || value instanceof Boolean) {
            node.setResultTypeName(value.getClass().getName());
        }
        return node;
    }

    /** A text as expression of Camel. */
    static Expression text(TextSource source) {
        return new Text(source);
    }

    private record Text(TextSource source) implements Expression {
        @Override
        public <T> T evaluate(Exchange exchange, Class<T> type) {
            String text = source.text(exchange);
            return type.isAssignableFrom(String.class)
                    ? type.cast(text)
                    : exchange.getContext().getTypeConverter().convertTo(type, exchange, text);
        }

        @Override
        public void init(CamelContext context) {
            // Nothing to prepare.
        }
    }

    /** Has Camel's own simple name because Camel's XML writer goes by that. */
    private static final class LanguageExpression extends org.apache.camel.model.language.LanguageExpression {
        private final @Nullable Expression expression;
        private final @Nullable Predicate predicate;

        LanguageExpression(String text, @Nullable Expression expression, @Nullable Predicate predicate) {
            super(LANGUAGE, text);
            this.expression = expression;
            this.predicate = predicate;
        }

        @Override
        public @Nullable Expression getExpressionValue() {
            return expression;
        }

        @Override
        public @Nullable Predicate getPredicate() {
            return predicate;
        }

        @Override
        public LanguageExpression copyDefinition() {
            return this;
        }
    }

    /** Has Camel's own simple name because Camel's XML writer goes by that. */
    private static final class ConstantExpression extends org.apache.camel.model.language.ConstantExpression {
        private final Expression value;

        ConstantExpression(String text, Expression value) {
            super(text);
            this.value = value;
        }

        @Override
        public Expression getExpressionValue() {
            return value;
        }

        @Override
        public ConstantExpression copyDefinition() {
            return this;
        }
    }
}
