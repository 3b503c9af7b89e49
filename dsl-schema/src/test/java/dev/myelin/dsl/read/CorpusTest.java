package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Reads a folder of real configurations, one by one and as one project: {@code -Dmyelin.corpus=FOLDER}. */
@EnabledIfSystemProperty(named = "myelin.corpus", matches = ".+")
final class CorpusTest {
    @Test
    void everyFileIsReadOrRefusedWithAPlace() {
        List<SourceFile> files = Fixtures.files(Path.of(System.getProperty("myelin.corpus")));
        assertThat(files).isNotEmpty();
        ProjectReader reader = new ProjectReader();
        long start = System.nanoTime();
        for (SourceFile file : files) {
            Project project = reader.read(List.of(file));
            assertThat(project.diagnostics())
                    .as(file.name())
                    .allMatch(each -> each.location().line() >= 1);
            boolean empty = Nodes.artefacts(project).findAny().isEmpty();
            assertThat(!empty
                            || !project.diagnostics().isEmpty()
                            || project.files().skipped() == 1
                            || isHollow(file))
                    .as(file.name() + " says something")
                    .isTrue();
        }
        Project whole = reader.read(files);
        assertThat(whole.files().read() + whole.files().skipped()).isEqualTo(files.size());
        System.out.printf("%d files twice in %d ms%n", files.size(), (System.nanoTime() - start) / 1_000_000);
    }

    /** Whether the file is a {@code definitions} with nothing in it. */
    private static boolean isHollow(SourceFile file) {
        String text = new String(file.content(), StandardCharsets.UTF_8).replaceAll("(?s)<!--.*?-->", "");
        return Pattern.compile("<(\\w+:)?definitions\\b[^>]*(/>|>\\s*</)")
                .matcher(text)
                .find();
    }
}
