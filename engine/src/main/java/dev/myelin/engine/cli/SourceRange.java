package dev.myelin.engine.cli;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.openapi.OpenApiReader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an editor underlines: the attribute that a finding is about, else the name of the element.
 *
 * @param line of the first character, from 1
 * @param column of the first character, from 1
 * @param endLine of the last character, from 1
 * @param endColumn behind the last character, from 1
 */
record SourceRange(int line, int column, int endLine, int endColumn) {
    private static final Pattern TAG_NAME = Pattern.compile("<[^\\s/>]*");
    /** A key or a value of YAML. */
    private static final Pattern WORD =
            Pattern.compile("(?m)\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,\\[\\]]+?(?=:?(?:[\\s,\\]]|$))");

    private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([^\\s=/>]+)\\s*=\\s*(\"[^\"]*\"|'[^']*')");

    /** The place of {@code finding} in the file's {@code text}; for a document of YAML or JSON the word
     * there, for other than XML elements one character. */
    static SourceRange of(String text, Diagnostic finding) {
        int line = Math.max(1, finding.location().line());
        int column = Math.max(1, finding.location().column());
        int start = offset(text, line, column);
        if (start >= 0 && OpenApiReader.isDocument(finding.location().file())) {
            Matcher word = WORD.matcher(text);
            return between(text, start, word.region(start, text.length()).lookingAt() ? word.end() : start + 1);
        }
        Matcher tag = TAG_NAME.matcher(text);
        if (start < 0 || !tag.region(start, text.length()).lookingAt()) {
            return new SourceRange(line, column, line, column + 1);
        }
        int[] found = attribute(text, tag.end(), finding.message());
        return found.length == 0 ? between(text, start, tag.end()) : between(text, found[0], found[1]);
    }

    /** Start and end of the attribute that the message names or quotes; nothing when there is none. */
    private static int[] attribute(String text, int behindName, String message) {
        int[] found = {};
        int best = 0;
        int end = behindName;
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.region(end, text.length()).lookingAt()) {
            end = attribute.end();
            int weight = weight(attribute.group(1), attribute.group(2), message);
            if (weight > best) {
                best = weight;
                found = new int[] {attribute.start(1), end};
            }
        }
        return found;
    }

    /** Messages have the form {@code name: value (expected: rule)}, or say the name, or quote the value. */
    private static int weight(String name, String quoted, String message) {
        if (message.startsWith(name + ": ")
                || message.contains("attribute " + name + ";")
                || message.endsWith("attribute " + name)) {
            return Integer.MAX_VALUE;
        }
        String value = quoted.substring(1, quoted.length() - 1).strip();
        return value.length() > 1 && message.contains(" " + value) ? value.length() : 0;
    }

    private static SourceRange between(String text, int start, int end) {
        int[] from = place(text, start);
        int[] to = place(text, end);
        return new SourceRange(from[0], from[1], to[0], to[1]);
    }

    private static int[] place(String text, int offset) {
        int line = 1;
        int begin = 0;
        for (int next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) {
            line++;
            begin = next + 1;
        }
        return new int[] {line, offset - begin + 1};
    }

    /** The offset of a place; -1 when it is not in the text. */
    private static int offset(String text, int line, int column) {
        int begin = 0;
        for (int each = 1; each < line; each++) {
            begin = text.indexOf('\n', begin) + 1;
            if (begin == 0) {
                return -1;
            }
        }
        int offset = begin + column - 1;
        return offset < text.length() ? offset : -1;
    }
}
