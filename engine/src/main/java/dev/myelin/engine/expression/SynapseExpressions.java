package dev.myelin.engine.expression;

import dev.myelin.engine.expression.tree.Node;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Compiles expressions of the language; thread-safe. */
public final class SynapseExpressions {
    private static final String JSON_EVAL = "json-eval(";
    private static final Pattern XPATH_CALL = Pattern.compile("\\$\\{\\s*xpath\\s*\\(");

    private static final String OPEN = "${";
    private static final String KINDS = "XPath, json-eval(...) or ${...}";

    private final PropertyReads reads;
    private final FastPaths fastPaths;
    private final ExternalTexts external;
    private @Nullable XPaths xpaths;

    /** For expressions outside of a configuration; the context's property files are what scope {@code file} reads. */
    public SynapseExpressions(CamelContext context) {
        this(context, ExternalTexts.NONE);
    }

    /** For the expressions of a configuration. */
    public SynapseExpressions(CamelContext context, ExternalTexts external) {
        this.external = external;
        this.reads = new PropertyReads(context, external);
        this.fastPaths = new FastPaths(reads);
    }

    /**
     * Compiles the text of an attribute such as {@code expression}, {@code source}, {@code xpath}: {@code
     * json-eval(...)}, <code>${...}</code> or XPath.
     *
     * @param namespaces prefixes in scope where the text stood
     * @throws ExpressionSyntaxException when the text is not of the language
     */
    public SynapseExpression compile(String text, Map<String, String> namespaces) {
        String source = text.strip();
        if (source.isEmpty()) {
            throw new ExpressionSyntaxException("The expression is empty (expected: " + KINDS + ")");
        }
        if (source.startsWith(OPEN)) {
            return compileTree(source, new SourceText(0, 0), namespaces);
        }
        if (source.startsWith(JSON_EVAL)) {
            return compileJsonPath(source);
        }
        SynapseExpression fast = fastPaths.compile(source);
        return fast != null ? fast : xpaths().compile(source, namespaces);
    }

    private SynapseExpression compileTree(String source, SourceText place, Map<String, String> namespaces) {
        int end = TextTemplate.end(source, OPEN.length());
        if (end < 0) {
            throw new ExpressionSyntaxException("no closing brace (expected: ${...})");
        }
        if (end < source.length() - 1) {
            throw new ExpressionSyntaxException(
                    "'" + source.substring(end + 1).strip()
                            + "' after the expression (expected: one ${...} and nothing else)",
                    "Put it inside the braces: ${payload.a + '-' + payload.b}");
        }
        Names names = new Names(external, path -> compile(path, namespaces));
        Node root = TreeParser.parse(source.substring(OPEN.length(), end), place.plus(OPEN.length()), names);
        boolean xpath = XPATH_CALL.matcher(source).lookingAt();
        return new TreeExpression(source, root, !xpath);
    }

    /**
     * Compiles a text with expressions in it.
     *
     * @param namespaces prefixes in scope where the text stood
     * @throws ExpressionSyntaxException when one of them is not of the language; says where in the text
     */
    public TextTemplate template(String text, Map<String, String> namespaces) {
        return TextTemplate.parse(text, (source, at) -> inside(text, source, at, namespaces));
    }

    /** Compiles an expression that stands in {@code text} at a place; see {@link #template}. */
    public SynapseExpression inside(String text, String source, int at, Map<String, String> namespaces) {
        try {
            return compileTree(source, SourceText.in(text, at), namespaces);
        } catch (ExpressionSyntaxException wrong) {
            throw new ExpressionSyntaxException(source + ": " + wrong.getMessage(), wrong.hint());
        }
    }

    /** Compiles a bare JSONPath ({@code evaluator="json"} of payloadFactory), with or without {@code json-eval()}. */
    public SynapseExpression compileJsonPath(String text) {
        String source = text.strip();
        if (!source.startsWith(JSON_EVAL)) {
            return jsonPath(source, source);
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
        return jsonPath(source, source.substring(JSON_EVAL.length(), end));
    }

    private SynapseExpression jsonPath(String source, String path) {
        return DynamicJsonPath.isOne(path)
                ? DynamicJsonPath.compile(
                        source,
                        path,
                        value -> compile(value, Map.of()),
                        made -> JsonPathExpression.compile(source, made, reads))
                : JsonPathExpression.compile(source, path, reads);
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
            made = new XPaths(reads, external);
            xpaths = made;
        }
        return made;
    }
}
