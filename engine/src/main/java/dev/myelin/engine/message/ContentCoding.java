package dev.myelin.engine.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A content coding of HTTP (RFC 9110 section 8.4.1), which is undone when somebody looks at the content.
 *
 * @param name in lower case, as {@code Content-Encoding} has it; several codings are one name that nobody knows
 * @param limit bytes that the content may have when the coding is undone
 */
public record ContentCoding(String name, int limit) {
    /** The header that names it. */
    public static final String HEADER = "Content-Encoding";

    /** Those that can be undone. */
    private static final List<String> KNOWN = List.of("gzip", "x-gzip", "deflate");

    /** What {@code Content-Encoding} says; empty for no header and for {@code identity}. */
    public static Optional<ContentCoding> of(@Nullable String header, int limit) {
        if (header == null) {
            return Optional.empty();
        }
        String name = header.strip().toLowerCase(Locale.ROOT);
        return name.isEmpty() || name.equals("identity")
                ? Optional.empty()
                : Optional.of(new ContentCoding(name, limit));
    }

    /** Whether the coding {@code name} can be undone. */
    public static boolean isKnown(String name) {
        return KNOWN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether this one can be undone. */
    public boolean isKnown() {
        return isKnown(name);
    }

    /**
     * The content without the coding. Throws {@link Fault} with {@link ErrorCode#PARSING} when nobody knows the coding, the
     * content does not have it, or is larger than the limit.
     */
    byte[] undo(byte[] content) {
        if (!isKnown()) {
            throw fault("(expected: " + String.join(", ", KNOWN) + " or none, where a sequence looks at the content)");
        }
        try (InputStream plain = name.equals("deflate") ? inflating(content) : gunzipping(content)) {
            byte[] all = plain.readNBytes(limit);
            if (plain.read() >= 0) {
                throw fault("more than " + limit + " bytes without it (expected: at most max_body_size)");
            }
            return all;
        } catch (IOException e) {
            throw fault("the content does not have this coding: " + e.getMessage());
        }
    }

    private Fault fault(String what) {
        return Fault.of(ErrorCode.PARSING, "Content-Encoding: " + name + ": " + what);
    }

    private static InputStream gunzipping(byte[] content) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(content), 4096);
    }

    /** The coding is zlib's format (RFC 1950); some leave its two bytes in front out. */
    private static InputStream inflating(byte[] content) {
        boolean zlib = content.length > 1
                && (content[0] & 0x0F) == 8
                && ((content[0] & 0xFF) << 8 | content[1] & 0xFF) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        return new InflaterInputStream(new ByteArrayInputStream(content), inflater, 4096) {
            @Override
            public void close() throws IOException {
                super.close();
                inflater.end();
            }
        };
    }
}
