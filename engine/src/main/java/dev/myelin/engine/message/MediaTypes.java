package dev.myelin.engine.message;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * What a content type says of a payload. Called for every message: compares in place, allocates nothing, keeps
 * nothing.
 */
public final class MediaTypes {
    /** The builders that there are. */
    public enum Family {
        /** {@code text/xml}, {@code application/xml}, anything {@code +xml}. */
        XML,
        /** {@code application/json}, {@code text/json}, anything {@code +json}. */
        JSON,
        /** Any other {@code text/*}, and the form of a browser. */
        TEXT,
        /** No content type, or one that is no media type; the content itself is looked at. */
        UNKNOWN,
        /** Everything else. */
        BINARY
    }

    private MediaTypes() {}

    /** The family of {@code contentType}; parameters such as {@code charset} are not looked at. */
    public static Family familyOf(String contentType) {
        int end = endOfType(contentType);
        int slash = contentType.indexOf('/');
        if (slash <= 0 || slash >= end - 1) {
            return Family.UNKNOWN;
        }
        if (hasSubtype(contentType, slash, end, "json")) {
            return Family.JSON;
        }
        if (hasSubtype(contentType, slash, end, "xml")) {
            return Family.XML;
        }
        boolean text = contentType.regionMatches(true, 0, "text/", 0, 5) || MessageFormat.isForm(contentType);
        return text ? Family.TEXT : Family.BINARY;
    }

    /** Whether a payload of {@code contentType} goes into a WebSocket text frame; unknown counts as text. */
    public static boolean isText(String contentType) {
        return familyOf(contentType) != Family.BINARY;
    }

    /** The {@code charset} parameter; UTF-8 where there is none or none that this JVM knows. */
    public static Charset charsetOf(String contentType) {
        int at = charsetAt(contentType);
        if (at < 0 || contentType.regionMatches(true, at, "utf-8", 0, 5)) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(contentType.substring(at, endOfValue(contentType, at)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /** {@code contentType} with its {@code charset} parameter, if it has one, set to UTF-8. */
    static String inUtf8(String contentType) {
        int at = charsetAt(contentType);
        return at < 0
                ? contentType
                : contentType.substring(0, at) + "UTF-8" + contentType.substring(endOfValue(contentType, at));
    }

    private static int charsetAt(String contentType) {
        for (int at = contentType.indexOf(';'); at >= 0; at = contentType.indexOf(';', at + 1)) {
            int name = at + 1;
            while (name < contentType.length() && contentType.charAt(name) == ' ') {
                name++;
            }
            if (contentType.regionMatches(true, name, "charset=", 0, 8)) {
                int value = name + 8;
                return value < contentType.length() && contentType.charAt(value) == '"' ? value + 1 : value;
            }
        }
        return -1;
    }

    private static int endOfValue(String contentType, int from) {
        int end = from;
        while (end < contentType.length() && "\"; ".indexOf(contentType.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int endOfType(String contentType) {
        int end = contentType.indexOf(';');
        end = end < 0 ? contentType.length() : end;
        while (end > 0 && contentType.charAt(end - 1) == ' ') {
            end--;
        }
        return end;
    }

    private static boolean hasSubtype(String contentType, int slash, int end, String subtype) {
        int start = end - subtype.length();
        return start > slash
                && (start == slash + 1 || contentType.charAt(start - 1) == '+')
                && contentType.regionMatches(true, start, subtype, 0, subtype.length());
    }
}
