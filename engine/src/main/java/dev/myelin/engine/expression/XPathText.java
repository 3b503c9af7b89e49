package dev.myelin.engine.expression;

import dev.myelin.engine.message.XmlTrees;
import java.math.BigDecimal;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.value.NumericValue;

/**
 * The result of an XPath as text, by the rules of {@code SynapseXPath.stringValueOf}: text and attributes give their
 * value; one element gives its own text, trimmed, or itself as XML when it has none; several elements, and one that
 * was selected with {@code node()}, give XML; a document gives its root as XML. Unlike Synapse, which writes every
 * number as a Java double, a whole number has no {@code .0}.
 */
final class XPathText {
    private static final char NO_BREAK_SPACE = '\u00a0';

    private XPathText() {}

    static String of(XdmValue result, String source) {
        int size = result.size();
        if (size == 0) {
            return "";
        }
        boolean alone = size == 1;
        boolean nodeTest = source.contains("node()");
        if (alone) {
            return ofItem(result.itemAt(0), true, nodeTest);
        }
        StringBuilder text = new StringBuilder();
        for (XdmItem item : result) {
            text.append(ofItem(item, false, nodeTest));
        }
        return text.toString();
    }

    private static String ofItem(XdmItem item, boolean alone, boolean nodeTest) {
        if (item instanceof XdmNode node) {
            return ofNode(node, alone, nodeTest);
        }
        if (item instanceof XdmAtomicValue && item.getUnderlyingValue() instanceof NumericValue number) {
            return ofNumber(number);
        }
        return item.getUnderlyingValue().getStringValue();
    }

    private static String ofNode(XdmNode node, boolean alone, boolean nodeTest) {
        return switch (node.getNodeKind()) {
            case ELEMENT -> ofElement(node, alone && !nodeTest);
            case DOCUMENT -> XmlTrees.serialize(node);
            case TEXT -> {
                XdmNode parent = node.getParent();
                boolean asParent = alone && nodeTest && parent != null;
                yield asParent ? ofElement(parent, false) : node.getStringValue();
            }
            default -> node.getStringValue();
        };
    }

    private static String ofElement(XdmNode element, boolean textOnly) {
        if (!textOnly) {
            return XmlTrees.serialize(element);
        }
        StringBuilder own = new StringBuilder();
        for (XdmNode child : element.children()) {
            if (child.getNodeKind() == XdmNodeKind.TEXT) {
                own.append(child.getStringValue());
            }
        }
        String trimmed = own.toString().replace(NO_BREAK_SPACE, ' ').trim();
        return trimmed.isEmpty() ? XmlTrees.serialize(element) : trimmed;
    }

    /** As XPath 1.0 writes numbers: never with an exponent. */
    private static String ofNumber(NumericValue number) {
        double value = number.getDoubleValue();
        String text = number.getStringValue();
        return text.indexOf('E') < 0 || Double.isInfinite(value) || Double.isNaN(value)
                ? text
                : new BigDecimal(text).toPlainString();
    }
}
