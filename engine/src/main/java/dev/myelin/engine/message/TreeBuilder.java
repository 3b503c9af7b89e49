package dev.myelin.engine.message;

import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.event.PipelineConfiguration;
import net.sf.saxon.event.ReceiverOption;
import net.sf.saxon.expr.parser.Loc;
import net.sf.saxon.om.AttributeInfo;
import net.sf.saxon.om.AttributeMap;
import net.sf.saxon.om.EmptyAttributeMap;
import net.sf.saxon.om.LargeAttributeMap;
import net.sf.saxon.om.NamespaceMap;
import net.sf.saxon.om.NamespaceUri;
import net.sf.saxon.om.NodeName;
import net.sf.saxon.om.SingletonAttributeMap;
import net.sf.saxon.om.SmallAttributeMap;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.str.StringView;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.tiny.TinyBuilder;
import net.sf.saxon.type.BuiltInAtomicType;
import net.sf.saxon.type.Untyped;
import org.jspecify.annotations.Nullable;

/**
 * Builds one document from well-formed events, those of a parser. Saxon's own way from a {@code XMLStreamWriter} checks and
 * looks up each name anew, which cost more than the parsing.
 */
final class TreeBuilder {
    private final NodeNames names;
    private final TinyBuilder out;
    private final List<NamespaceMap> scopes = new ArrayList<>();
    private final ArrayList<AttributeInfo> attributes = new ArrayList<>();
    private NamespaceMap scope = NamespaceMap.emptyMap();
    private @Nullable NodeName pending;

    TreeBuilder(PipelineConfiguration pipe, NodeNames names) throws XPathException {
        this.names = names;
        out = new TinyBuilder(pipe);
        out.setStatistics(pipe.getConfiguration().getTreeStatistics().TEMPORARY_TREE_STATISTICS);
        out.open();
        out.startDocument(ReceiverOption.NONE);
    }

    /** Begins an element; its {@link #namespace}s and {@link #attribute}s follow. */
    void start(String prefix, String local, String uri) throws XPathException {
        flush();
        scopes.add(scope);
        pending = names.of(prefix, uri, local);
    }

    /** Declares a namespace of the element; no URI takes the default one back. */
    void namespace(String prefix, String uri) {
        NamespaceUri namespace = names.uri(uri);
        if (!namespace.equals(scope.getNamespaceUri(prefix))) {
            scope = uri.isEmpty() ? scope.remove(prefix) : scope.put(prefix, namespace);
        }
    }

    /** An attribute of the element. */
    void attribute(String prefix, String uri, String local, String value) {
        attributes.add(new AttributeInfo(
                names.of(prefix, uri, local), BuiltInAtomicType.UNTYPED_ATOMIC, value, Loc.NONE, ReceiverOption.NONE));
    }

    void text(String text) throws XPathException {
        if (!text.isEmpty()) {
            flush();
            out.characters(StringView.tidy(text), Loc.NONE, ReceiverOption.NONE);
        }
    }

    void comment(String text) throws XPathException {
        flush();
        out.comment(StringView.tidy(text), Loc.NONE, ReceiverOption.NONE);
    }

    void instruction(String target, String data) throws XPathException {
        flush();
        out.processingInstruction(target, StringView.tidy(data), Loc.NONE, ReceiverOption.NONE);
    }

    /** Ends the element that began last and has not ended. */
    void end() throws XPathException {
        flush();
        out.endElement();
        scope = scopes.remove(scopes.size() - 1);
    }

    /** The document. */
    XdmNode finish() throws XPathException {
        out.endDocument();
        out.close();
        return new XdmNode(out.getCurrentRoot());
    }

    private void flush() throws XPathException {
        NodeName element = pending;
        if (element != null) {
            pending = null;
            out.startElement(element, Untyped.getInstance(), attributes(), scope, Loc.NONE, ReceiverOption.NONE);
            attributes.clear();
        }
    }

    private AttributeMap attributes() {
        return switch (attributes.size()) {
            case 0 -> EmptyAttributeMap.getInstance();
            case 1 -> SingletonAttributeMap.of(attributes.get(0));
            default ->
                attributes.size() <= SmallAttributeMap.LIMIT
                        ? new SmallAttributeMap(new ArrayList<>(attributes))
                        : new LargeAttributeMap(attributes);
        };
    }
}
