package dev.myelin.dsl;

import java.util.Comparator;
import java.util.Optional;

/**
 * One finding about a configuration.
 *
 * @param severity whether the artefact can run
 * @param code stable name, {@code MYL-} and four digits
 * @param message what is wrong, in the form {@code name: value (expected: rule)} where a value is wrong
 * @param location where; for an element its {@code <}
 * @param hint what to do; empty when there is nothing to say
 * @param unsupported what is asked for and not there, when that is what is wrong
 */
public record Diagnostic(
        Severity severity,
        String code,
        String message,
        SourceLocation location,
        String hint,
        Optional<Unsupported> unsupported) {
    /** By file, line and column, as people read them. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic each) -> each.location().file())
            .thenComparingInt(each -> each.location().line())
            .thenComparingInt(each -> each.location().column());

    /** A finding about what a file says. */
    public Diagnostic(Severity severity, String code, String message, SourceLocation location, String hint) {
        this(severity, code, message, location, hint, Optional.empty());
    }

    /** An error because something is not there; the hint is what to use in its place. */
    public static Diagnostic unsupported(String code, SourceLocation location, String message, Unsupported missing) {
        return new Diagnostic(Severity.ERROR, code, message, location, missing.substitute(), Optional.of(missing));
    }

    /** A warning that something is not there, which only the messages that come to it notice. */
    public static Diagnostic missing(String code, SourceLocation location, String message, Unsupported missing) {
        return new Diagnostic(Severity.WARNING, code, message, location, missing.substitute(), Optional.of(missing));
    }

    /** A finding that keeps its artefact from running. */
    public static Diagnostic error(String code, SourceLocation location, String message, String hint) {
        return new Diagnostic(Severity.ERROR, code, message, location, hint);
    }

    /** A finding that its artefact runs in spite of. */
    public static Diagnostic warning(String code, SourceLocation location, String message, String hint) {
        return new Diagnostic(Severity.WARNING, code, message, location, hint);
    }

    /** Whether the artefact cannot run. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The form for terminals and logs: {@code FILE:LINE:COLUMN: error MYL-1001: message. hint}. */
    @Override
    public String toString() {
        String text = location + ": " + severity.label() + " " + code + ": " + message;
        return hint.isEmpty() ? text : text + ". " + hint;
    }
}
