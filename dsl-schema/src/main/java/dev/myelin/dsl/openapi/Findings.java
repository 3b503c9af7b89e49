package dev.myelin.dsl.openapi;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.DidYouMean;
import dev.myelin.dsl.SourceLocation;
import java.util.Collection;

/** What is found in a part of a document, and whether it can run in spite of that. */
final class Findings implements DiagnosticSink {
    private final DiagnosticSink sink;
    private int errors;

    Findings(DiagnosticSink sink) {
        this.sink = sink;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        errors += diagnostic.isError() ? 1 : 0;
        sink.report(diagnostic);
    }

    void error(String code, SourceLocation where, String message, String hint) {
        report(Diagnostic.error(code, where, message, hint));
    }

    void warning(String code, SourceLocation where, String message, String hint) {
        report(Diagnostic.warning(code, where, message, hint));
    }

    /** How many errors there were so far. */
    int errors() {
        return errors;
    }

    /** The name that was probably meant, else {@code otherwise}. */
    static String near(String name, Collection<String> known, String otherwise) {
        return DidYouMean.closest(name, known)
                .map(near -> "Did you mean " + near + "?")
                .orElse(otherwise);
    }
}
