package dev.myelin.engine.compiler;

import org.jspecify.annotations.Nullable;

/**
 * What an expression gives for every message of a {@link Variant}, with the rules of XPath 1.0 for comparing.
 *
 * @param value a text or a truth; null for a property that is not there
 */
record FoldedValue(@Nullable Object value) {
    static final FoldedValue ABSENT = new FoldedValue(null);
    static final FoldedValue TRUE = new FoldedValue(Boolean.TRUE);
    static final FoldedValue FALSE = new FoldedValue(Boolean.FALSE);

    static FoldedValue text(String text) {
        return new FoldedValue(text);
    }

    static FoldedValue truth(boolean truth) {
        return truth ? TRUE : FALSE;
    }

    /** As condition. */
    boolean holds() {
        return value instanceof Boolean truth ? truth : !text().isEmpty();
    }

    /** As text. */
    String text() {
        return value == null ? "" : value.toString();
    }

    /** {@code =}, or {@code !=}: both are false for a property that is not there, unless compared with a truth. */
    boolean compares(FoldedValue other, boolean equal) {
        if (value instanceof Boolean || other.value instanceof Boolean) {
            return (holds() == other.holds()) == equal;
        }
        return value != null && other.value != null && value.equals(other.value) == equal;
    }
}
