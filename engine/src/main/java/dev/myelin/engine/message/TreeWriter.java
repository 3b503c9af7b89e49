package dev.myelin.engine.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import net.sf.saxon.event.Receiver;
import net.sf.saxon.event.ReceiverOption;
import net.sf.saxon.expr.parser.Loc;
import net.sf.saxon.om.AttributeInfo;
import net.sf.saxon.om.AttributeMap;
import net.sf.saxon.om.CopyOptions;
import net.sf.saxon.om.EmptyAttributeMap;
import net.sf.saxon.om.FingerprintedQName;
import net.sf.saxon.om.NameOfNode;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.om.NodeName;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.serialize.SerializationProperties;
import net.sf.saxon.str.StringView;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.type.BuiltInAtomicType;
import net.sf.saxon.type.Untyped;

/** Builds a tree of new elements and of copies of nodes of other trees. */
public final class TreeWriter {
    private final Receiver out;
    private final Deque<NamespaceMap> namespaces = new ArrayDeque<>();

    private TreeWriter(Receiver out) {
        this.out = out;
        namespaces.push(NamespaceMap.emptyMap());
    }

    /** The document that {@code content} writes. */
    public static XdmNode document(Consumer<TreeWriter> content) {
        try {
            XdmDestination destination = new XdmDestination();
            Receiver out = destination.getReceiver(
                    XmlTrees.processor().getUnderlyingConfiguration().makePipelineConfiguration(),
                    new SerializationProperties());
            out.open();
            out.startDocument(ReceiverOption.NONE);
            content.accept(new TreeWriter(out));
            out.endDocument();
            out.close();
            return destination.getXdmNode();
        } catch (XPathException broken) {
            throw fault(broken);
        }
    }

    /** Begins an element. */
    public TreeWriter start(QName name) {
        NamespaceUri uri = name.getNamespaceUri();
        NamespaceMap map = uri.isEmpty() ? NamespaceMap.emptyMap() : NamespaceMap.of(name.getPrefix(), uri);
        start(new FingerprintedQName(name.getPrefix(), uri, name.getLocalName()), EmptyAttributeMap.getInstance(), map);
        return this;
    }

    /** Begins an element that declares one more prefix, for a qualified name in its text. */
    public TreeWriter start(QName name, String prefix, String namespace) {
        NamespaceUri uri = name.getNamespaceUri();
        NamespaceMap own = uri.isEmpty() ? NamespaceMap.emptyMap() : NamespaceMap.of(name.getPrefix(), uri);
        start(
                new FingerprintedQName(name.getPrefix(), uri, name.getLocalName()),
                EmptyAttributeMap.getInstance(),
                own.put(prefix, NamespaceUri.of(namespace)));
        return this;
    }

    /** Begins an element with one attribute. */
    public TreeWriter start(QName name, QName attribute, String value) {
        NamespaceUri uri = name.getNamespaceUri();
        NamespaceMap map = uri.isEmpty() ? NamespaceMap.emptyMap() : NamespaceMap.of(name.getPrefix(), uri);
        NodeName attributeName =
                new FingerprintedQName(attribute.getPrefix(), attribute.getNamespaceUri(), attribute.getLocalName());
        AttributeMap attributes = EmptyAttributeMap.getInstance()
                .put(new AttributeInfo(
                        attributeName, BuiltInAtomicType.UNTYPED_ATOMIC, value, Loc.NONE, ReceiverOption.NONE));
        start(new FingerprintedQName(name.getPrefix(), uri, name.getLocalName()), attributes, map);
        return this;
    }

    /** Begins a copy of an element without its children. */
    public void startLike(XdmNode element) {
        NodeInfo node = element.getUnderlyingNode();
        start(NameOfNode.makeName(node), node.attributes(), node.getAllNamespaces());
    }

    /** Begins a copy of an element, one of its attributes with another value. */
    void startLike(XdmNode element, QName attribute, String value) {
        NodeInfo node = element.getUnderlyingNode();
        AttributeMap changed = EmptyAttributeMap.getInstance();
        for (AttributeInfo each : node.attributes()) {
            boolean same = each.getNodeName().hasURI(attribute.getNamespaceUri())
                    && each.getNodeName().getLocalPart().equals(attribute.getLocalName());
            changed = changed.put(
                    same
                            ? new AttributeInfo(
                                    each.getNodeName(), each.getType(), value, Loc.NONE, ReceiverOption.NONE)
                            : each);
        }
        start(NameOfNode.makeName(node), changed, node.getAllNamespaces());
    }

    /** Begins a copy of an element with one more attribute, whose name has a prefix. */
    void startWith(XdmNode element, QName attribute, String value) {
        NodeInfo node = element.getUnderlyingNode();
        NodeName name =
                new FingerprintedQName(attribute.getPrefix(), attribute.getNamespaceUri(), attribute.getLocalName());
        AttributeMap more = node.attributes()
                .put(new AttributeInfo(name, BuiltInAtomicType.UNTYPED_ATOMIC, value, Loc.NONE, ReceiverOption.NONE));
        NamespaceMap all = node.getAllNamespaces().put(attribute.getPrefix(), attribute.getNamespaceUri());
        start(NameOfNode.makeName(node), more, all);
    }

    private void start(NodeName name, AttributeMap attributes, NamespaceMap own) {
        NamespaceMap all = namespaces.element().putAll(own);
        if (name.getPrefix().isEmpty() && name.getNamespaceUri().isEmpty()) {
            all = all.remove("");
        }
        namespaces.push(all);
        try {
            out.startElement(name, Untyped.getInstance(), attributes, all, Loc.NONE, ReceiverOption.NONE);
        } catch (XPathException broken) {
            throw fault(broken);
        }
    }

    /** Ends the element begun last. */
    public TreeWriter end() {
        namespaces.pop();
        try {
            out.endElement();
        } catch (XPathException broken) {
            throw fault(broken);
        }
        return this;
    }

    /** Writes characters. */
    public TreeWriter text(String text) {
        try {
            if (!text.isEmpty()) {
                out.characters(StringView.of(text), Loc.NONE, ReceiverOption.NONE);
            }
        } catch (XPathException broken) {
            throw fault(broken);
        }
        return this;
    }

    /** Copies a node with everything below it. */
    public TreeWriter copy(XdmNode node) {
        try {
            for (XdmNode each : TreeEdit.withoutDocument(node)) {
                each.getUnderlyingNode().copy(out, CopyOptions.ALL_NAMESPACES, Loc.NONE);
            }
        } catch (XPathException broken) {
            throw fault(broken);
        }
        return this;
    }

    private static Fault fault(Exception broken) {
        return Fault.of(ErrorCode.MEDIATION, "XML cannot be built: " + broken.getMessage());
    }
}
