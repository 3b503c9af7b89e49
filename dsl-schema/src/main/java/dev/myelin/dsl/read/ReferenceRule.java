package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.model.Reference;
import java.util.Set;

/** What is named is there. Only a warning: names are looked up when a message comes. */
final class ReferenceRule implements ProjectRule {
    /** Names that stand for built-in behaviour when nobody defines them. */
    private static final Set<String> BUILT_IN = Set.of("main", "fault");

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
                    check(
                            Codes.UNKNOWN_SEQUENCE,
                            "sequence",
                            project.sequences().keySet(),
                            reference,
                            sink);
                }
            }
            case ENDPOINT ->
                check(Codes.UNKNOWN_ENDPOINT, "endpoint", project.endpoints().keySet(), reference, sink);
            case TEMPLATE ->
                check(Codes.UNKNOWN_TEMPLATE, "template", project.templates().keySet(), reference, sink);
            case ENTRY ->
                check(Codes.UNKNOWN_ENTRY, "local entry", project.localEntries().keySet(), reference, sink);
            case STORE ->
                check(
                        Codes.UNKNOWN_STORE,
                        "message store",
                        project.messageStores().keySet(),
                        reference,
                        sink);
        }
    }

    private static void check(String code, String kind, Set<String> known, Reference reference, DiagnosticSink sink) {
        String name = reference.name();
        if (!known.contains(name)) {
            sink.report(Diagnostic.warning(
                    code, reference.location(), kind + " " + name + " is not there", hint(name, known)));
        }
    }

    private static String hint(String name, Set<String> known) {
        if (name.startsWith("conf:") || name.startsWith("gov:") || name.startsWith("local:")) {
            return "Registry resources are not supported in this version: make it an artefact of the project";
        }
        return DidYouMean.closest(name, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse(
                        "A message that gets here runs the fault sequence unless one of that name has been deployed by then");
    }
}
