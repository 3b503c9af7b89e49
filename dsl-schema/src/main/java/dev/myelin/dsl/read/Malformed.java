package dev.myelin.dsl.read;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.SourceLocation;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what the parser says of XML that is not well-formed into a finding with a remedy. */
final class Malformed {
    private static final Pattern PREFIX = Pattern.compile("Undeclared namespace prefix \"([^\"]+)\"");
    private static final Pattern ENTITY = Pattern.compile("Undeclared general entity \"([^\"]+)\"");
    private static final String OTHERWISE = "The parser stopped here; the cause may stand before it";

    /** A part of the parser's message, and what it usually means. */
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        String ampersand = "Write & as &amp;";
        MEANINGS.put("semi-colon after the reference", ampersand);
        MEANINGS.put("(missing name?)", ampersand);
        MEANINGS.put("'<' (code 60) in attribute value", "Write < as &lt; inside an attribute");
        MEANINGS.put("Expected a quote", "The value of an attribute stands in quotes: name=\"value\"");
        MEANINGS.put(
                "Illegal to have multiple roots",
                "Put several artefacts into one <definitions>, or into files of their own");
        MEANINGS.put("in epilog", "Nothing may follow the end of the root element");
        MEANINGS.put("in prolog", "XML begins with <; this is something else, or text stands before it");
        MEANINGS.put("Illegal processing instruction target", "<?xml ...?> must be the very first thing in the file");
        MEANINGS.put("Duplicate attribute", "Remove one of them");
        MEANINGS.put("in comment", "A comment ends with --> and has no -- inside");
        MEANINGS.put("expected space, or '>'", "A quote may be missing before it");
    }

    private Malformed() {}

    /** The finding; {@code open} is the innermost element that has not ended. */
    static Diagnostic finding(SourceFile file, SourceLocation where, String message, @Nullable XmlElement open) {
        if (message.contains("Invalid UTF-8") || message.contains("Invalid byte")) {
            return Diagnostic.error(
                    Codes.MALFORMED,
                    invalidByte(file, where),
                    "malformed XML: a byte that is not UTF-8",
                    "Save the file as UTF-8, or write its encoding into the first line: <?xml version=\"1.0\""
                            + " encoding=\"ISO-8859-1\"?>");
        }
        return Diagnostic.error(
                Codes.MALFORMED,
                where,
                "malformed XML: " + message.replaceAll("\\s+", " ").replaceAll("\\.+$", ""),
                hint(message, open));
    }

    private static String hint(String message, @Nullable XmlElement open) {
        boolean close = message.contains("Unexpected close tag") || message.contains("Unexpected EOF");
        if (close && open != null) {
            return "<" + open.localName() + "> of line " + open.location().line() + " has no end tag";
        }
        Matcher prefix = PREFIX.matcher(message);
        if (prefix.find()) {
            return "Declare it: xmlns:" + prefix.group(1) + "=\"...\"";
        }
        Matcher entity = ENTITY.matcher(message);
        if (entity.find()) {
            return "Only &amp; &lt; &gt; &quot; &apos; are known; write & as &amp;, other characters as they are or &#160;";
        }
        return MEANINGS.entrySet().stream()
                .filter(each -> message.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(OTHERWISE);
    }

    /** The parser decodes ahead of what it reads: its place is before the byte. */
    private static SourceLocation invalidByte(SourceFile file, SourceLocation otherwise) {
        ByteBuffer bytes = ByteBuffer.wrap(file.content());
        CharBuffer text = CharBuffer.allocate(file.content().length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (!result.isError()) {
            return otherwise;
        }
        String before = text.flip().toString();
        int line = (int) before.chars().filter(each -> each == '\n').count() + 1;
        return new SourceLocation(file.name(), line, before.length() - before.lastIndexOf('\n'));
    }
}
