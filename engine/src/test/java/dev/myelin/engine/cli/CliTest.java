package dev.myelin.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CliTest {
    private static final String CLEAN = """
            <sequence xmlns="http://ws.apache.org/ns/synapse" name="clean">
              <respond/>
            </sequence>
            """;
    private static final String WARNING = """
            <sequence xmlns="http://ws.apache.org/ns/synapse" name="warning">
              <sequence key="nowhere"/>
            </sequence>
            """;
    private static final String ERROR = """
            <sequence xmlns="http://ws.apache.org/ns/synapse" name="error">
              <respnd/>
            </sequence>
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("clean.xml"), CLEAN);
        Files.writeString(folder.resolve("warning.xml"), WARNING);
        Files.writeString(folder.resolve("error.xml"), ERROR);
        Files.writeString(folder.resolve("broken.xml"), "<sequence");
        Files.writeString(folder.resolve("other.xml"), "<project/>");
    }

    @ParameterizedTest
    @CsvSource({
        "0, validate clean.xml",
        "0, validate warning.xml",
        "1, validate error.xml",
        "1, validate broken.xml",
        "1, validate clean.xml error.xml",
        "1, validate .",
        "0, validate other.xml",
        "0, validate --json clean.xml",
        "1, validate --json error.xml",
        "2, validate missing.xml",
        "2, validate",
        "0, validate --summary clean.xml",
        "1, validate --summary error.xml",
        "2, validate --summary --json clean.xml",
        "2, validate --unknown clean.xml",
        "2, unknown",
        "2, ''",
        "2, explain --conf missing",
        "1, explain --conf . nobody",
        "0, explain --mermaid --conf .",
        "1, explain --mermaid --conf . nobody",
        "0, --help",
        "0, --version",
        "0, validate --help"
    })
    void exitCodes(int expected, String words) {
        assertThat(run(words)).as("%s%n%s%s", words, out, err).isEqualTo(expected);
    }

    @Test
    void whatIsWrongIsALineWithPositionAndASummary() {
        run("validate error.xml other.xml");

        assertThat(out.toString().lines().toList().get(0))
                .startsWith(folder.resolve("error.xml") + ":2:3: error MYL-1")
                .contains("respnd");
        assertThat(out.toString().lines().reduce((first, second) -> second))
                .hasValue("1 file, 1 error, 0 warnings, 1 skipped (not Synapse XML)");
    }

    @Test
    void jsonHasTheNamesThatScriptsRelyOn() throws IOException {
        run("validate --json error.xml warning.xml other.xml");

        JsonNode report = new JsonMapper().readTree(out.toString());
        assertThat(names(report)).containsExactly("files", "skipped", "errors", "warnings", "diagnostics");
        assertThat(report.get("files").asInt()).isEqualTo(2);
        assertThat(report.get("skipped").asInt()).isEqualTo(1);
        assertThat(report.get("errors").asInt()).isEqualTo(1);
        assertThat(report.get("warnings").asInt()).isEqualTo(1);
        JsonNode finding = report.get("diagnostics").get(0);
        assertThat(names(finding))
                .containsExactly("severity", "code", "message", "file", "line", "column", "hint", "range", "link");
        assertThat(finding.get("severity").asText()).isEqualTo("error");
        assertThat(finding.get("code").asText()).matches("MYL-\\d{4}");
        assertThat(finding.get("file").asText())
                .isEqualTo(folder.resolve("error.xml").toString());
        assertThat(finding.get("line").asInt()).isEqualTo(2);
        assertThat(finding.get("column").asInt()).isEqualTo(3);
    }

    @Test
    void aRangeIsTheAttributeThatTheFindingIsAboutOrTheNameOfTheElement() throws IOException {
        Files.writeString(folder.resolve("ranges.xml"), """
                <sequence xmlns="http://ws.apache.org/ns/synapse" name="ranges">
                  <property name="id"
                            scope="axis" value="1"/>
                  <property name="id" expression='//order['/>
                  <log levl="full"/>
                  <sequence key="nowhere"/>
                  <respnd/>
                </sequence>
                """);

        run("validate --json ranges.xml");

        JsonNode findings = new JsonMapper().readTree(out.toString()).get("diagnostics");
        assertThat(findings)
                .extracting(each -> each.get("code").asText() + " " + each.get("line") + ":" + each.get("column") + " "
                        + each.get("range"))
                .containsExactly(
                        "MYL-1019 2:3 {\"line\":3,\"column\":13,\"endLine\":3,\"endColumn\":25}",
                        "MYL-2020 4:3 {\"line\":4,\"column\":23,\"endLine\":4,\"endColumn\":44}",
                        "MYL-1016 5:3 {\"line\":5,\"column\":8,\"endLine\":5,\"endColumn\":19}",
                        "MYL-2001 6:3 {\"line\":6,\"column\":13,\"endLine\":6,\"endColumn\":26}",
                        "MYL-1010 7:3 {\"line\":7,\"column\":3,\"endLine\":7,\"endColumn\":10}");
        assertThat(findings.get(4).get("link").asText())
                .isEqualTo("docs/reference/diagnostics.md#myl-1010-unknown-mediator");
    }

    private static String endpoint(String uri) {
        return CLEAN.replaceFirst(
                "(?s)>.*</sequence>", "><send><endpoint><address uri=\"" + uri + "\"/></endpoint></send></sequence>");
    }

    @Test
    void theSummaryCountsFilesByReasonAndNamesNone() throws IOException {
        Files.writeString(folder.resolve("smooks.xml"), ERROR.replace("respnd", "smooks"));
        Files.writeString(
                folder.resolve("both.xml"), endpoint("jms:/b").replace("</sequence>", "<datamapper/></sequence>"));
        Files.writeString(folder.resolve("two.xml"), ERROR.replace("<respnd/>", "<smooks/><smooks/><gmail.send/>"));
        Files.writeString(folder.resolve("jms.xml"), endpoint("jms:/a"));
        Files.writeString(folder.resolve("mail.xml"), endpoint("mailto:a@localhost") + "<!-- jms: -->");
        Files.writeString(folder.resolve("alone.xml"), CLEAN.replace("sequence", "validate"));

        assertThat(run("validate --summary .")).isEqualTo(1);

        assertThat(out.toString().strip().lines())
                .containsExactly(
                        "| XML files | files | share |",
                        "| --- | ---: | ---: |",
                        "| not well-formed | 1 |  |",
                        "| well-formed, no artefact in them | 2 |  |",
                        "| well-formed, with artefacts | 8 |  |",
                        "| - compile without an error | 4 | 50.0 % |",
                        "| - of which: compile, but have addresses on transports that are not there | 2 | 25.0 % |",
                        "| - refused: ask for something that is not there | 3 | 37.5 % |",
                        "| - refused: faulty in themselves | 1 | 12.5 % |",
                        "",
                        "| What is not there | what | files |",
                        "| --- | --- | ---: |",
                        "| mediator | `smooks` | 2 |",
                        "| transport of an address | `jms` | 2 |",
                        "| connector | `gmail` | 1 |",
                        "| mediator | `datamapper` | 1 |",
                        "| transport of an address | `mailto` | 1 |",
                        "",
                        "| What is faulty | finding | files |",
                        "| --- | --- | ---: |",
                        "| MYL-1010 | Unknown mediator | 1 |");
    }

    @Test
    void aConfDirectoryIsOneProject() throws IOException {
        Path sequences = Files.createDirectories(folder.resolve("conf/synapse-configs/default/sequences"));
        Files.writeString(sequences.resolve("a.xml"), WARNING);
        Files.writeString(sequences.resolve("b.xml"), CLEAN.replace("clean", "nowhere"));

        assertThat(run("validate conf")).isZero();
        assertThat(out.toString().strip()).isEqualTo("2 files, 0 errors, 0 warnings");
    }

    @Test
    void findingsAreInOrderOfFilesAndLines() throws IOException {
        Path sequences = Files.createDirectories(folder.resolve("conf/synapse-configs/default/sequences"));
        Files.writeString(folder.resolve("conf/deployment.toml"), "[server]\nb = 1\na = 1\nd = 1\nc = 1\n");
        Files.writeString(
                sequences.resolve("a.xml"),
                WARNING.replace("<sequence key", "<property name='x' expression='json-eval($'/>\n<sequence key"));
        Files.writeString(sequences.resolve("b.xml"), WARNING.replace("warning", "b"));

        run("validate conf");

        assertThat(out.toString().lines().filter(line -> line.contains("MYL-")))
                .extracting(line -> line.replaceAll(".*[/\\\\]([^/\\\\]+:\\d+):\\d+: .*", "$1"))
                .containsExactly(
                        "deployment.toml:2",
                        "deployment.toml:3",
                        "deployment.toml:4",
                        "deployment.toml:5",
                        "a.xml:2",
                        "a.xml:3",
                        "b.xml:2");
    }

    @Test
    void aFolderOfConfigurationsHasAProjectForEach() throws IOException {
        for (String name : List.of("one", "two")) {
            Path sequences =
                    Files.createDirectories(folder.resolve("all/" + name + "/synapse-configs/default/sequences"));
            Files.writeString(sequences.resolve("a.xml"), CLEAN);
        }

        assertThat(run("validate all")).isZero();
        assertThat(out.toString().strip()).isEqualTo("2 files, 0 errors, 0 warnings");
    }

    private int run(String words) {
        List<String> arguments = new ArrayList<>();
        for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
            boolean path = word.matches(".*\\.(xml|yaml)")
                    || List.of(".", "conf", "all", "missing").contains(word);
            arguments.add(path ? folder.resolve(word).normalize().toString() : word);
        }
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theRangeOfAFindingInADocumentIsTheKeyOrTheValue() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), """
                openapi: 3.0.0
                paths:
                  /ws/{room}:
                    x-yc-apigateway-websocket-message:
                      x-yc-apigateway-integration: { type: dummy, http_code: fine, content: { '*': a } }
                  /ws/{other}:
                    summary: taken
                """);

        run("validate --json a.yaml");

        assertThat(out.toString().replaceAll("\\s", ""))
                .contains("\"range\":{\"line\":5,\"column\":62,\"endLine\":5,\"endColumn\":66}")
                .contains("\"range\":{\"line\":6,\"column\":3,\"endLine\":6,\"endColumn\":14}");
    }
}
