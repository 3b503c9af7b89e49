package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.cli.Cli;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Pages that are made from the XSD and the code are as committed; with {@code -Dmyelin.write=true} they are written. */
class GeneratedPagesTest {
    private static final String COMMAND = "mvn -B -q -pl engine -am test -Dtest=GeneratedPagesTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dmyelin.write=true";

    @Test
    void thePageOfElementsIsMadeFromTheXsd() throws Exception {
        Path folder = Folders.of("dsl-schema/src/main/resources/dev/myelin/dsl");

        holds(
                Folders.of("docs/reference/elements.md"),
                LanguageReference.page(folder.resolve("synapse.xsd"), folder.resolve("mediation.xsd"), COMMAND));
    }

    /** The share of real configurations that compile: {@code -Dmyelin.corpus=FOLDER}. */
    @Test
    @EnabledIfSystemProperty(named = "myelin.corpus", matches = ".+")
    void theShareOfRealConfigurationsIsMadeByValidate() throws Exception {
        StringWriter summary = new StringWriter();
        PrintWriter out = new PrintWriter(summary, true);
        Cli.run(out, out, "validate", "--summary", System.getProperty("myelin.corpus"));
        Path page = Folders.of("docs/compatibility.md");
        String text = Files.readString(page);
        String begin = "<!-- summary: made by -Dmyelin.corpus=FOLDER and " + COMMAND + " -->\n";
        int start = text.indexOf(begin) + begin.length();
        int end = text.indexOf("<!-- end of summary -->");

        holds(page, text.substring(0, start) + summary.toString().strip() + "\n" + text.substring(end));
    }

    private static void holds(Path page, String expected) throws Exception {
        if (Boolean.getBoolean("myelin.write")) {
            Files.writeString(page, expected);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s is not what the XSD and the code say; to make it again: %s", page.getFileName(), COMMAND)
                .isEqualTo(expected);
    }
}
