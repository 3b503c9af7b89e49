package dev.myelin.engine.mediator.transform;

import dev.myelin.engine.message.Envelopes;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.SaxonMarks;
import dev.myelin.engine.message.SaxonMeter;
import dev.myelin.engine.message.TimeBudget;
import dev.myelin.engine.message.XmlTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.sf.saxon.expr.instruct.GlobalParam;
import net.sf.saxon.expr.instruct.GlobalVariable;
import net.sf.saxon.s9api.QName;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XQueryCompiler;
import net.sf.saxon.s9api.XQueryEvaluator;
import net.sf.saxon.s9api.XQueryExecutable;
import net.sf.saxon.s9api.XdmNode;
import net.sf.saxon.s9api.XdmNodeKind;
import net.sf.saxon.s9api.XdmValue;
import net.sf.saxon.trans.XPathException;
import net.sf.saxon.type.UType;

/** A compiled XQuery. Thread-safe. */
public final class Query {
    /** The files of Synapse have a root element around a CDATA section, which would be a query of its own. */
    private static final Pattern WRAPPED = Pattern.compile("^\\s*(<\\?[^>]*>\\s*)?<[^<>!?]+>\\s*<!\\[CDATA\\[");

    private final XQueryExecutable executable;

    private Query(XQueryExecutable executable) {
        this.executable = executable;
    }

    /**
     * Compiles a query; of XML that is none, but holds text only, the text, as Synapse does.
     *
     * @throws IllegalArgumentException when it is wrong; the message says where
     */
    public static Query compile(String text) {
        if (WRAPPED.matcher(text).find()) {
            return direct(wrapped(text).orElse(text));
        }
        try {
            return direct(text);
        } catch (IllegalArgumentException wrong) {
            return direct(wrapped(text).orElseThrow(() -> wrong));
        }
    }

    private static Optional<String> wrapped(String text) {
        if (!text.strip().startsWith("<")) {
            return Optional.empty();
        }
        try {
            XdmNode element = Payload.ofText(text.strip(), "application/xml").xml();
            return Envelopes.elements(element).isEmpty() ? Optional.of(element.getStringValue()) : Optional.empty();
        } catch (Fault notXml) {
            return Optional.empty();
        }
    }

    private static Query direct(String text) {
        List<String> errors = new ArrayList<>();
        XQueryCompiler compiler = XmlTrees.processor().newXQueryCompiler();
        compiler.setCompileWithTracing(true);
        compiler.setModuleURIResolver((module, base, locations) -> {
            throw new XPathException("import module " + module + " (expected: none)");
        });
        compiler.setErrorReporter(error -> {
            if (!error.isWarning()) {
                int line = error.getLocation().getLineNumber();
                errors.add(error.getMessage() + (line > 0 ? " (line " + line + ")" : ""));
            }
        });
        try {
            XQueryExecutable compiled = compiler.compile(text);
            SaxonMarks.set(compiled.getUnderlyingCompiledQuery().getExpression());
            return new Query(compiled);
        } catch (SaxonApiException broken) {
            throw new IllegalArgumentException(
                    errors.isEmpty() ? String.valueOf(broken.getMessage()) : errors.get(0), broken);
        }
    }

    /** Runs it over {@code document}; a variable that the query does not declare is left out. */
    XdmValue evaluate(XdmNode document, Map<String, XdmValue> variables) {
        try {
            XQueryEvaluator evaluator = executable.load();
            evaluator.setErrorReporter(error -> {});
            evaluator.setTraceListener(new SaxonMeter(new TimeBudget("xquery", TimeBudget.LONG)));
            evaluator.setContextItem(document);
            for (GlobalVariable declared :
                    executable.getUnderlyingCompiledQuery().getMainModule().getAllGlobalVariables()) {
                XdmValue value = variables.get(declared.getVariableQName().getLocalPart());
                if (value != null && declared instanceof GlobalParam) {
                    evaluator.setExternalVariable(new QName(declared.getVariableQName()), fitting(value, declared));
                }
            }
            return evaluator.evaluate();
        } catch (SaxonApiException broken) {
            throw Fault.of(ErrorCode.MEDIATION, "xquery: " + broken.getMessage());
        }
    }

    /** A document for a query that declares an element becomes its root element. */
    private static XdmValue fitting(XdmValue value, GlobalVariable declared) {
        boolean wantsElement =
                declared.getRequiredType().getPrimaryType().getUType().equals(UType.ELEMENT);
        if (wantsElement
                && value instanceof XdmNode node
                && node.getNodeKind() == XdmNodeKind.DOCUMENT
                && node.getOutermostElement() != null) {
            return node.getOutermostElement();
        }
        return value;
    }
}
