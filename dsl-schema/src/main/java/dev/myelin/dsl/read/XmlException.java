package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;

/** A file that is no tree of elements; says why. */
final class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Diagnostic diagnostic;

    XmlException(Diagnostic diagnostic) {
        super(diagnostic.toString());
        this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
        return diagnostic;
    }
}
