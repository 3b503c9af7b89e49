package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Reference;
import java.util.Optional;
import java.util.Set;

/** What is named is there. Only a warning: names are looked up when a message comes. */
final class ReferenceRule implements ProjectRule {
    /** Names that stand for built-in behaviour when nobody defines them. */
    private static final Set<String> BUILT_IN = Set.of("main", "fault");

    private static final Set<String> REGISTRY = Set.of("conf", "gov", "local");

    @Override
    public void check(Project project, DiagnosticSink sink) {
        Nodes.each(project, node -> node.references().forEach(reference -> check(project, reference, sink)));
    }

    private static void check(Project project, Reference reference, DiagnosticSink sink) {
        String name = reference.name();
        if (name.isBlank() || Reference.isDynamic(name)) {
            return;
        }
        switch (reference.kind()) {
            case SEQUENCE -> {
                if (!BUILT_IN.contains(name)) {
                    Set<String> known = project.sequences().keySet();
                    check(
                            Codes.UNKNOWN_SEQUENCE,
                            "sequence",
                            known,
                            reference,
                            sink,
                            keyHint("sequence", name, project));
                }
            }
            case ENDPOINT -> {
                Set<String> known = project.endpoints().keySet();
                check(Codes.UNKNOWN_ENDPOINT, "endpoint", known, reference, sink, keyHint("endpoint", name, project));
            }
            case TEMPLATE -> {
                Set<String> known = project.templates().keySet();
                check(Codes.UNKNOWN_TEMPLATE, "template", known, reference, sink, Optional.empty());
            }
            case ENTRY -> {
                Set<String> known = project.localEntries().keySet();
                check(Codes.UNKNOWN_ENTRY, "local entry", known, reference, sink, Optional.empty());
            }
            case STORE -> {
                Set<String> known = project.messageStores().keySet();
                check(Codes.UNKNOWN_STORE, "message store", known, reference, sink, Optional.empty());
            }
        }
    }

    private static void check(
            String code,
            String kind,
            Set<String> known,
            Reference reference,
            DiagnosticSink sink,
            Optional<String> hint) {
        String name = reference.name();
        if (!known.contains(name)) {
            sink.report(Diagnostic.warning(
                    code,
                    reference.location(),
                    kind + " " + name + " is not there",
                    hint.or(() -> DidYouMean.closest(name, known).map(near -> "Did you mean " + near + "?"))
                            .orElse("A message that gets here runs the fault sequence unless one of that name has been"
                                    + " deployed by then")));
        }
    }

    /** Of a name that may be a key of the registry or of a local entry. */
    private static Optional<String> keyHint(String kind, String name, Project project) {
        if (project.localEntries().containsKey(name)) {
            return Optional.of("The local entry " + name + " holds no <" + kind + ">");
        }
        int colon = name.indexOf(':');
        if (colon < 0 || !REGISTRY.contains(name.substring(0, colon))) {
            return Optional.empty();
        }
        String path = name.substring(0, colon) + "/" + name.substring(colon + 1).replaceFirst("^/+", "");
        return Optional.of(
                "A file with this " + kind + " can be put into the folder registry: " + name + " is registry/" + path);
    }
}
