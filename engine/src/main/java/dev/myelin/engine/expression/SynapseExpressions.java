package dev.myelin.engine.expression;

import java.util.Map;
import org.apache.camel.CamelContext;

/** Compiles expressions of the language; thread-safe. */
public final class SynapseExpressions {
    /** The context whose type converters the expressions may use. */
    public SynapseExpressions(CamelContext context) {}

    /**
     * Compiles the text of an attribute such as {@code expression}, {@code source}, {@code xpath}: {@code
     * json-eval(...)} or XPath.
     *
     * @param namespaces prefixes in scope where the text stood
     * @throws ExpressionSyntaxException when the text is not of the language
     */
    public SynapseExpression compile(String text, Map<String, String> namespaces) {
        throw new UnsupportedOperationException();
    }

    /** Compiles a bare JSONPath ({@code evaluator="json"} of payloadFactory), with or without {@code json-eval()}. */
    public SynapseExpression compileJsonPath(String text) {
        throw new UnsupportedOperationException();
    }
}
