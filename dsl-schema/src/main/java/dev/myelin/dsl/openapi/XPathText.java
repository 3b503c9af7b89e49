package dev.myelin.dsl.openapi;

import java.util.ArrayList;
import java.util.List;

/** Texts in XPath, which knows no escapes. */
final class XPathText {
    private XPathText() {}

    /** An expression that yields {@code text}. */
    static String literal(String text) {
        if (text.indexOf('\'') < 0) {
            return "'" + text + "'";
        }
        if (text.indexOf('"') < 0) {
            return "\"" + text + "\"";
        }
        List<String> parts = new ArrayList<>();
        for (String piece : text.split("(?<=')|(?=')")) {
            parts.add(piece.equals("'") ? "\"'\"" : "'" + piece + "'");
        }
        return concat(parts);
    }

    /** An expression that yields what all of these yield, one behind the other. */
    static String concat(List<String> expressions) {
        return switch (expressions.size()) {
            case 0 -> "''";
            case 1 -> expressions.get(0);
            default -> "concat(" + String.join(", ", expressions) + ")";
        };
    }
}
