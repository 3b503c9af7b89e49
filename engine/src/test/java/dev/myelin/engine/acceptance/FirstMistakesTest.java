package dev.myelin.engine.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.deploy.Validation;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong in their first configurations, and what they are told: where, and what to do. */
class FirstMistakesTest {
    private static final String NS = "xmlns=\"http://ws.apache.org/ns/synapse\"";

    @TempDir
    private Path folder;

    /**
     * A file with one mistake.
     *
     * @param what is wrong
     * @param xml the whole file
     * @param finding line, column and code
     * @param hint a part of the hint
     */
    private record Mistake(String what, String xml, String finding, String hint) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static Mistake sequence(String what, String mediators, String finding, String hint) {
        return new Mistake(what, "<sequence name=\"a\" " + NS + ">\n" + mediators + "\n</sequence>", finding, hint);
    }

    static Stream<Mistake> spelling() {
        return Stream.of(
                sequence("a mediator misspelt", "  <lgo/>", "2:3 MYL-1010", "Did you mean log?"),
                sequence("a mediator in the wrong case", "  <Log/>", "2:3 MYL-1010", "Did you mean log?"),
                sequence("an attribute misspelt", "<log levl=\"full\"/>", "2:1 MYL-1016", "Did you mean level?"),
                sequence("a value misspelt", "<log level=\"ful\"/>", "2:1 MYL-1019", "Did you mean full?"),
                sequence(
                        "a child misspelt",
                        "<switch source=\"1\"><cse regex=\"1\"/></switch>",
                        "2:20 MYL-1013",
                        "case"),
                new Mistake("an artefact misspelt", "<sequense name=\"a\" " + NS + "/>", "1:1 MYL-1007", "sequence?"),
                new Mistake(
                        "a slash too much in the namespace",
                        "<sequence name=\"a\" " + NS.replace("synapse", "synapse/") + "/>",
                        "1:1 MYL-1005",
                        "xmlns="),
                new Mistake("no namespace", "<sequence name=\"a\"><drop/></sequence>", "1:1 MYL-1006", "xmlns="),
                new Mistake(
                        "a key misspelt",
                        "<definitions " + NS + ">\n<sequence name=\"greet\"><drop/></sequence>\n"
                                + "<sequence name=\"a\"><sequence key=\"gret\"/></sequence>\n</definitions>",
                        "3:20 MYL-2001",
                        "Did you mean greet?"),
                new Mistake(
                        "a protocol misspelt",
                        "<inboundEndpoint name=\"a\" sequence=\"main\" protocol=\"wz\" " + NS + "/>",
                        "1:1 MYL-2041",
                        "Did you mean ws?"),
                sequence("a script language misspelt", "<script language=\"jss\">1</script>", "2:1 MYL-2071", "js?"),
                sequence(
                        "a scheme misspelt",
                        "<send><endpoint><address uri=\"htp://localhost/\"/></endpoint></send>",
                        "2:17 MYL-2012",
                        "Did you mean http?"),
                sequence(
                        "an address without a scheme",
                        "<send><endpoint><address uri=\"localhost:8080/x\"/></endpoint></send>",
                        "2:17 MYL-2012",
                        "http://localhost:8080/x"));
    }

    static Stream<Mistake> places() {
        return Stream.of(
                sequence(
                        "an endpoint as mediator",
                        "<endpoint key=\"x\"/>",
                        "2:1 MYL-1010",
                        "<call>, <callout>, <send>"),
                sequence("a mediator inside send", "<send><log/></send>", "2:7 MYL-1013", "put it into a <sequence>"),
                sequence("then without filter", "<then><drop/></then>", "2:1 MYL-1010", "It belongs into <filter>"),
                new Mistake(
                        "a mediator inside target",
                        "<proxy name=\"p\" " + NS
                                + ">\n<target><log/><inSequence><respond/></inSequence></target></proxy>",
                        "2:9 MYL-1015",
                        "put it into <inSequence>"),
                new Mistake("a mediator alone", "<log " + NS + "/>", "1:1 MYL-1030", "put it into a <sequence>"),
                new Mistake(
                        "an attribute of another product",
                        "<api name=\"a\" context=\"/a\" " + NS + ">\n  <resource methods=\"GET\" url-pattern=\"/*\">\n"
                                + "<inSequence><respond/></inSequence></resource></api>",
                        "2:3 MYL-1016",
                        "Did you mean url-mapping?"),
                new Mistake(
                        "text between elements",
                        "<sequence name=\"a\" " + NS + ">\n  <log/>;\n</sequence>",
                        "1:1 MYL-1021",
                        "Remove it"),
                new Mistake(
                        "a context without slash",
                        "<api name=\"a\" context=\"a\" " + NS + "/>",
                        "1:1 MYL-2045",
                        "context=\"/a\""));
    }

