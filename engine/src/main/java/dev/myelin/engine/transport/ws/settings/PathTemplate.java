package dev.myelin.engine.transport.ws.settings;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path with variables, such as {@code /chat/{room}}; a variable is one segment, {@code /*} at the end is any rest.
 * The empty template matches every path.
 */
public final class PathTemplate {
    private static final PathTemplate EVERY = new PathTemplate("", List.of(), true);

    private final String text;
    private final List<String> segments;
    private final boolean open;

    private PathTemplate(String text, List<String> segments, boolean open) {
        this.text = text;
        this.segments = segments;
        this.open = open;
    }

    /**
     * Parses {@code text}.
     *
     * @throws IllegalArgumentException when it does not begin with {@code /} or a brace stands alone
     */
    public static PathTemplate parse(String text) {
        if (text.isEmpty() || text.equals("/*")) {
            return EVERY;
        }
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("ws.path: " + text + " (expected: a path that begins with /)");
        }
        boolean open = text.endsWith("/*");
        List<String> segments = split(open ? text.substring(0, text.length() - 2) : text);
        Set<String> names = new TreeSet<>();
        for (String segment : segments) {
            boolean variable = isVariable(segment);
            boolean braces = segment.contains("{") || segment.contains("}");
            if (braces && !variable || variable && !names.add(segment)) {
                throw new IllegalArgumentException(
                        "ws.path: " + text + " (expected: {name} as a whole segment, each name once)");
            }
        }
        return new PathTemplate(text, segments, open);
    }

    /** The variables if {@code path} (without query) matches; empty when it does not. */
    public Optional<Map<String, String>> match(String path) {
        if (this == EVERY) {
            return Optional.of(Map.of());
        }
        List<String> found = split(path);
        if (open ? found.size() < segments.size() : found.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (isVariable(segment) && !found.get(i).isEmpty()) {
                variables.put(segment.substring(1, segment.length() - 1), decoded(found.get(i)));
            } else if (!segment.equals(found.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Without percent-encoding; as it came where that is broken. */
    private static String decoded(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        try {
            return QueryStringDecoder.decodeComponent(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** How exact the template is: of two that match, the one with more constant segments is meant. */
    public int weight() {
        int constant =
                (int) segments.stream().filter(segment -> !isVariable(segment)).count();
        return this == EVERY ? -1 : constant * 1000 + segments.size() * 2 - (open ? 1 : 0);
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "/*" : text;
    }

    private static boolean isVariable(String segment) {
        return segment.length() > 2
                && segment.startsWith("{")
                && segment.indexOf('}') == segment.length() - 1
                && segment.lastIndexOf('{') == 0;
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        int from = path.startsWith("/") ? 1 : 0;
        int slash;
        while ((slash = path.indexOf('/', from)) >= 0) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }
}
