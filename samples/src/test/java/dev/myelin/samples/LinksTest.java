package dev.myelin.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links between the documents of the repository lead somewhere. */
class LinksTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");
    private static final Pattern LINK = Pattern.compile("]\\((?!\\w+:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(REPOSITORY)) {
            return files.map(REPOSITORY::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(LinksTest::isOurs)
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path file) {
        for (Path part : file) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFileAndHeadingThatAreThere(Path document) throws IOException {
        Path file = REPOSITORY.resolve(document);
        List<MatchResult> links = LINK.matcher(Files.readString(file)).results().toList();
        for (MatchResult link : links) {
            Path target = link.group(1).isEmpty()
                    ? file
                    : file.resolveSibling(link.group(1)).normalize();
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as(link.group()).contains(link.group(2));
            }
        }
    }

    /** As GitHub makes them from headings. */
    private static Set<String> anchors(Path file) throws IOException {
        return HEADING.matcher(Files.readString(file))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(text -> text.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
