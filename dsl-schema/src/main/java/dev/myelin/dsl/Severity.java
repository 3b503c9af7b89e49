package dev.myelin.dsl;

import java.util.Locale;

/** How bad a finding is: an artefact with an error does not run, one with a warning does. */
public enum Severity {
    /** The artefact cannot run. */
    ERROR,
    /** The artefact runs, though perhaps not as its author thinks. */
    WARNING;

    /** The word that reports and JSON use: {@code error} or {@code warning}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
