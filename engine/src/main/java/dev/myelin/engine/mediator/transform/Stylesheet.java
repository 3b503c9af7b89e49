package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageFormat;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.SaxonMeter;
import dev.myelin.engine.message.TimeBudget;
import dev.myelin.engine.message.TreeWriter;
import dev.myelin.engine.message.XmlTrees;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.Serializer;
import net.sf.saxon.s9api.XdmAtomicValue;
import net.sf.saxon.s9api.XdmDestination;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.s9api.Xslt30Transformer;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A compiled XSLT stylesheet. Thread-safe. */
public final class Stylesheet {
    private static final Logger LOG = LoggerFactory.getLogger(Stylesheet.class);
    /** What Saxon reports where a document is not found: of no use to whoever reads the message. */
    private static final String BASE = "message:";

    private static final String UNESCAPED = "disable-output-escaping";

    private final XsltExecutable executable;
    private final boolean writes;

    /** {@code writes} is for a stylesheet that writes markup as text, which is markup only when the result is read again. */
    private Stylesheet(XsltExecutable executable, boolean writes) {
        this.executable = executable;
        this.writes = writes;
    }

    /**
     * Compiles a stylesheet.
     *
     * @param imports the text of what it imports or includes, by location
     * @throws IllegalArgumentException when it is wrong; the message says where
     */
    public static Stylesheet compile(String text, Function<String, Optional<String>> imports) {
        List<String> errors = new ArrayList<>();
        XsltCompiler compiler = XmlTrees.processor().newXsltCompiler();
        compiler.setCompileWithTracing(true);
        compiler.setErrorReporter(error -> {
            if (!error.isWarning()) {
                int line = error.getLocation().getLineNumber();
                errors.add(error.getMessage() + (line > 0 ? " (line " + line + ")" : ""));
            }
        });
        AtomicBoolean writes = new AtomicBoolean(text.contains(UNESCAPED));
        compiler.setURIResolver((href, base) -> imported(href, location -> {
            Optional<String> found = imports.apply(location);
            found.filter(part -> part.contains(UNESCAPED)).ifPresent(part -> writes.set(true));
            return found;
        }));
        try {
            XsltExecutable executable = compiler.compile(XmlSources.closed(text, BASE));
            return new Stylesheet(executable, writes.get());
        } catch (SaxonApiException broken) {
            throw new IllegalArgumentException(
                    errors.isEmpty() ? String.valueOf(broken.getMessage()) : errors.get(0), broken);
        }
    }

    private static Source imported(String href, Function<String, Optional<String>> imports)
            throws TransformerException {
        Optional<String> found = imports.apply(href);
        if (found.isEmpty()) {
            throw new TransformerException(href + " (expected: a location that a <resource> names)");
        }
        return XmlSources.closed(found.get(), href);
    }

    /** Transforms a document; the result is a document too. */
    XdmNode apply(XdmNode document, Map<String, String> parameters) {
        try {
            Xslt30Transformer transformer = executable.load30();
            transformer.setTraceListener(new SaxonMeter(new TimeBudget("xslt", TimeBudget.LONG)));
            Map<QName, XdmValue> values = new HashMap<>();
            parameters.forEach((name, value) -> values.put(QName.fromClarkName(name), new XdmAtomicValue(value)));
            transformer.setStylesheetParameters(values);
            transformer.setGlobalContextItem(document);
            transformer.setMessageHandler(message -> LOG.debug("xsl:message: {}", message.getContent()));
            transformer.setErrorReporter(error -> LOG.debug("xslt: {}", error.getMessage()));
            transformer.setResultDocumentHandler(uri -> {
                throw Fault.of(ErrorCode.MEDIATION, "xsl:result-document: " + uri + " (expected: the message only)");
            });
            if (writes) {
                return written(transformer, document);
            }
            XdmDestination result = new XdmDestination();
            transformer.applyTemplates(document, result);
            return result.getXdmNode();
        } catch (SaxonApiException broken) {
            throw Fault.of(ErrorCode.MEDIATION, "xslt: " + broken.getMessage());
        }
    }

    private static XdmNode written(Xslt30Transformer transformer, XdmNode document) throws SaxonApiException {
        StringWriter out = new StringWriter();
        Serializer serializer = transformer.newSerializer(out);
        serializer.setOutputProperty(Serializer.Property.INDENT, "no");
        serializer.setOutputProperty(Serializer.Property.OMIT_XML_DECLARATION, "yes");
        transformer.applyTemplates(document, serializer);
        String text = out.toString();
        if (!text.stripLeading().startsWith("<")) {
            return TreeWriter.document(made -> made.text(text));
        }
        XdmNode read = Payload.ofText(text, MessageFormat.POX.contentType()).xml();
        return TreeWriter.document(made -> made.copy(read));
    }
}