    static Stream<Mistake> missing() {
        return Stream.of(
                sequence("a property without value", "<property name=\"x\"/>", "2:1 MYL-1022", "Add value"),
                sequence("a property without name", "<property value=\"x\"/>", "2:1 MYL-1017", "name=\"...\""),
                sequence("a filter without condition", "<filter><then/></filter>", "2:1 MYL-1024", "Add xpath"),
                sequence(
                        "a payload without format",
                        "<payloadFactory media-type=\"json\"/>",
                        "2:1 MYL-1018",
                        "<format>"),
                sequence("a sequence of itself", "<sequence key=\"a\"/>", "2:1 MYL-2005", "Remove this reference"),
                new Mistake(
                        "a sequence without name", "<sequence " + NS + "><drop/></sequence>", "1:1 MYL-1017", "name"),
                new Mistake(
                        "an inbound endpoint without port",
                        "<definitions " + NS + ">\n<sequence name=\"main\"><drop/></sequence>\n"
                                + "<inboundEndpoint name=\"a\" sequence=\"main\" protocol=\"ws\"/>\n</definitions>",
                        "3:1 MYL-3003",
                        "inbound.ws.port"));
    }

    static Stream<Mistake> malformed() {
        return Stream.of(
                sequence("an element not closed", "<log>", "3:10 MYL-1001", "<log> of line 2"),
                sequence("an ampersand", "<address uri=\"http://h/?a=1&b=2\"/>", "2:30 MYL-1001", "&amp;"),
                sequence("a less-than sign", "<filter xpath=\"$ctx:a < 5\"/>", "2:23 MYL-1001", "&lt;"),
                sequence("an attribute without quotes", "<log level=full/>", "2:12 MYL-1001", "quotes"),
                sequence("a prefix not declared", "<m:log/>", "2:8 MYL-1001", "xmlns:m="),
                new Mistake(
                        "two artefacts in a file",
                        "<sequence name=\"a\" " + NS + "/>\n<sequence name=\"b\" " + NS + "/>",
                        "2:2 MYL-1001",
                        "<definitions>"),
                new Mistake(
                        "a blank before the declaration", "\n<?xml version=\"1.0\"?>\n<a/>", "2:5 MYL-1001", "first"),
                new Mistake("JSON", "{\"sequence\": []}", "1:1 MYL-1001", "XML"),
                new Mistake("nothing", "", "1:1 MYL-1004", "Put an artefact into it"),
                new Mistake("a document type", "<!DOCTYPE a>\n<sequence name=\"a\"/>", "1:1 MYL-1002", "Remove it"));
    }

    static Stream<Mistake> expressions() {
        return Stream.of(
                sequence("a bracket left open", "<property name=\"x\" expression=\"//a[\"/>", "2:1 MYL-2020", ""),
                sequence("a prefix not declared", "<property name=\"x\" expression=\"//m:a\"/>", "2:1 MYL-2020", ""),
                sequence("a comparison of a JSONPath", "<filter xpath=\"json-eval($.a) = 1\"/>", "2:1 MYL-2020", ""),
                sequence("a group left open", "<filter source=\"'x'\" regex=\"(a\"/>", "2:1 MYL-2021", ""));
    }

    @ParameterizedTest
    @MethodSource({"spelling", "places", "missing", "malformed", "expressions"})
    void aMistakeIsToldWithItsPlaceAndARemedy(Mistake mistake) throws IOException {
        List<Diagnostic> findings = findings("file.xml", mistake.xml().getBytes(StandardCharsets.UTF_8));

        assertThat(findings).extracting(FirstMistakesTest::place).containsExactly(mistake.finding());
        assertThat(findings.get(0).hint()).contains(mistake.hint());
    }

