package dev.myelin.engine.message;

import java.util.ArrayList;
import java.util.List;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import org.jspecify.annotations.Nullable;

/** The parts of a SOAP envelope, and new envelopes of parts. Trees never change: what is changed is built anew. */
public final class Envelopes {
    private Envelopes() {}

    /** The {@code Body} of the document of an envelope. */
    public static XdmNode body(XdmNode document) {
        XdmNode envelope = document.getOutermostElement();
        for (XdmNode body : envelope.children("Body")) {
            return body;
        }
        throw Fault.of(ErrorCode.PARSING, "The SOAP envelope has no Body");
    }

    /** The {@code Header} of the document of an envelope; null when it has none. */
    public static @Nullable XdmNode header(XdmNode document) {
        for (XdmNode header : document.getOutermostElement().children("Header")) {
            return header;
        }
        return null;
    }

    /** The child elements of {@code node}. */
    public static List<XdmNode> elements(XdmNode node) {
        List<XdmNode> elements = new ArrayList<>();
        for (XdmNode child : node.children()) {
            if (child.getNodeKind() == XdmNodeKind.ELEMENT) {
                elements.add(child);
            }
        }
        return elements;
    }

    /** Which SOAP the envelope is. */
    public static MessageFormat version(XdmNode document) {
        String namespace =
                document.getOutermostElement().getNodeName().getNamespaceUri().toString();
        return Soap.ENVELOPE_12.equals(namespace) ? MessageFormat.SOAP12 : MessageFormat.SOAP11;
    }

    /** The name of an element of the envelope. */
    public static QName name(MessageFormat version, String local) {
        return new QName(Soap.PREFIX, version == MessageFormat.SOAP12 ? Soap.ENVELOPE_12 : Soap.ENVELOPE_11, local);
    }

    /** A new envelope; {@code version} is one of SOAP. */
    public static XdmNode of(MessageFormat version, List<XdmNode> headers, List<XdmNode> content) {
        return TreeWriter.document(out -> {
            out.start(name(version, "Envelope"));
            out.start(name(version, "Header"));
            headers.forEach(out::copy);
            out.end();
            out.start(name(version, "Body"));
            content.forEach(out::copy);
            out.end();
            out.end();
        });
    }

    /**
     * The payload with {@code content} as what it holds, in the format that it has: JSON becomes JSON, an envelope keeps its
     * headers, anything that is neither becomes XML.
     */
    public static Payload replaceContent(Payload payload, List<XdmNode> content) {
        if (payload.kind() != Payload.Kind.EMPTY && payload.isText()) {
            MediaTypes.Family family = MediaTypes.familyOf(payload.contentType());
            if (family == MediaTypes.Family.JSON && !content.isEmpty()) {
                XdmNode made = of(MessageFormat.SOAP11, List.of(), content);
                return Payload.ofJson(XmlJson.of(content.get(0)), payload.contentType())
                        .withView(made);
            }
            if (family == MediaTypes.Family.XML) {
                return withBody(payload, content, payload.contentType());
            }
        }
        XdmNode made = of(MessageFormat.SOAP11, List.of(), content);
        return Payload.ofEnvelope(made, false, MessageFormat.POX.contentType());
    }

    /** The payload with other content in its body: an envelope that came keeps its version and its headers. */
    public static Payload withBody(Payload payload, List<XdmNode> content, String contentType) {
        XdmNode document = payload.envelope();
        XdmNode header = header(document);
        XdmNode made = of(version(document), header == null ? List.of() : elements(header), content);
        return Payload.ofEnvelope(made, payload.isSoap(), contentType);
    }

    /** The payload with one more header in its envelope. */
    public static Payload withHeader(Payload payload, XdmNode block, boolean mustUnderstand) {
        XdmNode document = payload.envelope();
        XdmNode known = header(document);
        List<XdmNode> headers = new ArrayList<>(known == null ? List.of() : elements(known));
        headers.add(mustUnderstand ? marked(document, block) : block);
        return payload.withEnvelope(of(version(document), headers, elements(body(document))));
    }

    private static XdmNode marked(XdmNode document, XdmNode block) {
        boolean second = version(document) == MessageFormat.SOAP12;
        QName name = new QName(Soap.PREFIX, second ? Soap.ENVELOPE_12 : Soap.ENVELOPE_11, "mustUnderstand");
        XdmNode root = block.getNodeKind() == XdmNodeKind.DOCUMENT ? block.getOutermostElement() : block;
        return TreeWriter.document(out -> {
            out.startWith(root, name, second ? "true" : "1");
            root.children().forEach(out::copy);
            out.end();
        });
    }
}
