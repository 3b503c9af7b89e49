package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.TreeWriter;
import dev.myelin.engine.message.XmlTrees;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;
import net.sf.saxon.s9api.SAXDestination;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** XML schemas (XSD 1.0), by the JDK's Xerces with its limits on; nothing is fetched. */
public final class XmlCheck implements Check {
    private final Schema schema;
    private final boolean patterns;

    private XmlCheck(Schema schema, boolean patterns) {
        this.schema = schema;
        this.patterns = patterns;
    }

    /** A pattern may backtrack without end, and Xerces cannot be stopped in one. */
    @Override
    public boolean mayTakeLong() {
        return patterns;
    }

    /**
     * Compiles schemas that are taken together.
     *
     * @param imports the text of what they import or include, by location
     * @throws IllegalArgumentException when one is wrong; the message says where
     */
    public static XmlCheck compile(List<String> texts, Function<String, Optional<String>> imports) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> input(systemId, imports));
            Source[] sources = new Source[texts.size()];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = XmlSources.closed(texts.get(i), "schema" + i + ".xsd");
            }
            Schema schema = factory.newSchema(sources);
            boolean patterns = texts.stream().anyMatch(XmlCheck::mayHavePatterns);
            return new XmlCheck(schema, patterns);
        } catch (SAXParseException wrong) {
            throw new IllegalArgumentException(told(wrong) + " (line " + wrong.getLineNumber() + ")", wrong);
        } catch (SAXException wrong) {
            throw new IllegalArgumentException(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What it imports is not looked at. */
    private static boolean mayHavePatterns(String text) {
        return text.contains("pattern") || text.contains("schemaLocation");
    }

    private static @Nullable LSInput input(@Nullable String systemId, Function<String, Optional<String>> imports) {
        Optional<String> found = systemId == null ? Optional.empty() : imports.apply(systemId);
        if (found.isEmpty()) {
            // Not ours: the factory then wants to fetch it, which it may not.
            return null;
        }
        LSInput input = inputs().createLSInput();
        input.setSystemId(systemId);
        input.setCharacterStream(new StringReader(found.get()));
        return input;
    }

    private static DOMImplementationLS inputs() {
        try {
            return (DOMImplementationLS) DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("The JDK's XML parser cannot be made", e);
        }
    }

    @Override
    public List<String> faults(Exchange exchange, Optional<SynapseExpression> source) {
        Selection selection = new Selection(source);
        Optional<XdmNode> node = selection.find(exchange);
        if (node.isEmpty()) {
            return List.of("validate: " + selection.name() + " (expected: an element)");
        }
        XdmNode document = TreeWriter.document(out -> out.copy(node.get()));
        List<String> faults = new ArrayList<>();
        ValidatorHandler handler = schema.newValidatorHandler();
        handler.setErrorHandler(new Collector(faults));
        try {
            XmlTrees.processor().writeXdmValue(document, new SAXDestination(handler));
        } catch (SaxonApiException broken) {
            if (faults.isEmpty()) {
                throw Fault.of(ErrorCode.MEDIATION, "validate: " + broken.getMessage());
            }
        }
        return faults;
    }

    private static String told(SAXParseException fault) {
        return String.valueOf(fault.getMessage());
    }

    /** Goes on at an error, to tell several. */
    private record Collector(List<String> faults) implements ErrorHandler {
        @Override
        public void warning(SAXParseException warning) {
            // Not a fault.
        }

        @Override
        public void error(SAXParseException error) throws SAXException {
            faults.add(told(error));
            if (faults.size() >= MAX_TOLD) {
                throw error;
            }
        }

        @Override
        public void fatalError(SAXParseException error) throws SAXException {
            faults.add(told(error));
            throw error;
        }
    }
}
