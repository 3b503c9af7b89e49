package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.mediator.TextSource;
import dev.myelin.engine.mediator.transform.QueryTransformation.Value;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.TreeWriter;
import dev.myelin.engine.message.XmlTrees;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.sf.saxon.s9api.ItemType;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XPathCompiler;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;

/** Values of external variables of queries, in the types that Synapse names. */
public final class QueryValues {
    private QueryValues() {}

    /** Whether the type stands for XML. */
    public static boolean isNode(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "ELEMENT", "DOCUMENT", "DOCUMENT_ELEMENT" -> true;
            default -> false;
        };
    }

    /** A value of a simple type; a text that is not of the type is a fault. */
    public static Value atomic(String type, TextSource source) {
        ItemType wanted = itemType(type);
        return exchange -> {
            String text = source.text(exchange);
            try {
                return new XdmAtomicValue(wanted == ItemType.STRING ? text : text.strip(), wanted);
            } catch (SaxonApiException wrong) {
                throw Fault.of(ErrorCode.MEDIATION, "xquery: " + text + " (expected: " + type + ")");
            }
        };
    }

    /** What an XPath finds in the message; an element becomes the root of a document. */
    public static Value nodes(SynapseExpression expression) {
        return exchange -> {
            for (XdmItem item : expression.nodes(exchange)) {
                if (item instanceof XdmNode node && node.getNodeKind() == XdmNodeKind.ELEMENT) {
                    return TreeWriter.document(out -> out.copy(node));
                }
            }
            return expression.nodes(exchange);
        };
    }

    /**
     * XML, or what an XPath finds in it.
     *
     * @throws IllegalArgumentException when it is no XML, or the path is wrong
     */
    public static XdmValue document(String text, Optional<String> path, Map<String, String> namespaces) {
        try {
            XdmNode document = XmlTrees.processor().newDocumentBuilder().build(XmlSources.closed(text.strip(), ""));
            if (path.isEmpty()) {
                return document;
            }
            XPathCompiler compiler = XmlTrees.processor().newXPathCompiler();
            namespaces.forEach(compiler::declareNamespace);
            return compiler.evaluate(path.get(), document.getOutermostElement());
        } catch (SaxonApiException wrong) {
            throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** The text of the first item. */
    public static String text(XdmValue value) {
        return value.isEmpty() ? "" : value.itemAt(0).getStringValue();
    }

    /** The text of the first node that an expression finds, else what it yields. */
    public static String text(SynapseExpression expression, Exchange exchange) {
        XdmValue found = expression.nodes(exchange);
        return !found.isEmpty() && found.itemAt(0) instanceof XdmNode node
                ? node.getStringValue()
                : expression.text(exchange);
    }

    private static ItemType itemType(String type) {
        return switch (type.toUpperCase(Locale.ROOT)) {
            case "INT" -> ItemType.INT;
            case "INTEGER" -> ItemType.INTEGER;
            case "LONG" -> ItemType.LONG;
            case "SHORT" -> ItemType.SHORT;
            case "BYTE" -> ItemType.BYTE;
            case "BOOLEAN" -> ItemType.BOOLEAN;
            case "DOUBLE" -> ItemType.DOUBLE;
            case "FLOAT" -> ItemType.FLOAT;
            default -> ItemType.STRING;
        };
    }
}
