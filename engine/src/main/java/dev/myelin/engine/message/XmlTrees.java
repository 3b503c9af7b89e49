package dev.myelin.engine.message;

import java.io.StringWriter;
import net.sf.saxon.event.PipelineConfiguration;
import net.sf.saxon.event.Receiver;
import net.sf.saxon.expr.parser.Loc;
import net.sf.saxon.om.AxisInfo;
import net.sf.saxon.om.CopyOptions;
import net.sf.saxon.om.NodeInfo;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.tree.iter.AxisIterator;
import net.sf.saxon.type.Type;

/**
 * What payloads and expressions share of Saxon. Trees and compiled expressions must agree on one name pool, so there
 * is one {@link #processor()} in the process; nobody configures it, and it reads nothing but what it is given. It is made
 * when first asked for: Saxon costs start-up time that many configurations never need.
 */
public final class XmlTrees {
    /** Bytes that the names of all messages together may take. */
    private static final long NAMES_OF_MESSAGES = 32L << 20;

    private XmlTrees() {}

    private static final class Shared {
        static final Processor PROCESSOR = ClosedSaxon.processor();
        static final NodeNames NAMES =
                new NodeNames(PROCESSOR.getUnderlyingConfiguration().getNamePool(), NAMES_OF_MESSAGES);
        /** Builders only read it. */
        static final PipelineConfiguration PIPE =
                PROCESSOR.getUnderlyingConfiguration().makePipelineConfiguration();
    }

    static TreeBuilder newBuilder() throws XPathException {
        return new TreeBuilder(Shared.PIPE, Shared.NAMES);
    }

    /** The processor that payload trees are built with. */
    public static Processor processor() {
        return Shared.PROCESSOR;
    }

    /** The element that a document is about; as {@link XdmNode#getOutermostElement()}, without a stream for it. */
    public static XdmNode root(XdmNode document) {
        AxisIterator children = document.getUnderlyingNode().iterateAxis(AxisInfo.CHILD);
        for (NodeInfo child = children.next(); child != null; child = children.next()) {
            if (child.getNodeKind() == Type.ELEMENT) {
                return new XdmNode(child);
            }
        }
        throw new IllegalArgumentException("a document without an element");
    }

    /** The node as XML text: no declaration, no indentation, no SOAP namespaces that it does not use. */
    public static String serialize(XdmNode node) {
        StringWriter text = new StringWriter();
        Serializer serializer = processor().newSerializer(text);
        serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
        serializer.setOutputProperty(Serializer.Property.INDENT, "no");
        try {
            Receiver target = new SoapNamespaceFilter(serializer.getReceiver(
                    processor().getUnderlyingConfiguration().makePipelineConfiguration(),
                    serializer.getSerializationProperties()));
            target.open();
            target.startDocument(0);
            node.getUnderlyingNode().copy(target, CopyOptions.ALL_NAMESPACES, Loc.NONE);
            target.endDocument();
            target.close();
        } catch (SaxonApiException | XPathException broken) {
            throw Fault.of(ErrorCode.MEDIATION, "XML cannot be written: " + broken.getMessage());
        }
        return text.toString();
    }
}
