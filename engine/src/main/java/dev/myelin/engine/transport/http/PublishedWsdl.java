package dev.myelin.engine.transport.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A WSDL document, or a schema that it imports, as a proxy shows it: taken to pieces once, so that the addresses of the
 * proxy itself can stand in the place of those of its back-end.
 */
public final class PublishedWsdl {
    private static final Pattern PLACE = Pattern.compile(
            "<(?:[\\w.-]+:)?(?:"
                    + "address\\s[^<>]*?\\blocation\\s*=\\s*(?:\"(?<a>[^\"]*+)\"|'(?<b>[^']*+)')"
                    + "|endpoint\\s[^<>]*?\\baddress\\s*=\\s*(?:\"(?<c>[^\"]*+)\"|'(?<d>[^']*+)')"
                    + "|(?:import|include)\\s[^<>]*?\\b(?:schemaLocation|location)\\s*=\\s*(?:\"(?<e>[^\"]*+)\"|'(?<f>[^']*+)'))");

    private final List<Piece> pieces;

    /** A part of a document. */
    private sealed interface Piece {}

    private record Text(String text) implements Piece {}

    private record OwnAddress() implements Piece {}

    private record Part(String location) implements Piece {}

    private PublishedWsdl(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** Takes a document to pieces; {@code parts} are what its imports lead to, by location. */
    public static PublishedWsdl of(String document, Map<String, String> parts) {
        List<Piece> pieces = new ArrayList<>();
        Matcher places = PLACE.matcher(document);
        int done = 0;
        while (places.find()) {
            String group = group(places);
            String value = places.group(group);
            Piece piece = group.compareTo("e") < 0 ? new OwnAddress() : part(value, parts);
            if (piece != null) {
                pieces.add(new Text(document.substring(done, places.start(group))));
                pieces.add(piece);
                done = places.end(group);
            }
        }
        pieces.add(new Text(document.substring(done)));
        return new PublishedWsdl(pieces);
    }

    private static String group(Matcher places) {
        for (String group : List.of("a", "b", "c", "d", "e")) {
            if (places.group(group) != null) {
                return group;
            }
        }
        return "f";
    }

    private static @Nullable Piece part(String location, Map<String, String> parts) {
        return parts.containsKey(location) ? new Part(location) : null;
    }

    /** The document with {@code address} as that of the service. */
    String text(String address) {
        StringBuilder out = new StringBuilder();
        for (Piece piece : pieces) {
            if (piece instanceof Text text) {
                out.append(text.text());
            } else {
                out.append(escaped(address));
                if (piece instanceof Part part) {
                    String location = URLEncoder.encode(part.location(), StandardCharsets.UTF_8);
                    out.append("?xsd=").append(location.replace("+", "%20"));
                }
            }
        }
        return out.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
