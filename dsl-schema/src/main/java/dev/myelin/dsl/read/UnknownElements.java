package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Unsupported;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
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
            mediator(parent, model, child);
        } else {
            misplaced(parent, model, child);
        }
    }

    private void misplaced(XmlElement parent, ElementModel model, XmlElement child) {
        String name = child.localName();
        String within = parent.localName();
        List<String> known = localNames(model);
        String hint = hint(parent, model, child, known.isEmpty() ? "" : "Known here: " + ElementChecker.listed(known));
        // What looks like a slip is no leftover of another version.
        boolean leftover =
                MiNames.isLax(within) && DidYouMean.closest(name, known).isEmpty();
        sink.report(
                leftover
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

    /** Reports a root that is no artefact of the model. */
    void root(XmlElement element) {
        String name = element.localName();
        boolean known = MiNames.WITHOUT_EFFECT.containsKey(name) || MiNames.ARTEFACTS.contains(name);
        if (known || DidYouMean.closest(name, table.rootNames()).isPresent()) {
            artefact(element);
        } else {
            sink.report(Diagnostic.error(
                    Codes.NO_ARTEFACT,
                    element.location(),
                    "<" + name + "> is no artefact, and nothing else is in the file",
                    artefactHint(name)));
        }
    }

    /** Reports a child of {@code definitions} that is no artefact of the model. */
    void artefact(XmlElement element) {
        String name = element.localName();
        if (MiNames.WITHOUT_EFFECT.containsKey(name)) {
            sink.report(Diagnostic.warning(
                    Codes.ARTEFACT_WITHOUT_EFFECT,
                    element.location(),
                    "<" + name + "> has no effect",
                    MiNames.WITHOUT_EFFECT.getOrDefault(name, "")));
        } else if (MiNames.ARTEFACTS.contains(name)) {
            sink.report(Diagnostic.unsupported(
                    Codes.UNSUPPORTED_ARTEFACT,
                    element.location(),
                    "artefacts of the kind " + name + " are not supported in this version",
                    new Unsupported(Unsupported.Kind.ARTEFACT, name)));
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
        boolean kind = within.equals("endpoint");
        sink.report(Diagnostic.unsupported(
                Codes.UNSUPPORTED_ELEMENT,
                child.location(),
                kind
                        ? "endpoints of the kind " + name + " are not supported in this version"
                        : "<" + name + "> in <" + within + "> " + NOT_HERE,
                kind
                        ? new Unsupported(Unsupported.Kind.ENDPOINT, name)
                        : new Unsupported(Unsupported.Kind.ELEMENT, within + "/" + name)));
    }

    private void mediator(XmlElement parent, ElementModel model, XmlElement child) {
        String name = child.localName();
        if (child.isSynapse() && name.indexOf('.') > 0) {
            sink.report(Diagnostic.unsupported(
                    Codes.CONNECTOR,
                    child.location(),
                    "connector operation " + name + ": this " + (name.startsWith("http.") ? "operation" : "connector")
                            + " is not supported",
                    new Unsupported(Unsupported.Kind.CONNECTOR, name.substring(0, name.indexOf('.')))));
        } else if (MiNames.isMediator(child.name())) {
            sink.report(Diagnostic.unsupported(
                    Codes.UNSUPPORTED_MEDIATOR,
                    child.location(),
                    "mediator " + name + " " + NOT_HERE,
                    new Unsupported(Unsupported.Kind.MEDIATOR, name)));
        } else {
            String full = child.isSynapse() ? name : "{" + child.name().getNamespaceURI() + "}" + name;
            sink.report(Diagnostic.error(
                    Codes.UNKNOWN_MEDIATOR,
                    child.location(),
                    "unknown mediator " + full,
                    hint(parent, model, child, "Mediators: " + ElementChecker.listed(table.mediatorNames()))));
        }
    }

    /** A known element at the wrong place is told its place; any other one the name that was probably meant. */
    private String hint(XmlElement parent, ElementModel model, XmlElement child, String otherwise) {
        String name = child.localName();
        List<String> around = table.holdersOf(child.modelName());
        if (around.isEmpty()) {
            return meant(name, localNames(model), otherwise);
        }
        List<String> near = around.stream().filter(localNames(model)::contains).toList();
        String places = (near.isEmpty() ? around : near)
                .stream().sorted().limit(4).map(each -> "<" + each + ">").collect(Collectors.joining(", "));
        return table.mediatorNames().contains(name)
                ? "It is a mediator: put it into " + (near.isEmpty() ? "a <sequence>" : places)
                : "It belongs into " + places + ", not into <" + parent.localName() + ">";
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
