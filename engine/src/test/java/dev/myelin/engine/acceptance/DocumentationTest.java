package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.deploy.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show in blocks of XML, TOML and commands is there and works. */
class DocumentationTest {
    private static final Pattern BLOCK = Pattern.compile("(?m)^( *)```(\\w+)\\n([\\s\\S]*?)^ *```$");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (MYL-\\d{4})[\\s\\S]*?```xml\\n([\\s\\S]*?)^```$");
    private static final Pattern PROGRAM =
            Pattern.compile("(?<![\\w/.-])(?:bin/myelin\\b|(?:bin|samples|bench)/[\\w/-]+\\.(?:sh|py)\\b)");
    private static final Pattern ARTEFACT = Pattern.compile(
            "\\s*<(definitions|sequence(?! key)|proxy|api|template|inboundEndpoint|endpoint|localEntry)\\b[\\s\\S]*");
    private static final String NAMESPACE = "xmlns=\"http://ws.apache.org/ns/synapse\"";
    private static final Path DIAGNOSTICS = Folders.of("docs/reference/diagnostics.md");

    /** Of what an excerpt refers to, and of files that an excerpt has not. */
    private static final Set<String> OF_EXCERPTS =
            Set.of("MYL-2001", "MYL-2002", "MYL-2003", "MYL-2011", "MYL-2013", "MYL-2016", "MYL-3006");

    /** Too much for an example, or nothing at all. */
    private static final Set<String> NOT_SHOWN = Set.of("MYL-1003", "MYL-1004");

    private record Block(Path document, String kind, String text) {
        @Override
        public String toString() {
            return document.getFileName() + ": "
                    + text.strip().lines().findFirst().orElse("");
        }
    }

    private record Example(String code, String xml) {
        @Override
        public String toString() {
            return code;
        }
    }

    @TempDir
    private Path folder;

    static List<Block> xml() throws IOException {
        return blocks(Set.of("xml")).stream()
                .filter(block -> !block.document().equals(DIAGNOSTICS))
                .toList();
    }

    static List<Block> toml() throws IOException {
        return blocks(Set.of("toml"));
    }

    static List<Block> commands() throws IOException {
        return blocks(Set.of("sh", "console"));
    }

    static List<Example> examples() throws IOException {
        return SECTION.matcher(Files.readString(DIAGNOSTICS))
                .results()
                .map(section -> new Example(section.group(1), section.group(2)))
                .filter(example -> !NOT_SHOWN.contains(example.code()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void anXmlBlockCompiles(Block block) throws IOException {
        assertThat(findings("excerpt.xml", whole(block.text())))
                .filteredOn(finding -> !OF_EXCERPTS.contains(finding.code()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("toml")
    void aTomlBlockIsReadWithoutAFinding(Block block) throws IOException {
        assertThat(findings("deployment.toml", block.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsThere(Block block) {
        assertThat(PROGRAM.matcher(block.text()).results().map(MatchResult::group))
                .allSatisfy(program -> assertThat(Folders.of(program)).isExecutable());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleOfAFindingHasIt(Example example) throws IOException {
        boolean root = example.code().startsWith("MYL-100");
        assertThat(findings("excerpt.xml", root ? example.xml() : whole(example.xml())))
                .extracting(Diagnostic::code)
                .contains(example.code());
    }

    private List<Diagnostic> findings(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Validation.of(List.of(file), Map.of()).diagnostics();
    }

    /** An excerpt as a file: mediators stand in a sequence, several artefacts in one root. */
    private static String whole(String text) {
        if (!ARTEFACT.matcher(text).matches()) {
            return "<sequence " + NAMESPACE + " name=\"excerpt\">" + text + "</sequence>";
        }
        if (text.contains("xmlns=")) {
            return text;
        }
        String named = text.replaceFirst("<endpoint>", "<endpoint name=\"excerpt\">");
        return "<definitions " + NAMESPACE + ">" + named + "</definitions>";
    }

    private static List<Block> blocks(Set<String> kinds) throws IOException {
        try (Stream<Path> all = Stream.of(
                        "docs", "samples", "bench", "conf", "README.md", "CONTRIBUTING.md", "SECURITY.md")
                .map(Folders::of)
                .flatMap(DocumentationTest::documents)) {
            return all.sorted()
                    .flatMap(DocumentationTest::blocks)
                    .filter(block -> kinds.contains(block.kind()))
                    .toList();
        }
    }

    private static Stream<Path> documents(Path start) {
        try {
            return Files.walk(start)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Block> blocks(Path document) {
        return BLOCK.matcher(Folders.read(document))
                .results()
                .map(block -> new Block(document, block.group(2), block.group(3).stripIndent()));
    }
}
