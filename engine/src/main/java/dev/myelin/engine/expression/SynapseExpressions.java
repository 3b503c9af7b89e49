package dev.myelin.engine.expression;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Compiles expressions of the language; thread-safe. */
public final class SynapseExpressions {
    private static final String JSON_EVAL = "json-eval(";

    private final PropertyReads reads;
    private final FastPaths fastPaths;
    private @Nullable XPaths xpaths;

    /** The context whose property files scope {@code file} reads. */
    public SynapseExpressions(CamelContext context) {
        this.reads = new PropertyReads(context);
        this.fastPaths = new FastPaths(reads);
    }

    /**
     * Compiles the text of an attribute such as {@code expression}, {@code source}, {@code xpath}: {@code
     * json-eval(...)} or XPath.
     *
     * @param namespaces prefixes in scope where the text stood
     * @throws ExpressionSyntaxException when the text is not of the language
     */
    public SynapseExpression compile(String text, Map<String, String> namespaces) {
        String source = text.strip();
        if (source.isEmpty()) {
            throw new ExpressionSyntaxException("The expression is empty (expected: XPath or json-eval(...))");
        }
        if (source.startsWith("${")) {
            throw new ExpressionSyntaxException(
                    source + ": Synapse expressions come in a later version (expected: XPath or json-eval(...))");
        }
        if (source.startsWith(JSON_EVAL)) {
            return compileJsonPath(source);
        }
        SynapseExpression fast = fastPaths.compile(source);
        return fast != null ? fast : xpaths().compile(source, namespaces);
    }

    /** Compiles a bare JSONPath ({@code evaluator="json"} of payloadFactory), with or without {@code json-eval()}. */
    public SynapseExpression compileJsonPath(String text) {
        String source = text.strip();
        if (!source.startsWith(JSON_EVAL)) {
            return JsonPathExpression.compile(source, source);
        }
        int end = closingBracket(source);
        if (end < 0) {
            throw new ExpressionSyntaxException(source + ": no closing bracket (expected: json-eval($.name))");
        }
        if (end < source.length() - 1) {
            throw new ExpressionSyntaxException(source + ": nothing can follow json-eval(...) (found: "
                    + source.substring(end + 1).strip()
                    + "); to compare, use source and regex of filter, a switch, or a property that holds the value");
        }
        return JsonPathExpression.compile(source, source.substring(JSON_EVAL.length(), end));
    }

    /** Where the bracket of {@code json-eval(} closes; what stands in {@code [...]} does not count. -1: nowhere. */
    private static int closingBracket(String source) {
        int round = 0;
        int square = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '[' -> square++;
                case ']' -> square--;
                case '(' -> round += square > 0 ? 0 : 1;
                case ')' -> {
                    round -= square > 0 ? 0 : 1;
                    if (round == 0 && square <= 0) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        // A bracket in a quoted name or a pattern: the path itself is checked later.
        return source.endsWith(")") ? source.length() - 1 : -1;
    }

    /** Made for the first expression that needs it: Saxon costs start-up time. */
    private synchronized XPaths xpaths() {
        XPaths made = xpaths;
        if (made == null) {
            made = new XPaths(reads);
            xpaths = made;
        }
        return made;
    }
}
