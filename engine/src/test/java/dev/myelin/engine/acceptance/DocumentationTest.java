package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.acceptance.Markdown.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show in blocks of XML, TOML, YAML and commands is there and works. */
class DocumentationTest {
    private static final Pattern PROGRAM =
            Pattern.compile("(?<![\\w/.-])(?:bin/myelin\\b|(?:bin|samples|bench)/[\\w/-]+\\.(?:sh|py)\\b)");
    private static final Path DIAGNOSTICS = Folders.of("docs/reference/diagnostics.md");

    /** Of what an excerpt refers to, and of files that an excerpt has not. */
    private static final Set<String> OF_EXCERPTS =
            Set.of("MYL-2001", "MYL-2002", "MYL-2003", "MYL-2011", "MYL-2013", "MYL-2016", "MYL-3006");

    @TempDir
    private Path folder;

    static List<Block> xml() throws IOException {
        return blocks(Set.of("xml"));
    }

    static List<Block> toml() throws IOException {
        return blocks(Set.of("toml"));
    }

    static List<Block> yaml() throws IOException {
        return blocks(Set.of("yaml"));
    }

    static List<Block> commands() throws IOException {
        return blocks(Set.of("sh", "console"));
    }

    @ParameterizedTest
    @MethodSource("xml")
    void anXmlBlockCompiles(Block block) throws IOException {
        assertThat(Excerpt.findings(folder, "excerpt.xml", Excerpt.whole(block.text())))
                .filteredOn(finding -> !OF_EXCERPTS.contains(finding.code()))
                .extracting(Diagnostic::code)
                .containsExactlyElementsOf(block.remark("finding").stream().toList());
    }

    @ParameterizedTest
    @MethodSource("toml")
    void aTomlBlockIsReadWithoutAFinding(Block block) throws IOException {
        assertThat(Excerpt.findings(folder, "deployment.toml", block.text()))
                .extracting(Diagnostic::code)
                .containsExactlyElementsOf(block.remark("finding").stream().toList());
    }

    @ParameterizedTest
    @MethodSource("yaml")
    void anOpenApiDocumentCompiles(Block block) throws IOException {
        assertThat(Excerpt.findings(folder, "excerpt.yaml", Excerpt.document(block.text())))
                .extracting(Diagnostic::code)
                .containsExactlyElementsOf(block.remark("finding").stream().toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsThere(Block block) {
        assertThat(PROGRAM.matcher(block.text()).results().map(MatchResult::group))
                .allSatisfy(program -> assertThat(Folders.of(program)).isExecutable());
    }

    private static List<Block> blocks(Set<String> kinds) throws IOException {
        try (Stream<Path> all = Stream.of(
                        "docs", "samples", "bench", "conf", "README.md", "CONTRIBUTING.md", "SECURITY.md")
                .map(Folders::of)
                .flatMap(DocumentationTest::documents)) {
            return all.sorted()
                    .flatMap(DocumentationTest::blocks)
                    .filter(block -> kinds.contains(block.kind()))
                    .filter(block -> !block.document().equals(DIAGNOSTICS))
                    .filter(block -> block.remark("not compiled").isEmpty())
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
        return Markdown.blocks(document, Folders.read(document)).stream();
    }
}
