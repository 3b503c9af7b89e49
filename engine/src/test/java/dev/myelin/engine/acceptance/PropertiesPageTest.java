package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of properties has every property that the code reads or sets by name, and none that no code knows. */
class PropertiesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "properties.md");

    /** A property read or set: of a scope, anywhere, or one that a WebSocket session answers for. */
    private static final Pattern USE = Pattern.compile(
            "(?:Scope\\.(?:DEFAULT|AXIS2|AXIS2_CLIENT|OPERATION),|isTrueAnywhere\\(\\w+,|[gs]etProperty\\()\\s*\"([A-Za-z][\\w.]+)\"");

    /** What a source of messages answers for itself. */
    private static final Pattern CASE = Pattern.compile("case ((?:\"[A-Za-z][\\w.]+\",?\\s*)+)->");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"]+)\"");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("`([A-Za-z][\\w.]*)`");
    private static final Pattern MADE_UP = Pattern.compile("\\.?NAME$");

    /** Of {@link java.util.Properties}. */
    private static final Set<String> OF_JDBC = Set.of("user", "password");

    private static String sources(String ending) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path each :
                    files.filter(file -> file.toString().endsWith(ending)).toList()) {
                all.append(Files.readString(each));
            }
        }
        return all.toString();
    }

    @Test
    void everyPropertyThatTheCodeUsesIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> used = new TreeSet<>();
        Matcher uses = USE.matcher(sources(".java"));
        while (uses.find()) {
            used.add(uses.group(1));
        }
        Matcher cases = CASE.matcher(sources("Source.java"));
        while (cases.find()) {
            Matcher names = LITERAL.matcher(cases.group(1));
            while (names.find()) {
                used.add(names.group(1));
            }
        }
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(used)
                .filteredOn(name -> !name.startsWith("Camel") && !name.startsWith("myelin.") && !OF_JDBC.contains(name))
                .filteredOn(name -> !page.contains("`" + name))
                .isEmpty();
    }

    @Test
    void everyPropertyOfTheTablesIsInTheCode() throws IOException {
        String page = Files.readString(PAGE);
        String sources = sources(".java");
        Set<String> named = new TreeSet<>();
        for (String section : page.split("\n## ")) {
            if (section.startsWith("Set by")) {
                Matcher rows = ROW.matcher(section);
                while (rows.find()) {
                    Matcher names = NAME.matcher(rows.group(1));
                    while (names.find()) {
                        named.add(names.group(1));
                    }
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(30);
        assertThat(named)
                .filteredOn(name -> !name.equals("true") && !name.equals("respond"))
                .filteredOn(
                        name -> !sources.contains("\"" + MADE_UP.matcher(name).replaceFirst("")))
                .isEmpty();
    }
}
