package dev.myelin.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of {@code deployment.toml} has every key that the code knows, and none that it does not. */
class DeploymentTomlPageTest {
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern TABLE = Pattern.compile("\\[([a-z.]+)]");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|");
    private static final Pattern KEY = Pattern.compile("`(?:\\[[a-z.]+] )?'?\"?([A-Za-z_.]+)");

    @TempDir
    private Path directory;

    private final Map<String, String> sections = new LinkedHashMap<>();

    @BeforeEach
    void readPage() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "deployment-toml.md"));
        Matcher headings = HEADING.matcher(page);
        while (headings.find()) {
            int end = page.indexOf("\n## ", headings.end());
            String text = page.substring(headings.start(), end < 0 ? page.length() : end);
            Matcher tables = TABLE.matcher(headings.group(1));
            while (tables.find() && !headings.group(1).contains("[[")) {
                sections.merge(tables.group(1), text, String::concat);
            }
        }
    }

    /** What the reader says it knows in a table, when it is asked for a key that nobody has. */
    private Set<String> known(String table) throws IOException {
        Files.writeString(directory.resolve("deployment.toml"), "[" + table + "]\nqqqqqqqqqqqqqqqqqqqq = 1\n");
        List<Diagnostic> findings = new ArrayList<>();
        new ConfigReader(Map.of()).read(directory, findings::add);
        Set<String> names = new LinkedHashSet<>();
        for (Diagnostic each : findings) {
            if (each.code().equals("MYL-4003") && each.hint().startsWith("Known here: ")) {
                names.addAll(
                        List.of(each.hint().substring("Known here: ".length()).split(", ")));
            }
        }
        return names;
    }

    @Test
    void everyKeyIsInTheSectionOfItsTable() throws IOException {
        for (Map.Entry<String, String> section : sections.entrySet()) {
            assertThat(known(section.getKey()))
                    .as(section.getKey())
                    .filteredOn(key -> !isOn(section.getValue(), key))
                    .isEmpty();
        }
    }

    /** Whether the page has the key, or its last part where it lists several of a group, or what it stands for. */
    private static boolean isOn(String page, String key) {
        String last = "." + key.substring(key.lastIndexOf('.') + 1);
        return page.contains("`" + key + "`")
                || page.contains("'" + key + "'")
                || page.contains(" " + key + "`")
                || page.contains("`" + key + ".'")
                || page.contains("`" + last + "`")
                || page.contains("`" + last.substring(1) + "`");
    }

    @Test
    void everyKeyOfTheTablesIsKnown() throws IOException {
        Set<String> known = new LinkedHashSet<>();
        for (String table : sections.keySet()) {
            known.addAll(known(table));
        }
        assertThat(known).hasSizeGreaterThan(60);
        for (String section : new LinkedHashSet<>(sections.values())) {
            Matcher rows = ROW.matcher(section);
            while (rows.find()) {
                assertKnown(rows.group(1), known);
            }
        }
    }

    private static void assertKnown(String cell, Set<String> known) {
        Matcher keys = KEY.matcher(cell);
        while (keys.find()) {
            String key = keys.group(1);
            if (key.startsWith("synapse.")) {
                continue; // of [synapse_properties], where MI takes any name
            }
            assertThat(known)
                    .as(cell)
                    .anyMatch(each -> key.equals(each)
                            || each.endsWith("." + key)
                            || key.startsWith(".") && each.endsWith(key)
                            || key.startsWith(each + "."));
        }
    }
}
