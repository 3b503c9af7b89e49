package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the bytes are, reading ends with a project and findings that have places. */
final class AnyInputTest {
    private static final ProjectReader READER = new ProjectReader();
    private static final List<SourceFile> VALID = Fixtures.files(Fixtures.folder("valid"));
    private static final List<String> PIECES = List.of(
            "<",
            ">",
            "/>",
            "</log>",
            "<log/>",
            "<sequence>",
            "<sequence key='all'/>",
            "<endpoint/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&",
            "&lt;",
            "&#0;",
            "&x;",
            "<?xml?>",
            "<!DOCTYPE a>",
            " xmlns=''",
            " xmlns:a=''",
            " name=''",
            "a:",
            "'",
            "\"",
            "\0",
            "\uFFFF",
            "ü",
            "{",
            "<format>",
            "<a.b/>");

    @Property(tries = 500, seed = "6455")
    void randomBytes(@ForAll byte[] bytes) {
        read(bytes);
    }

    @Property(tries = 1000, seed = "6455")
    void validFilesWithPiecesPutInCutOutAndBytesChanged(@ForAll("mutated") byte[] bytes) {
        read(bytes);
    }

    @Provide
    Arbitrary<byte[]> mutated() {
        Arbitrary<Edit> edit = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(PIECES))
                .as(Edit::new);
        return Combinators.combine(
                        Arbitraries.of(VALID), edit.list().ofMinSize(1).ofMaxSize(4))
                .as((file, edits) -> {
                    String text = new String(file.content(), StandardCharsets.UTF_8);
                    for (Edit each : edits) {
                        text = each.apply(text);
                    }
                    return text.getBytes(StandardCharsets.UTF_8);
                });
    }

    // Replaces some characters at a relative place.
    private record Edit(double place, int cut, String piece) {
        String apply(String text) {
            int from = (int) (place * text.length());
            return text.substring(0, from) + piece + text.substring(Math.min(text.length(), from + cut));
        }
    }

    private static void read(byte[] bytes) {
        Project project = READER.read(List.of(new SourceFile("any.xml", bytes)));
        assertThat(project.diagnostics())
                .allMatch(each -> each.location().line() >= 1 && each.location().column() >= 1);
        List<Diagnostic> sorted = new ArrayList<>(project.diagnostics());
        sorted.sort((a, b) -> a.location().line() != b.location().line()
                ? a.location().line() - b.location().line()
                : a.location().column() - b.location().column());
        assertThat(project.diagnostics()).isEqualTo(sorted);
    }
}
