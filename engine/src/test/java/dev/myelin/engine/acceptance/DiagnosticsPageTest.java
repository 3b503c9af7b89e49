package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.acceptance.Markdown.Block;
import dev.myelin.engine.testkit.EngineHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code has a section in the reference, and the example in that section has the finding. */
class DiagnosticsPageTest {
    private static final Path PAGE = Folders.of("docs/reference/diagnostics.md");
    private static final Pattern CODE = Pattern.compile("MYL-\\d{4}");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (MYL-\\d{4}): .+\\n([\\s\\S]*?)(?=^## |\\z)");
    private static final String AT_START = "Seen at the start only";

    @TempDir
    private Path folder;

    private record Section(String code, String text) {
        List<Block> blocks() {
            return Markdown.blocks(PAGE, text);
        }

        /** Whether the example is about more than one file. */
        boolean isFolder() {
            return blocks().stream()
                    .anyMatch(block ->
                            !block.kind().equals("xml") || block.remark("file").isPresent());
        }

        @Override
        public String toString() {
            return code;
        }
    }

    static List<Section> sections() {
        return SECTION.matcher(Folders.read(PAGE))
                .results()
                .map(found -> new Section(found.group(1), found.group(2)))
                .toList();
    }

    static List<Section> examples() {
        return examples(false);
    }

    static List<Section> examplesAtStart() {
        return examples(true);
    }

    private static List<Section> examples(boolean atStart) {
        return sections().stream()
                .filter(section -> !section.text().contains("<!-- no example: "))
                .filter(section -> section.text().contains(AT_START) == atStart)
                .toList();
    }

    @Test
    void everyCodeOfTheSourcesHasASectionAndEverySectionACode() throws IOException {
        assertThat(sections()).extracting(Section::code).containsExactlyElementsOf(codesOfTheSources());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aSectionSaysCauseAndRemedyAndHasAnExample(Section section) {
        assertThat(section.text()).contains("Severity: ", "Cause: ", "Remedy: ");
        assertThat(section.text()).containsPattern("```(xml|toml|yaml)|<!-- no example: ");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleOfASectionHasTheFinding(Section section) throws IOException {
        List<Diagnostic> findings = section.isFolder()
                ? Excerpt.findings(folder, section.blocks())
                : Excerpt.findings(folder, "excerpt.xml", file(section));

        assertThat(findings)
                .filteredOn(finding -> finding.code().equals(section.code()))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(section.text()).contains(severity(finding)));
        assertThat(findings)
                .as("errors that the example is not about")
                .filteredOn(Diagnostic::isError)
                .allMatch(finding -> finding.code().equals(section.code()));
    }

    @ParameterizedTest
    @MethodSource("examplesAtStart")
    void theExampleOfAFindingAtTheStartHasIt(Section section) {
        Block block = section.blocks().get(0);
        String text = block.text().replace("@port@", "@port:chat@");
        try (EngineHarness engine = EngineHarness.start(conf -> conf.file(Excerpt.fileOf(block), text))) {
            assertThat(engine.engine().diagnostics())
                    .extracting(Diagnostic::code)
                    .contains(section.code());
        }
    }

    /** Examples about the root of a file are files; others may leave out what is around them. */
    private static String file(Section section) {
        String text = section.blocks().get(0).text();
        return section.code().matches("MYL-10(0\\d|30)") ? text : Excerpt.whole(text);
    }

    private static String severity(Diagnostic finding) {
        return finding.isError() ? "Severity: error" : "warning.";
    }

    private static Set<String> codesOfTheSources() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String module : List.of("dsl-schema", "engine")) {
            try (Stream<Path> files = Files.walk(Folders.of(module + "/src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .flatMap(file -> CODE.matcher(Folders.read(file)).results())
                        .map(MatchResult::group)
                        .forEach(codes::add);
            }
        }
        return codes;
    }
}
