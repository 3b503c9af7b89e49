package dev.myelin.engine.message;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.streams.Predicates;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of a payload: always a document with a SOAP envelope, as every Synapse message has one. An envelope
 * that came is kept, anything else becomes the body of a SOAP 1.1 envelope in the same pass.
 */
final class EnvelopeBuilder {
    static final int MAX_DEPTH = 1000;
    private static final int MAX_ELEMENTS = 1_000_000;
    private static final int MAX_FIELDS = 10_000;
    private static final String TEXT_NAMESPACE = "http://ws.apache.org/commons/ns/payload";
    /** Immutable once configured, and its symbol tables are why there is only one. */
    private static final XMLInputFactory READERS = readers();

    /**
     * A finished document.
     *
     * @param document the document, its root an envelope
     * @param soap whether the envelope came; else it was put around what came
     */
    record Tree(XdmNode document, boolean soap) {
        /** The document of an envelope that came; else what it was put around, or the document when that is nothing. */
        XdmNode content() {
            if (!soap) {
                for (XdmNode body : document.getOutermostElement().children("Body")) {
                    for (XdmNode child : body.children(Predicates.isElement())) {
                        return child;
                    }
                }
            }
            return document;
        }

        /** The content as text. */
        String write() {
            XdmNode content = content();
            boolean nothing = !soap && content.getNodeKind() == XdmNodeKind.DOCUMENT;
            return nothing ? "" : XmlTrees.serialize(content);
        }
    }

    private final TreeBuilder out;
    private boolean wrapped;

    private EnvelopeBuilder(TreeBuilder out) {
        this.out = out;
    }

    static Tree ofXml(byte[] content) {
        try {
            return ofXml(READERS.createXMLStreamReader(new ByteArrayInputStream(content)));
        } catch (XMLStreamException broken) {
            throw fault(broken);
        }
    }

    static Tree ofXml(String content) {
        try {
            return ofXml(READERS.createXMLStreamReader(new StringReader(content)));
        } catch (XMLStreamException broken) {
            throw fault(broken);
        }
    }

    static Tree ofJson(JsonNode json) {
        return build(builder -> {
            builder.wrap();
            builder.root(json);
        });
    }

    static Tree ofText(String text) {
        return build(builder -> {
            builder.wrap();
            builder.out.start(XMLConstants.DEFAULT_NS_PREFIX, "text", TEXT_NAMESPACE);
            builder.out.namespace(XMLConstants.DEFAULT_NS_PREFIX, TEXT_NAMESPACE);
            builder.out.text(text);
            builder.out.end();
        });
    }

    /** {@code a=1&b=2} as {@code <xformValues><a>1</a><b>2</b></xformValues>}. */
    static Tree ofForm(String text) {
        return build(builder -> {
            builder.wrap();
            builder.start("xformValues");
            for (Map.Entry<String, List<String>> field : new QueryStringDecoder(
                            text, StandardCharsets.UTF_8, false, MAX_FIELDS)
                    .parameters()
                    .entrySet()) {
                for (String value : field.getValue()) {
                    builder.start(JsonNames.toXml(field.getKey()));
                    builder.out.text(value);
                    builder.out.end();
                }
            }
            builder.out.end();
        });
    }

    /** {@code multipart/form-data} as {@code <mediate>} with an element for each part. */
    static Tree ofParts(List<Multipart.Part> parts) {
        return build(builder -> {
            builder.wrap();
            builder.start("mediate");
            for (Multipart.Part part : parts) {
                builder.start(JsonNames.toXml(part.name()));
                String file = part.file();
                if (file != null) {
                    builder.attribute(Multipart.FILENAME, file);
                    builder.attribute(Multipart.TYPE, part.contentType());
                    builder.attribute(Multipart.ENCODING, Multipart.BASE64);
                }
                builder.out.text(part.content());
                builder.out.end();
            }
            builder.out.end();
        });
    }

    static Tree empty() {
        return build(EnvelopeBuilder::wrap);
    }

    private static Tree ofXml(XMLStreamReader in) {
        return build(builder -> {
            try {
                builder.copy(in);
            } finally {
                in.close();
            }
        });
    }

    private interface Content {
        void writeTo(EnvelopeBuilder builder) throws XMLStreamException, XPathException;
    }

