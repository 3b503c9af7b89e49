package dev.myelin.dsl;

/** Takes findings as they are made. */
@FunctionalInterface
public interface DiagnosticSink {
    /** Takes one finding. */
    void report(Diagnostic diagnostic);
}
