package dev.myelin.engine.expression;

import dev.myelin.engine.message.XmlTrees;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import net.sf.saxon.expr.ErrorExpression;
import net.sf.saxon.expr.Expression;
import net.sf.saxon.expr.Operand;
import net.sf.saxon.functions.FunctionLibrary;
import net.sf.saxon.functions.FunctionLibraryList;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.trans.XPathException;

/**
 * Compiles XPath with Saxon: functions of XPath 3.1, comparisons and conversions of XPath 1.0, as files written for
 * Synapse expect. Loading this class is what makes Saxon start.
 */
final class XPaths {
    private static final String FN_NAMESPACE = "http://www.w3.org/2005/xpath-functions";
    private static final String VARIABLE_NAMESPACE = "urn:myelin:variables:";
    private static final List<String> VARIABLE_PREFIXES =
            List.of("ctx", "trp", "axis2", "url", "func", "operation", "sys", "var");
    /** What Saxon reports at run time, in XPath 1.0 mode, for a function that there is not. */
    private static final String NO_SUCH_FUNCTION = "XTDE1425";

    private final PropertyReads reads;
    private final FunctionLibrary functions;

    XPaths(PropertyReads reads, ExternalTexts external) {
        this.reads = reads;
        this.functions = XPathFunctions.table(reads, external);
    }

    SynapseExpression compile(String source, Map<String, String> namespaces) {
        XPathLimits.check(source);
        try {
            XPathExecutable executable = compiler(namespaces).compile(source);
            Expression root = executable.getUnderlyingExpression().getInternalExpression();
            checkFunctions(source, root);
            return new XPathExpression(source, executable, variables(source, executable), XPathLimits.mark(root));
        } catch (SaxonApiException broken) {
            if (source.contains("hashicorp:")) {
                throw new ExpressionSyntaxException(
                        source + ": the vault of HashiCorp is not there",
                        "Write wso2:vault-lookup('ALIAS'): an environment variable, or the file secrets/ALIAS");
            }
            throw new ExpressionSyntaxException(source + ": " + explain(broken), OtherLanguage.hint(source));
        }
    }

    private XPathCompiler compiler(Map<String, String> namespaces) {
        XPathCompiler compiler = XmlTrees.processor().newXPathCompiler();
        compiler.setLanguageVersion("3.1");
        compiler.setBackwardsCompatible(true);
        compiler.setAllowUndeclaredVariables(true);
        compiler.setWarningHandler(warning -> {});
        for (String prefix : VARIABLE_PREFIXES) {
            compiler.declareNamespace(prefix, VARIABLE_NAMESPACE + prefix);
        }
        compiler.declareNamespace("fn", FN_NAMESPACE);
        compiler.declareNamespace("syn", XPathFunctions.SYNAPSE_NAMESPACE);
        compiler.declareNamespace("synapse", XPathFunctions.SYNAPSE_NAMESPACE);
        compiler.declareNamespace("wso2", XPathFunctions.SYNAPSE_NAMESPACE);
        namespaces.forEach((prefix, uri) -> {
            // XPath 1.0 knows no default namespace; old drafts of fn: never had other functions.
            if (!prefix.isEmpty()
                    && !"xml".equals(prefix)
                    && !("fn".equals(prefix) && uri.contains("xpath-functions"))) {
                compiler.declareNamespace(prefix, uri);
            }
        });
        ((FunctionLibraryList) compiler.getUnderlyingStaticContext().getFunctionLibrary())
                .addFunctionLibrary(functions);
        return compiler;
    }

    /** By prefix, not by namespace: a file may have bound {@code axis2} to something else for its elements. */
    private List<XPathExpression.Variable> variables(String source, XPathExecutable executable) {
        List<XPathExpression.Variable> variables = new ArrayList<>();
        for (Iterator<QName> names = executable.iterateExternalVariables(); names.hasNext(); ) {
            variables.add(variable(source, names.next()));
        }
        return variables;
    }

    private XPathExpression.Variable variable(String source, QName name) {
        String local = name.getLocalName();
        String prefix = name.getPrefix();
        if (prefix.isEmpty()) {
            return new XPathExpression.Variable(name, envelopePart(source, local));
        }
        if (!PropertyReads.isVariablePrefix(prefix)) {
            throw unknownVariable(source, prefix + ":" + local);
        }
        PropertyRead property = reads.variable(prefix, local);
        return new XPathExpression.Variable(name, exchange -> XdmValue.wrap(XPathValues.of(property.read(exchange))));
    }

    private static XPathExpression.Value envelopePart(String source, String name) {
        return switch (name) {
            case "body" -> exchange -> XPathExpression.partOfEnvelope(exchange, "Body");
            case "header" -> exchange -> XPathExpression.partOfEnvelope(exchange, "Header");
            case "env" -> XPathExpression::envelope;
            default -> throw unknownVariable(source, name);
        };
    }

    private static ExpressionSyntaxException unknownVariable(String source, String name) {
        return new ExpressionSyntaxException(
                source + ": unknown variable $" + name
                        + " (expected: $body, $header, $env, or $ctx: $trp: $axis2: $url: $func: $operation: $sys: $var: and a name)");
    }

    private static void checkFunctions(String source, Expression expression) {
        if (expression instanceof ErrorExpression error && NO_SUCH_FUNCTION.equals(error.getErrorCodeLocalPart())) {
            throw new ExpressionSyntaxException(source + ": " + plain(error.getMessage()), OtherLanguage.hint(source));
        }
        for (Operand operand : expression.operands()) {
            checkFunctions(source, operand.getChildExpression());
        }
    }

    private static String explain(SaxonApiException broken) {
        String message = plain(String.valueOf(broken.getMessage()));
        if (broken.getCause() instanceof XPathException cause && cause.getLocator() != null) {
            int column = cause.getLocator().getColumnNumber();
            return column < 0 ? message : message + " (near column " + (column + 1) + ")";
        }
        return message;
    }

    private static String plain(String message) {
        return message.replace("Q{" + FN_NAMESPACE + "}", "")
                .replace("<eof>", "end of expression")
                .replace(". External function calls have been disabled", "");
    }
}
