package dev.myelin.engine.expression;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.XmlTrees;
import java.util.List;
import net.sf.saxon.Controller;
import net.sf.saxon.expr.StaticProperty;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.SaxonApiUncheckedException;
import net.sf.saxon.s9api.XPathExecutable;
import net.sf.saxon.s9api.XPathSelector;
import net.sf.saxon.s9api.XdmEmptySequence;
import net.sf.saxon.s9api.XdmItem;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** An XPath over the SOAP envelope of the message; the payload is parsed only if the path looks at it. */
final class XPathExpression extends CompiledExpression {
    /** Gives a variable its value, for one message. */
    interface Value {
        XdmValue of(Exchange exchange);
    }

    /**
     * A variable that the path uses.
     *
     * @param name its name
     * @param value where its value comes from
     */
    record Variable(QName name, Value value) {}

    private final XPathExecutable executable;
    private final List<Variable> variables;
    private final boolean readsEnvelope;

    private final boolean marked;

    /** {@code marked} if it has parts that report to a {@link XPathLimits#meter}. */
    XPathExpression(String source, XPathExecutable executable, List<Variable> variables, boolean marked) {
        super(source);
        this.executable = executable;
        this.variables = variables;
        this.marked = marked;
        int dependencies =
                executable.getUnderlyingExpression().getInternalExpression().getDependencies();
        this.readsEnvelope = (dependencies & StaticProperty.DEPENDS_ON_FOCUS) != 0;
    }

    @Override
    public String text(Exchange exchange) {
        return XPathText.of(value(exchange), source());
    }

    @Override
    public boolean matches(Exchange exchange) {
        try {
            return selector(exchange).effectiveBooleanValue();
        } catch (SaxonApiException | SaxonApiUncheckedException broken) {
            throw fault(broken);
        }
    }

    @Override
    public XdmValue nodes(Exchange exchange) {
        return value(exchange);
    }

    /** The first node of the result; text of a result that has none is read as XML. */
    @Override
    @Nullable
    XdmNode node(Exchange exchange) {
        for (XdmItem item : value(exchange)) {
            if (item instanceof XdmNode node && isTree(node)) {
                return node;
            }
        }
        return super.node(exchange);
    }

    /** What it selects when it starts at an element that is no part of the message. */
    XdmValue nodesIn(XdmNode start, Exchange exchange) {
        try {
            return selector(exchange, start).evaluate();
        } catch (SaxonApiException | SaxonApiUncheckedException broken) {
            throw fault(broken);
        }
    }

    static XdmNode envelope(Exchange exchange) {
        return XmlTrees.root(Payload.of(exchange).envelope());
    }

    /** The envelope's {@code Body} or {@code Header}; a SOAP envelope need not have a header. */
    static XdmValue partOfEnvelope(Exchange exchange, String name) {
        for (XdmNode part : envelope(exchange).children(name)) {
            return part;
        }
        return XdmEmptySequence.getInstance();
    }

    private static boolean isTree(XdmNode node) {
        return node.getNodeKind() == XdmNodeKind.ELEMENT || node.getNodeKind() == XdmNodeKind.DOCUMENT;
    }

    private XdmValue value(Exchange exchange) {
        try {
            return selector(exchange).evaluate();
        } catch (SaxonApiException | SaxonApiUncheckedException broken) {
            throw fault(broken);
        }
    }

    private XPathSelector selector(Exchange exchange) throws SaxonApiException {
        return selector(exchange, null);
    }

    private XPathSelector selector(Exchange exchange, @Nullable XdmNode start) throws SaxonApiException {
        XPathSelector selector = executable.load();
        Controller controller =
                selector.getUnderlyingXPathContext().getXPathContextObject().getController();
        XPathFunctions.setMessage(controller, exchange);
        if (marked) {
            controller.setTraceListener(XPathLimits.meter(source()));
        }
        for (Variable variable : variables) {
            selector.setVariable(variable.name(), variable.value().of(exchange));
        }
        if (readsEnvelope) {
            selector.setContextItem(start == null ? envelope(exchange) : start);
        }
        return selector;
    }

    private Fault fault(Exception broken) {
        return Fault.of(ErrorCode.MEDIATION, source() + ": " + broken.getMessage());
    }
}
