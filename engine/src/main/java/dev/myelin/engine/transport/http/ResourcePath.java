package dev.myelin.engine.transport.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths below an API's context that a resource takes: a {@code uri-template}, a {@code url-mapping}, or every path. Compiled once;
 * the patterns cannot backtrack.
 */
public final class ResourcePath implements Comparable<ResourcePath> {
    private static final Pattern PIECE = Pattern.compile("\\{(\\+?)([^{}]+)}|(\\*)|[^{*]+|\\{");

    private static final Pattern QUERY_LIST = Pattern.compile("\\{[?&]([^{}]+)}");

    private final String source;
    private final Pattern pattern;
    private final List<String> names;
    private final Map<String, String> query;
    private final int rank;

    private ResourcePath(String source, Pattern pattern, List<String> names, Map<String, String> query, int rank) {
        this.source = source;
        this.pattern = pattern;
        this.names = List.copyOf(names);
        this.query = Map.copyOf(query);
        this.rank = rank;
    }

    /** Every path. */
    public static ResourcePath any() {
        return new ResourcePath("every path", Pattern.compile(".*", Pattern.DOTALL), List.of(), Map.of(), 9);
    }

    /** {@code /orders/{id}?size={size}}, {@code /files/*}, {@code /{+rest}}. */
    public static ResourcePath ofTemplate(String template) {
        String text = template.strip();
        int mark = queryStart(text);
        String path = mark < 0 ? text : text.substring(0, mark);
        StringBuilder regex = new StringBuilder();
        List<String> names = new ArrayList<>();
        int rank = 0;
        Matcher pieces = PIECE.matcher(path);
        while (pieces.find()) {
            if (pieces.group(2) != null) {
                boolean rest = !pieces.group(1).isEmpty();
                names.add(pieces.group(2).strip());
                regex.append(rest ? "(.*+)" : "([^/]++)");
                rank = Math.max(rank, rest ? 2 : 1);
            } else if (pieces.group(3) != null) {
                regex.append(".*+");
                rank = 2;
            } else {
                regex.append(Pattern.quote(pieces.group()));
            }
        }
        // MI lets a slash at the end go.
        boolean open = rank == 2 || path.endsWith("/");
        Pattern pattern = Pattern.compile(regex + (open ? "" : "/?+"), Pattern.DOTALL);
        return new ResourcePath(text, pattern, names, mark < 0 ? Map.of() : query(text.substring(mark)), rank);
    }

    /** As servlets have it: {@code /orders}, {@code /orders/*}, {@code *.json}, {@code /*}. */
    public static ResourcePath ofMapping(String mapping) {
        String text = mapping.strip();
        String regex;
        int rank;
        if (text.equals("/") || text.equals("/*")) {
            regex = ".*+";
            rank = 8;
        } else if (text.endsWith("/*")) {
            regex = Pattern.quote(text.substring(0, text.length() - 2)) + "(?:/.*+)?";
            rank = 6;
        } else if (text.startsWith("*.")) {
            regex = ".*" + Pattern.quote(text.substring(1));
            rank = 7;
        } else {
            regex = Pattern.quote(text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/?+";
            rank = 5;
        }
        return new ResourcePath(text, Pattern.compile(regex, Pattern.DOTALL), List.of(), Map.of(), rank);
    }

    /** Where {@code ?size={size}} or {@code {?size}} begins; -1 for nowhere. */
    private static int queryStart(String text) {
        int operator = text.indexOf("{?");
        int mark = text.indexOf('?');
        return operator >= 0 && operator < mark ? operator : mark;
    }

    private static Map<String, String> query(String whole) {
        Map<String, String> query = new LinkedHashMap<>();
        Matcher lists = QUERY_LIST.matcher(whole);
        while (lists.find()) {
            for (String name : lists.group(1).split(",")) {
                String plain = name.strip().replaceFirst("\\*$", "");
                query.put(plain, plain);
            }
        }
        String text = QUERY_LIST.matcher(whole).replaceAll("").replaceFirst("^\\?", "");
        for (String part : text.split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.endsWith("}") && part.startsWith("{", equals + 1)) {
                query.put(part.substring(0, equals), part.substring(equals + 2, part.length() - 1));
            }
        }
        return query;
    }

    /** The variables of a path, still encoded in {@code path}; empty when it is not one of these paths. */
    Optional<Map<String, String>> match(String path, String rawQuery) {
        Matcher matcher = pattern.matcher(path.isEmpty() ? "/" : path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (names.isEmpty() && query.isEmpty()) {
            return Optional.of(Map.of());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            variables.put(names.get(i), decoded(matcher.group(i + 1)));
        }
        if (!query.isEmpty()) {
            Map<String, List<String>> given = new QueryStringDecoder("?" + rawQuery).parameters();
            query.forEach((parameter, name) -> variables.put(
                    name, given.getOrDefault(parameter, List.of("")).get(0)));
        }
        return Optional.of(variables);
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return QueryStringDecoder.decodeComponent(text.replace("+", "%2B"));
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    /** The more exact one first. */
    @Override
    public int compareTo(ResourcePath other) {
        int byRank = Integer.compare(rank, other.rank);
        return byRank != 0 ? byRank : Integer.compare(other.source.length(), source.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ResourcePath path && path.source.equals(source) && path.rank == rank;
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return source;
    }
}
