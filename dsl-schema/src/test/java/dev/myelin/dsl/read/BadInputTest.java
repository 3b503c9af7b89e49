package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code bad} has, in {@code NAME.expected}, its findings with line, column and hint, how many files were
 * skipped, and the artefacts that can run all the same. {@code mvn -pl dsl-schema test -Dtest=BadInputTest
 * -Dmyelin.write=true} writes what is found now; {@code git diff} shows whether that is what was meant.
 */
final class BadInputTest {
    private static final Path FOLDER = Path.of("src/test/resources/dev/myelin/dsl/read/bad");
    private static final ProjectReader READER = new ProjectReader();

    static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.list(FOLDER)) {
            return all
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".xml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void reportsWhatIsWrongAndWhere(String name) throws IOException {
        Project project = READER.read(List.of(new SourceFile(name, Files.readAllBytes(FOLDER.resolve(name)))));
        Path expected = FOLDER.resolve(name.replace(".xml", ".expected"));
        if (Boolean.getBoolean("myelin.write")) {
            Files.writeString(expected, rendered(project));
        }
        assertThat(rendered(project)).isEqualTo(Files.readString(expected));
    }

    private static String rendered(Project project) {
        return project.diagnostics().stream().map(each -> each + "\n").collect(Collectors.joining())
                + "skipped " + project.files().skipped() + "\n"
                + Nodes.artefacts(project)
                        .map(each -> "runs " + each.getClass().getSimpleName() + " " + each.name() + "\n")
                        .collect(Collectors.joining());
    }
}