    @Test
    void linesEndAsOnWindowsAsWell() throws IOException {
        String xml = "<sequence name=\"a\" " + NS + ">\r\n  <log/>\r\n  <lgo/>\r\n</sequence>\r\n";

        assertThat(findings("file.xml", xml.getBytes(StandardCharsets.UTF_8)))
                .extracting(FirstMistakesTest::place)
                .containsExactly("3:3 MYL-1010");
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void aByteOrderMarkIsNoPartOfTheFile(Charset encoding) throws IOException {
        String xml = "\uFEFF<sequence name=\"a\" " + NS + "><lgo/></sequence>";

        assertThat(findings("file.xml", xml.getBytes(encoding)))
                .extracting(FirstMistakesTest::place)
                .containsExactly("1:60 MYL-1010");
    }

    static Stream<Charset> encodings() {
        return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @Test
    void anotherEncodingThanTheFileSaysIsToldWithTheEncoding() throws IOException {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sequence name=\"Grüße\" " + NS + "/>";

        assertThat(findings("file.xml", xml.getBytes(StandardCharsets.ISO_8859_1)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-1001");
                    assertThat(finding.location().line()).isEqualTo(2);
                    assertThat(finding.hint()).contains("UTF-8");
                });
    }

    @Test
    void anArchiveIsNoFile() throws IOException {
        assertThat(findings("orders.car", new byte[] {'P', 'K', 3, 4, 20, 0, 0, 0}))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-1031");
                    assertThat(finding.hint()).contains("Unpack");
                });
    }

    @Test
    void oneNameInTwoFilesNamesBothPlaces() throws IOException {
        conf("sequences/a.xml", "<sequence name=\"a\" " + NS + "><drop/></sequence>");
        conf("sequences/b.xml", "<sequence name=\"a\" " + NS + "><respond/></sequence>");

        assertThat(Validation.of(List.of(folder), Map.of()).diagnostics())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-1026");
                    assertThat(finding.location().file()).endsWith("b.xml");
                    assertThat(finding.message()).contains("a.xml:1:1");
                });
    }

    @Test
    void aFolderMisspeltIsNamed() throws IOException {
        conf("sequence/a.xml", "<sequence name=\"a\" " + NS + "><drop/></sequence>");

        assertThat(Validation.of(List.of(folder), Map.of()).diagnostics())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo("MYL-5002");
                    assertThat(finding.hint()).contains("Did you mean sequences?");
                });
    }

    @Test
    void theFilesThatMiKeepsBesideTheFoldersAreRead() throws IOException {
        conf("registry.xml", "<registry provider=\"x\" " + NS + "/>");

        assertThat(Validation.of(List.of(folder), Map.of()).diagnostics())
                .extracting(FirstMistakesTest::place)
                .containsExactly("1:1 MYL-1009");
    }

    @Test
    void settingsMisspeltAreNamed() throws IOException {
        String toml =
                "[server]\nhostnam = \"a\"\n[transport.wz]\nx = 1\n[websocket]\nmax_total_connections = \"many\"\n";
        Files.writeString(folder.resolve("deployment.toml"), toml);

        List<Diagnostic> findings = Validation.of(List.of(folder), Map.of()).diagnostics();

        assertThat(findings)
                .extracting(FirstMistakesTest::place)
                .containsExactly("2:1 MYL-4003", "3:1 MYL-4004", "6:1 MYL-4006");
        assertThat(findings.get(0).hint()).contains("hostname");
        assertThat(findings.get(1).hint()).contains("transport.ws");
    }

    @Test
    void aLoneFileIsNotHeldAgainstSettingsThatItDoesNotHave() throws IOException {
        String xml = "<proxy name=\"p\" transports=\"https\" " + NS + "><target><inSequence><send><endpoint>"
                + "<address uri=\"ws://h/\"/></endpoint></send></inSequence></target></proxy>";

        assertThat(findings("file.xml", xml.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private List<Diagnostic> findings(String name, byte[] content) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return Validation.of(List.of(file), Map.of()).diagnostics();
    }

    private void conf(String name, String content) throws IOException {
        Path file = folder.resolve("synapse-configs/default").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String place(Diagnostic finding) {
        return finding.location().line() + ":" + finding.location().column() + " " + finding.code();
    }
}
