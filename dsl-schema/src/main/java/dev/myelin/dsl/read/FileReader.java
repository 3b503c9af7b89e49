package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import dev.myelin.dsl.model.Artefact;
import dev.myelin.dsl.model.Namespaces;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one file after the other into artefacts, whether sound or not. */
final class FileReader {
    private final XmlParser parser = new XmlParser();
    private final ModelTable table;
    private final Unmarshalling unmarshalling;
    private final DiagnosticSink sink;
    private final Consumer<Draft> drafts;

    FileReader(ModelTable table, Unmarshalling unmarshalling, DiagnosticSink sink, Consumer<Draft> drafts) {
        this.table = table;
        this.unmarshalling = unmarshalling;
        this.sink = sink;
        this.drafts = drafts;
    }

    /**
     * An artefact that may have errors.
     *
     * @param artefact what was read
     * @param element what it was read from
     */
    record Draft(Artefact artefact, XmlElement element) {
        /** Whether {@code place} is inside the artefact. */
        boolean contains(SourceLocation place) {
            SourceLocation start = artefact.location();
            return place.file().equals(start.file()) && !isBefore(place, start) && isBefore(place, element.end());
        }

        private static boolean isBefore(SourceLocation a, SourceLocation b) {
            return a.line() < b.line() || a.line() == b.line() && a.column() < b.column();
        }
    }

    /** Reads {@code file}; false when its root is not of the language. */
    boolean read(SourceFile file) {
        try {
            XmlElement root = parser.parse(file);
            if (!isOurs(root)) {
                return false;
            }
            if (!root.isSynapse()) {
                sink.report(ElementChecker.wrongNamespace(root, Namespaces.SYNAPSE));
                return true;
            }
            root(root);
        } catch (XmlException e) {
            sink.report(e.diagnostic());
        }
        return true;
    }

    private void root(XmlElement root) {
        if (root.localName().equals("definitions")) {
            definitions(root);
        } else {
            artefact(root);
        }
    }

    private void definitions(XmlElement root) {
        ElementModel model = table.root(root.modelName()).orElseThrow();
        new ElementChecker(table, sink).check(root, model);
        for (XmlElement child : root.elements()) {
            if (model.children().containsKey(child.modelName())) {
                draft(child, model.children().get(child.modelName()).model());
            }
        }
    }

    private void artefact(XmlElement root) {
        Optional<ElementModel> model = table.root(root.modelName());
        if (model.isPresent()) {
            new ElementChecker(table, sink).check(root, model.get());
            if (canBeNameless(root) && isNameless(root) && !isAmongArtefacts(root.location())) {
                sink.report(Diagnostic.warning(
                        Codes.MISSING_ATTRIBUTE,
                        root.location(),
                        "<" + root.localName()
                                + "> has no name: it is no artefact, but may be a resource of the registry",
                        "Add name=\"...\" to make it one"));
                return;
            }
            draft(root, model.get());
        } else {
            new UnknownElements(table, sink).root(root);
        }
    }

    private void draft(XmlElement element, ElementModel model) {
        if (canBeNameless(element) && isNameless(element)) {
            sink.report(Diagnostic.error(
                    Codes.MISSING_ATTRIBUTE,
                    element.location(),
                    "<" + element.localName() + "> needs the attribute name when it stands by itself",
                    "Add name=\"...\""));
        }
        drafts.accept(new Draft(unmarshalling.artefact(element, model), element));
    }

    private static boolean canBeNameless(XmlElement element) {
        return List.of("sequence", "endpoint").contains(element.localName());
    }

    private static boolean isAmongArtefacts(SourceLocation place) {
        return place.file().replace('\\', '/').contains("synapse-configs/");
    }

    private static boolean isNameless(XmlElement element) {
        return element.attribute("name").filter(name -> !name.isBlank()).isEmpty();
    }

    /**
     * Whether the root is the language's, right or wrong: it has Synapse's namespace, one that was meant to be it, or
     * none and a name that Synapse knows.
     */
    private boolean isOurs(XmlElement root) {
        String name = root.localName();
        if (root.hasNoNamespace()) {
            return table.rootNames().contains(name)
                    || MiNames.ARTEFACTS.contains(name)
                    || MiNames.WITHOUT_EFFECT.containsKey(name);
        }
        return root.isSynapse() || isMistakenNamespace(root);
    }

    /** WSDL has {@code definitions} too, and other languages a {@code sequence}: a name or key must speak for ours. */
    private boolean isMistakenNamespace(XmlElement root) {
        String namespace = root.name().getNamespaceURI().toLowerCase(Locale.ROOT);
        boolean known = table.rootNames().contains(root.localName());
        boolean named =
                root.attribute("name").isPresent() || root.attribute("key").isPresent();
        return known
                && (namespace.contains("synapse") || named && !root.localName().equals("definitions"));
    }
}
