package dev.myelin.engine.config;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.DiagnosticSink;
import dev.myelin.dsl.SourceLocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** The parsed file, and what of it has been asked for: the rest is what nobody knows. */
final class Document {
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$env\\{([^}]*)}");

    private final String file;
    private final TomlParseResult toml;
    private final Map<String, String> environment;
    private final DiagnosticSink findings;
    private final Map<List<String>, Set<String>> sections = new HashMap<>();
    private final Set<List<String>> used = new HashSet<>();

    Document(String file, TomlParseResult toml, Map<String, String> environment, DiagnosticSink findings) {
        this.file = file;
        this.toml = toml;
        this.environment = environment;
        this.findings = findings;
    }

    /** The table of this path, there or not. */
    Section section(List<String> path) {
        sections.putIfAbsent(path, new TreeSet<>());
        return new Section(this, path);
    }

    TomlTable toml() {
        return toml;
    }

    /** The tables that were asked for, and the keys in them that exist in this version. */
    Map<List<String>, Set<String>> sections() {
        return sections;
    }

    /** Whether what stands there may belong to another table than it seems to: the parser has stumbled before it. */
    boolean isDoubtful(List<String> path) {
        int line = location(path).line();
        return toml.errors().stream().anyMatch(error -> error.position().line() < line);
    }

    /** Whether there is anything at {@code path}. */
    boolean has(List<String> path) {
        return toml.keyPathSet(true).contains(path);
    }

    boolean isUsed(List<String> path) {
        return used.contains(path);
    }

    /** The value of a key in a section, {@code $env{}} filled in; null when it is not there or cannot be filled in. */
    @Nullable
    Object value(List<String> section, String name, List<String> path) {
        sections.getOrDefault(section, new TreeSet<>()).add(name);
        return value(path);
    }

    @Nullable
    Object value(List<String> path) {
        used.add(path);
        Object value;
        try {
            value = toml.get(path);
        } catch (RuntimeException e) {
            // A key on the way is no table; the key itself is then reported as unknown.
            return null;
        }
        return value instanceof String text ? filledIn(text, path) : value;
    }

    private @Nullable String filledIn(String text, List<String> path) {
        return filledIn(text, location(path), dotted(path)).orElse(null);
    }

    /** The text of a table in an array, {@code $env{}} filled in; empty when that cannot be done. */
    Optional<String> filledIn(String text, TomlPosition position, String name) {
        return filledIn(text, location(position), name);
    }

    private Optional<String> filledIn(String text, SourceLocation where, String name) {
        if (!text.contains("$env{")) {
            return Optional.of(text);
        }
        Matcher matcher = ENVIRONMENT.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            String replacement = environment.get(matcher.group(1));
            if (replacement == null) {
                String message = name + ": " + text + " (expected: an environment variable " + matcher.group(1)
                        + " that is set)";
                findings.report(Diagnostic.error("MYL-4007", where, message, "The default is taken"));
                return Optional.empty();
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(replacement));
        }
        return Optional.of(matcher.appendTail(result).toString());
    }

    /** Reports what is wrong in a table of an array. */
    void error(String code, TomlPosition position, String message, String hint) {
        findings.report(Diagnostic.error(code, location(position), message, hint));
    }

    /** Reports what has no effect in a table of an array. */
    void warning(String code, TomlPosition position, String message, String hint) {
        findings.report(Diagnostic.warning(code, location(position), message, hint));
    }

    private SourceLocation location(TomlPosition position) {
        return new SourceLocation(file, position.line(), position.column());
    }

    void error(String code, List<String> path, String message, String hint) {
        findings.report(Diagnostic.error(code, location(path), message, hint));
    }

    void warning(String code, List<String> path, String message, String hint) {
        findings.report(Diagnostic.warning(code, location(path), message, hint));
    }

    SourceLocation location(List<String> path) {
        TomlPosition position = toml.inputPositionOf(path);
        return position == null ? new SourceLocation(file, 0, 0) : location(position);
    }

    /** The path as TOML writes it. */
    static String dotted(List<String> path) {
        StringBuilder text = new StringBuilder();
        for (String part : path) {
            text.append(text.isEmpty() ? "" : ".");
            text.append(part.contains(".") ? "'" + part + "'" : part);
        }
        return text.toString();
    }
}
