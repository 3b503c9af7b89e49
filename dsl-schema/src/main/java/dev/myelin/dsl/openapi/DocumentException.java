package dev.myelin.dsl.openapi;

import dev.myelin.dsl.Diagnostic;

/** A document of which nothing can be read. */
final class DocumentException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    DocumentException(Diagnostic diagnostic) {
        super(diagnostic.message());
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
