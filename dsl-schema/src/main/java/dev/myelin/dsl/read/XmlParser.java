package dev.myelin.dsl.read;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to a tree of {@link XmlElement}s. Nothing outside the file is ever read: document types are refused, so there is
 * no entity to expand either.
 */
final class XmlParser {
    /** Elements inside one another; real configurations stay below 50. */
    static final int MAX_DEPTH = 500;

    /** Attributes of one element. */
    static final int MAX_ATTRIBUTES = 256;

    /** Characters of one attribute value. */
    static final int MAX_ATTRIBUTE_SIZE = 1 << 20;

    /** Characters of a file. */
    static final long MAX_CHARACTERS = 64L << 20;

    private final XMLInputFactory factory = factory();

    private static XMLInputFactory factory() {
        WstxInputFactory woodstox = new WstxInputFactory();
        woodstox.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        woodstox.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        woodstox.setProperty(WstxInputProperties.P_LAZY_PARSING, false);
        woodstox.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        woodstox.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, MAX_ATTRIBUTE_SIZE);
        woodstox.setProperty(WstxInputProperties.P_MAX_CHARACTERS, MAX_CHARACTERS);
        return woodstox;
    }

    /** The root element of {@code file}. */
    XmlElement parse(SourceFile file) throws XmlException {
        if (isBlank(file.content())) {
            throw new XmlException(Diagnostic.error(
                    Codes.EMPTY_FILE,
                    new SourceLocation(file.name(), 1, 1),
                    "the file is empty",
                    "Put an artefact into it, or remove it"));
        }
        if (isArchive(file.content())) {
            throw new XmlException(Diagnostic.error(
                    Codes.ARCHIVE,
                    new SourceLocation(file.name(), 1, 1),
                    "the file is an archive (zip, jar, car), not XML",
                    "Unpack it, and put its artefacts into synapse-configs/default/"));
        }
        try {
            XMLStreamReader2 reader =
                    (XMLStreamReader2) factory.createXMLStreamReader(new ByteArrayInputStream(file.content()));
            TreeBuilder builder = new TreeBuilder(file, reader);
            try {
                return builder.build();
            } catch (XMLStreamException e) {
                Location place = e.getLocation();
                SourceLocation where = location(file.name(), place == null ? reader.getLocation() : place);
                throw new XmlException(finding(e, file, where, builder.open.peek()));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw new XmlException(finding(e, file, location(file.name(), e.getLocation()), null));
        } catch (RuntimeException e) {
            // Bytes that are no text at all can confuse a parser into more than its own exception.
            SourceLocation where = new SourceLocation(file.name(), 1, 1);
            throw new XmlException(Malformed.finding(file, where, String.valueOf(e.getMessage()), null));
        }
    }

    private static boolean isArchive(byte[] content) {
        return content.length > 3 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    private static boolean isBlank(byte[] content) {
        for (byte each : content) {
            if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
                return false;
            }
        }
        return true;
    }

    private static Diagnostic finding(
            XMLStreamException problem, SourceFile file, SourceLocation where, @Nullable XmlElement open) {
        String message = String.valueOf(problem.getMessage());
        int suffix = message.indexOf("\n at [row");
        String text = (suffix < 0 ? message : message.substring(0, suffix)).strip();
        return text.contains("limit (")
                ? Diagnostic.error(Codes.LIMIT, where, text, "Split the file, or keep long text in a local entry's src")
                : Malformed.finding(file, where, text, open);
    }

    private static SourceLocation location(String file, @Nullable Location place) {
        return place == null
                ? new SourceLocation(file, 1, 1)
                : new SourceLocation(file, Math.max(1, place.getLineNumber()), Math.max(1, place.getColumnNumber()));
    }

    /** One run over one file. */
    private static final class TreeBuilder {
        private final SourceFile source;
        private final String file;
        private final XMLStreamReader2 reader;
        private final Deque<XmlElement> open = new ArrayDeque<>();
        private @Nullable XmlElement root;

        TreeBuilder(SourceFile source, XMLStreamReader2 reader) {
            this.source = source;
            this.file = source.name();
            this.reader = reader;
        }

        XmlElement build() throws XMLStreamException, XmlException {
            while (reader.hasNext()) {
                accept(reader.next());
            }
            if (root == null) {
                throw new XmlException(Malformed.finding(source, here(), "no root element", null));
            }
            return root;
        }

        private void accept(int event) throws XMLStreamException, XmlException {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> begin();
                case XMLStreamConstants.END_ELEMENT ->
                    open.pop().endAt(location(file, reader.getLocationInfo().getEndLocation()));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    add(new XmlNode.Text(reader.getText()));
                case XMLStreamConstants.COMMENT -> add(new XmlNode.Markup("<!--" + reader.getText() + "-->"));
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    add(new XmlNode.Markup(instruction(reader.getPITarget(), reader.getPIData())));
                case XMLStreamConstants.DTD -> throw new XmlException(doctype());
                default -> {
                    // The start and end of the document say nothing.
                }
            }
        }

        private static String instruction(String target, @Nullable String data) {
            return "<?" + target + (data == null || data.isEmpty() ? "" : " " + data) + "?>";
        }

        private Diagnostic doctype() {
            return Diagnostic.error(
                    Codes.DOCTYPE,
                    here(),
                    "a document type (<!DOCTYPE ...>) is not allowed; nothing of it was read or expanded",
                    "Remove it, and write what its entities stand for");
        }

        private void begin() throws XmlException {
            SourceLocation where = here();
            if (open.size() >= MAX_DEPTH) {
                throw new XmlException(Diagnostic.error(
                        Codes.LIMIT,
                        where,
                        "more than " + MAX_DEPTH + " elements inside one another",
                        "Move inner parts into sequences of their own"));
            }
            XmlElement element = new XmlElement(reader.getName(), where, namespaces(), attributes());
            XmlElement parent = open.peek();
            if (parent == null) {
                root = element;
            } else {
                parent.children().add(element);
            }
            open.push(element);
        }

        private void add(XmlNode node) {
            XmlElement parent = open.peek();
            if (parent != null) {
                parent.children().add(node);
            }
        }

        private Map<String, String> namespaces() {
            XmlElement parent = open.peek();
            Map<String, String> inherited = parent == null ? Map.of() : parent.namespaces();
            int count = reader.getNamespaceCount();
            if (count == 0) {
                return inherited;
            }
            Map<String, String> all = new HashMap<>(inherited);
            for (int i = 0; i < count; i++) {
                String prefix = reader.getNamespacePrefix(i);
                String uri = reader.getNamespaceURI(i);
                all.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
            }
            return Map.copyOf(all);
        }

        private List<XmlElement.Attribute> attributes() {
            List<XmlElement.Attribute> all = new ArrayList<>(reader.getAttributeCount());
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                QName name = reader.getAttributeName(i);
                all.add(new XmlElement.Attribute(name, reader.getAttributeValue(i)));
            }
            return List.copyOf(all);
        }

        private SourceLocation here() {
            return location(file, reader.getLocationInfo().getStartLocation());
        }
    }
}
