package dev.myelin.engine.expression;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.expression.tree.Frame;
import dev.myelin.engine.expression.tree.Node;
import dev.myelin.engine.expression.tree.Values;
import dev.myelin.engine.expression.tree.Xml;
import dev.myelin.engine.message.Fault;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Synapse expression, <code>${...}</code>. */
final class TreeExpression extends CompiledExpression {
    private static final Logger LOG = LoggerFactory.getLogger("myelin.expression");

    private final Node root;
    private final boolean json;

    /** {@code json} is whether it yields JSON, else what an XPath yields. */
    TreeExpression(String source, Node root, boolean json) {
        super(source);
        this.root = root;
        this.json = json;
    }

    @Override
    public boolean isJson() {
        return json;
    }

    @Override
    public String text(Exchange exchange) {
        return Values.text(value(exchange));
    }

    @Override
    public boolean matches(Exchange exchange) {
        Object value = value(exchange);
        return value instanceof Boolean truth ? truth : "true".equalsIgnoreCase(Values.text(value));
    }

    @Override
    public XdmValue nodes(Exchange exchange) {
        return value(exchange) instanceof Xml xml ? xml.nodes() : XdmEmptySequence.getInstance();
    }

    @Override
    Object object(Exchange exchange) {
        Object value = value(exchange);
        if (value instanceof JsonNode node && !node.isContainerNode()) {
            return node.isNumber()
                    ? node.numberValue()
                    : node.isBoolean() ? (Object) node.booleanValue() : Values.text(node);
        }
        return value == null ? "" : value instanceof Xml xml ? single(xml) : value;
    }

    private static Object single(Xml xml) {
        XdmValue nodes = xml.nodes();
        return nodes.size() == 1 && nodes.itemAt(0) instanceof XdmNode node ? node : xml.text();
    }

    /** JSON stays what it is, without text in between; a text that is an object or array is read. */
    @Override
    @Nullable
    JsonNode json(Exchange exchange) {
        Object value = value(exchange);
        if (value instanceof Xml xml) {
            return asJson(xml);
        }
        if (value == null || value instanceof JsonNode) {
            return (JsonNode) value;
        }
        JsonNode parsed = value instanceof String text ? Values.parsed(text) : null;
        return parsed == null ? Values.json(value) : parsed;
    }

    private static JsonNode asJson(Xml xml) {
        return Values.json(xml.text());
    }

    @Override
    @Nullable
    XdmNode node(Exchange exchange) {
        if (value(exchange) instanceof Xml xml) {
            for (XdmItem item : xml.nodes()) {
                if (item instanceof XdmNode node) {
                    return node;
                }
            }
        }
        return super.node(exchange);
    }

    private @Nullable Object value(Exchange exchange) {
        try {
            Object value = root.value(Frame.of(exchange));
            if (value == null && LOG.isDebugEnabled()) {
                LOG.debug("{} is nothing", source());
            }
            return value;
        } catch (Fault fault) {
            throw Fault.of(fault.code(), source() + ": " + fault.message());
        }
    }
}