    private static Tree build(Content content) {
        try {
            EnvelopeBuilder builder = new EnvelopeBuilder(XmlTrees.newBuilder());
            content.writeTo(builder);
            builder.unwrap();
            return new Tree(builder.out.finish(), !builder.wrapped);
        } catch (XMLStreamException broken) {
            throw fault(broken);
        } catch (XPathException broken) {
            throw Fault.of(ErrorCode.PARSING, "The payload is not XML: " + broken.getMessage());
        }
    }

    private void wrap() throws XPathException {
        wrapped = true;
        out.start(Soap.PREFIX, "Envelope", Soap.ENVELOPE_11);
        out.namespace(Soap.PREFIX, Soap.ENVELOPE_11);
        out.start(Soap.PREFIX, "Header", Soap.ENVELOPE_11);
        out.end();
        out.start(Soap.PREFIX, "Body", Soap.ENVELOPE_11);
    }

    private void unwrap() throws XPathException {
        if (wrapped) {
            out.end();
            out.end();
        }
    }

    private void copy(XMLStreamReader in) throws XMLStreamException, XPathException {
        boolean root = true;
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (root && !isEnvelope(in)) {
                        wrap();
                    }
                    root = false;
                    copyStart(in);
                }
                case XMLStreamConstants.END_ELEMENT -> out.end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> out.text(in.getText());
                case XMLStreamConstants.COMMENT -> {
                    if (!root) {
                        out.comment(in.getText());
                    }
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                    if (!root) {
                        out.instruction(in.getPITarget(), orEmpty(in.getPIData()));
                    }
                }
                case XMLStreamConstants.DTD ->
                    throw Fault.of(ErrorCode.PARSING, "The payload has a document type declaration (expected: none)");
                default -> {
                    // White space outside the root, end of document.
                }
            }
        }
    }

    private static boolean isEnvelope(XMLStreamReader in) {
        return "Envelope".equals(in.getLocalName()) && Soap.isEnvelopeNamespace(in.getNamespaceURI());
    }

    private void copyStart(XMLStreamReader in) throws XPathException {
        out.start(orEmpty(in.getPrefix()), in.getLocalName(), orEmpty(in.getNamespaceURI()));
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            out.namespace(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            out.attribute(
                    orEmpty(in.getAttributePrefix(i)),
                    orEmpty(in.getAttributeNamespace(i)),
                    in.getAttributeLocalName(i),
                    in.getAttributeValue(i));
        }
    }

    private void root(JsonNode json) throws XPathException {
        if (json.isArray()) {
            anonymousArray(json);
        } else {
            element(json.isObject() ? "jsonObject" : "jsonValue", json);
        }
    }

    private void anonymousArray(JsonNode array) throws XPathException {
        start("jsonArray");
        for (JsonNode item : array) {
            element("jsonElement", item);
        }
        out.end();
    }

    private void element(String name, JsonNode value) throws XPathException {
        start(name);
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                field(JsonNames.toXml(field.getKey()), field.getValue());
            }
        } else if (value.isArray()) {
            anonymousArray(value);
        } else if (!value.isNull()) {
            out.text(value.asText());
        }
        out.end();
    }

    private void field(String name, JsonNode value) throws XPathException {
        if (value.isArray()) {
            for (JsonNode item : value) {
                element(name, item);
            }
        } else {
            element(name, value);
        }
    }

    private void start(String name) throws XPathException {
        out.start(XMLConstants.DEFAULT_NS_PREFIX, name, XMLConstants.NULL_NS_URI);
    }

    private void attribute(String name, String value) {
        out.attribute(XMLConstants.DEFAULT_NS_PREFIX, XMLConstants.NULL_NS_URI, name, value);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static Fault fault(XMLStreamException broken) {
        String message = String.valueOf(broken.getMessage());
        int location = message.indexOf("\n at [");
        String what = location < 0 ? message : message.substring(0, location);
        String where = broken.getLocation() == null
                ? ""
                : " at line " + broken.getLocation().getLineNumber() + ", column "
                        + broken.getLocation().getColumnNumber();
        return Fault.of(ErrorCode.PARSING, "The payload is not XML: " + what + where);
    }

    private static XMLInputFactory readers() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MAX_ELEMENTS);
        return factory;
    }
}
