package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import java.util.Collection;
import java.util.List;
import javax.xml.namespace.QName;

/** Finds the words for an element that the model does not know at its place. */
final class UnknownElements {
    private static final String NOT_HERE = "is not supported in this version";

    private final ModelTable table;
    private final DiagnosticSink sink;

    UnknownElements(ModelTable table, DiagnosticSink sink) {
        this.table = table;
        this.sink = sink;
    }

    /** Reports {@code child}, which {@code parent} cannot have. */
    void report(XmlElement parent, ElementModel model, XmlElement child) {
        String name = child.localName();
        String within = parent.localName();
        if (within.equals("definitions")) {
            artefact(child);
        } else if (MiNames.isIgnoredElement(within, name)) {
            sink.report(Diagnostic.warning(
                    Codes.IGNORED_ELEMENT,
                    child.location(),
                    "<" + name + "> in <" + within + "> " + NOT_HERE + " and is ignored",
                    ""));
        } else if (MiNames.isUnsupportedElement(within, name)) {
            unsupported(within, child);
        } else if (model.holdsMediators()) {
            mediator(model, child);
        } else {
            misplaced(within, model, child);
        }
    }

    private void misplaced(String within, ElementModel model, XmlElement child) {
        String name = child.localName();
        List<String> known = localNames(model);
        String hint = meant(name, known, known.isEmpty() ? "" : "Known here: " + ElementChecker.listed(known));
        sink.report(
                MiNames.isLax(within)
                        ? Diagnostic.warning(
                                Codes.IGNORED_ELEMENT,
                                child.location(),
                                "<" + name + "> in <" + within + "> has no place there and is ignored",
                                hint)
                        : Diagnostic.error(
                                Codes.UNKNOWN_ELEMENT,
                                child.location(),
                                "<" + within + "> cannot have <" + name + "> inside",
                                hint));
    }

    /** Reports a root or a child of {@code definitions} that is no artefact of the model. */
    void artefact(XmlElement element) {
        String name = element.localName();
        if (MiNames.WITHOUT_EFFECT.contains(name)) {
            sink.report(Diagnostic.warning(
                    Codes.ARTEFACT_WITHOUT_EFFECT,
                    element.location(),
                    "<" + name + "> has no effect",
                    "It sets up machinery of WSO2 MI that is not there"));
        } else if (MiNames.ARTEFACTS.contains(name)) {
            sink.report(Diagnostic.error(
                    Codes.UNSUPPORTED_ARTEFACT,
                    element.location(),
                    "artefacts of the kind " + name + " are not supported in this version",
                    "Supported: " + ElementChecker.listed(table.rootNames())));
        } else {
            sink.report(Diagnostic.error(
                    Codes.UNKNOWN_ARTEFACT, element.location(), "<" + name + "> is no artefact", artefactHint(name)));
        }
    }

    private String artefactHint(String name) {
        return table.mediatorNames().contains(name)
                ? "It is a mediator: put it into a <sequence>"
                : meant(name, table.rootNames(), "Artefacts: " + ElementChecker.listed(table.rootNames()));
    }

    private void unsupported(String within, XmlElement child) {
        String name = child.localName();
        sink.report(Diagnostic.error(
                Codes.UNSUPPORTED_ELEMENT,
                child.location(),
                within.equals("endpoint")
                        ? "endpoints of the kind " + name + " are not supported in this version"
                        : "<" + name + "> in <" + within + "> " + NOT_HERE,
                unsupportedHint(within, name)));
    }

    private static String unsupportedHint(String within, String name) {
        if (name.equals("enableSec")) {
            return "WS-Security is not there, and messages would go without what it asks for. Remove it and use https,"
                    + " with client certificates or <authentication> of an http endpoint";
        }
        if (!within.equals("endpoint")) {
            return "";
        }
        return name.equals("class")
                ? "Use an address, http, failover, loadbalance or recipientlist endpoint"
                : "There is no clustering to find members: list them in <loadbalance> as <member hostName=\"...\""
                        + " httpPort=\"...\"/>, or put a name of your DNS in <address>";
    }

    private void mediator(ElementModel model, XmlElement child) {
        String name = child.localName();
        if (child.isSynapse() && name.indexOf('.') > 0) {
            sink.report(Diagnostic.error(
                    Codes.CONNECTOR,
                    child.location(),
                    "connector operation " + name + ": connectors are not supported",
                    "Use <call> with an endpoint"));
        } else if (child.isSynapse() && MiNames.MEDIATORS.contains(name)) {
            sink.report(Diagnostic.error(
                    Codes.UNSUPPORTED_MEDIATOR,
                    child.location(),
                    "mediator " + name + " " + NOT_HERE,
                    "Supported: " + ElementChecker.listed(table.mediatorNames())));
        } else {
            String full = child.isSynapse() ? name : "{" + child.name().getNamespaceURI() + "}" + name;
            sink.report(Diagnostic.error(
                    Codes.UNKNOWN_MEDIATOR,
                    child.location(),
                    "unknown mediator " + full,
                    meant(name, localNames(model), "Mediators: " + ElementChecker.listed(table.mediatorNames()))));
        }
    }

    private static List<String> localNames(ElementModel model) {
        return model.children().keySet().stream().map(QName::getLocalPart).toList();
    }

    private static String meant(String name, Collection<String> known, String otherwise) {
        return DidYouMean.closest(name, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse(otherwise);
    }
}
