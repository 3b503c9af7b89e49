package dev.myelin.dsl.model;

import dev.myelin.dsl.SourceLocation;

/**
 * The name of an artefact as another one uses it.
 *
 * @param kind what is named
 * @param name its name; never an {@code {expression}}
 * @param location the element that names it
 */
public record Reference(Kind kind, String name, SourceLocation location) {
    /** What can be named. */
    public enum Kind {
        /** A {@code <sequence name="...">}. */
        SEQUENCE,
        /** A {@code <endpoint name="...">}. */
        ENDPOINT,
        /** A {@code <template name="...">}. */
        TEMPLATE,
        /** A {@code <localEntry key="...">}, or a registry resource. */
        ENTRY,
        /** A {@code <messageStore name="...">}. */
        STORE
    }

    /** Whether {@code key} is an expression ({@code {...}} or {@code ${...}}), known only at run time. */
    public static boolean isDynamic(String key) {
        String text = key.strip();
        return (text.startsWith("{") || text.startsWith("${")) && text.endsWith("}");
    }
}
