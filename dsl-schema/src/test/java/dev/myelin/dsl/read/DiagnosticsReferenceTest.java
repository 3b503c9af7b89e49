package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every code has its section in the reference, with cause, example and remedy. */
final class DiagnosticsReferenceTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference", "diagnostics.md");

    @Test
    void everyCodeHasASectionAndEverySectionACode() throws IOException {
        String text = Files.readString(REFERENCE);
        List<String> sections = Pattern.compile("^## (MYL-(?:1\\d{3}|20\\d\\d))", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(sections).containsExactlyElementsOf(codes().sorted().toList());
    }

    @Test
    void everySectionSaysCauseExampleAndRemedy() throws IOException {
        String text = Files.readString(REFERENCE);
        List<String> bodies = Pattern.compile("^## MYL-(?:1\\d{3}|20\\d\\d)[\\s\\S]*?(?=^## |\\z)", Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(bodies).allSatisfy(body -> assertThat(body).contains("Cause:", "```xml", "Remedy:"));
    }

    private static Stream<String> codes() {
        return Stream.of(Codes.class.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(DiagnosticsReferenceTest::value);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
