package dev.myelin.engine.expression;

import dev.myelin.engine.expression.tree.Xml;
import dev.myelin.engine.message.XmlTrees;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.value.BooleanValue;
import net.sf.saxon.value.Int64Value;
import net.sf.saxon.value.NumericValue;
import org.jspecify.annotations.Nullable;

/**
 * XML as Synapse expressions see it.
 *
 * @param nodes what was found
 * @param source the path that found it; empty for what a variable or property holds
 */
record XmlText(XdmValue nodes, String source) implements Xml {
    @Override
    public String text() {
        return source.isEmpty() ? asXml() : XPathText.of(nodes, source);
    }

    /** What a variable or property holds is XML, also where it has nothing but text in it. */
    private String asXml() {
        StringBuilder text = new StringBuilder();
        for (XdmItem item : nodes) {
            text.append(item instanceof XdmNode node ? XmlTrees.serialize(node) : item.getStringValue());
        }
        return text.toString();
    }

    /** What an XPath has found: nothing, a value of Java, or nodes. */
    static @Nullable Object of(XdmValue found, String source) {
        if (found.isEmpty()) {
            return null;
        }
        if (found.size() > 1 || !(found.itemAt(0) instanceof XdmAtomicValue atom)) {
            return new XmlText(found, source);
        }
        var value = atom.getUnderlyingValue();
        if (value instanceof BooleanValue truth) {
            return truth.getBooleanValue();
        }
        if (value instanceof Int64Value whole) {
            return whole.longValue();
        }
        return value instanceof NumericValue number ? (Object) number.getDoubleValue() : value.getStringValue();
    }

    /** A property or variable; its XML is wrapped. */
    static @Nullable Object wrap(@Nullable Object value) {
        return value instanceof XdmValue found ? of(found, "") : value;
    }
}
