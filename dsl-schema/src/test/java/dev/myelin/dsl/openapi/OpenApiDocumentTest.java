package dev.myelin.dsl.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.dsl.Project;
import dev.myelin.dsl.SourceFile;
import dev.myelin.dsl.model.InboundEndpoint;
import dev.myelin.dsl.model.Parameter;
import dev.myelin.dsl.model.PayloadFactory;
import dev.myelin.dsl.read.ProjectReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenApiDocumentTest {
    private static final ProjectReader READER = new ProjectReader();
    private static final String DUMMY = """
            openapi: 3.0.0
            paths:
              /ws/{room}:
                x-yc-apigateway-websocket-message:
                  x-yc-apigateway-integration:
                    type: dummy
                    content:
                      '*': Got new message!
            """;

    private static SourceFile file(String name, String text) {
        return new SourceFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Project read(String text) {
        return read(new OpenApiSettings(false, id -> Optional.empty()), file("openapi/test.yaml", text));
    }

    private static Project read(OpenApiSettings settings, SourceFile... files) {
        return READER.read(List.of(files), key -> Optional.empty(), settings);
    }

    @Test
    void aPathBecomesAnInboundEndpointWithItsSequences() {
        Project project = read(DUMMY);

        assertThat(project.diagnostics()).isEmpty();
        assertThat(project.inboundEndpoints()).containsOnlyKeys("openapi:/ws/{room}");
        assertThat(project.sequences()).containsOnlyKeys("openapi:/ws/{room}#message", "openapi:/ws/{room}#ignored");
        InboundEndpoint inbound = project.inboundEndpoints().get("openapi:/ws/{room}");
        assertThat(inbound.sequence()).contains("openapi:/ws/{room}#message");
        assertThat(inbound.parameters())
                .extracting(Parameter::name, Parameter::text)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("ws.listener", "http"),
                        org.assertj.core.groups.Tuple.tuple("ws.path", "/ws/{room}"),
                        org.assertj.core.groups.Tuple.tuple("ws.event.format", "yandex"));
        assertThat(inbound.location().toString()).isEqualTo("openapi/test.yaml:3:3");
        assertThat(project.sequences().get("openapi:/ws/{room}#message").location())
                .hasToString("openapi/test.yaml:4:5");
    }

    @Test
    void withHttpsThereIsOneForThatListenerToo() {
        Project project = read(new OpenApiSettings(true, id -> Optional.empty()), file("openapi/a.yaml", DUMMY));

        assertThat(project.inboundEndpoints()).containsOnlyKeys("openapi:/ws/{room}", "openapi-https:/ws/{room}");
    }

    @Test
    void jsonIsReadAsWell() {
        String json = "{\n\t\"openapi\": \"3.1.0\",\n\t\"paths\": {\"/ws\": {\"x-yc-apigateway-websocket-message\":"
                + " {\"x-yc-apigateway-integration\": {\"type\": \"dumy\"}}}}\n}";
        Project project = read(OpenApiSettings.UNKNOWN, file("openapi/a.json", json));

        assertThat(project.diagnostics()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-6007");
            assertThat(finding.location().line()).isEqualTo(3);
            assertThat(finding.hint()).isEqualTo("Did you mean dummy?");
        });
    }

    @Test
    void whatMeansSomethingInAFormatIsAnArgument() {
        Project project = read(DUMMY.replace("Got new message!", "' $1 {room}2 ${x} {other} '"));

        PayloadFactory factory = (PayloadFactory) project.sequences()
                .get("openapi:/ws/{room}#message")
                .mediators()
                .get(0);
        assertThat(project.diagnostics()).isEmpty();
        assertThat(factory.format().orElseThrow().template()).isEqualTo("$5$1$2 $3$4 $1{x} {other}$5");
        assertThat(factory.args())
                .extracting(arg -> arg.value().orElseGet(() -> arg.expression().orElse("")))
                .containsExactly("$", "1", "get-property('uri.var.room')", "2", " ");
    }

    @Test
    void integrationsMayBeShared() {
        String text = DUMMY.substring(0, DUMMY.indexOf("integration:\n")) + """
                integration:
                        $ref: '#/components/x-yc-apigateway-integrations/greet'
                components:
                  x-yc-apigateway-integrations:
                    greet: { type: dummy, content: { '*': hello } }
                """;

        assertThat(read(text).diagnostics()).isEmpty();
        assertThat(read(text).inboundEndpoints()).hasSize(1);
        assertThat(read(text.replace("/greet", "/gret")).diagnostics())
                .singleElement()
                .asString()
                .contains(":6:9: error MYL-6012", "Did you mean #/components/x-yc-apigateway-integrations/greet?");
    }

    @Test
    void pathsAloneAreServedWithAWarning() {
        String paths = DUMMY.replace("openapi: 3.0.0\npaths:\n", "").stripIndent();
        Project project = read(paths);

        assertThat(project.diagnostics())
                .singleElement()
                .asString()
                .contains("test.yaml:1:3: warning MYL-6004", "served all the same");
        assertThat(project.inboundEndpoints()).hasSize(1);
        assertThat(read(OpenApiSettings.UNKNOWN, file("lone.yaml", paths)).files())
                .isEqualTo(new Project.Counts(0, 1));
    }

    @Test
    void filesOfOtherKindsAreSkipped() {
        assertThat(read(OpenApiSettings.UNKNOWN, file("compose.yaml", "services: {}"), file("a.yml", "\t- x\n"))
                        .files())
                .isEqualTo(new Project.Counts(0, 2));
        assertThat(read(OpenApiSettings.UNKNOWN, file("lone.yaml", DUMMY)).files())
                .isEqualTo(new Project.Counts(1, 0));
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileOfEmptyLinesIsSkippedAtOnce() {
        String lines = "\n".repeat(3_000_000);
        assertThat(read(OpenApiSettings.UNKNOWN, file("lone.yaml", lines)).files())
                .isEqualTo(new Project.Counts(0, 1));
    }

    @Test
    void theSamePathTwiceIsAnErrorOfTheSecond() {
        Project project = read(
                OpenApiSettings.UNKNOWN,
                file("openapi/a.yaml", DUMMY),
                file("openapi/b.yaml", DUMMY.replace("{room}", "{other}")));

        assertThat(project.diagnostics()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MYL-6009");
            assertThat(finding.message()).isEqualTo("/ws/{other} is served by openapi/a.yaml:3:3 already");
        });
        assertThat(project.inboundEndpoints()).hasSize(1);
    }

    private record Mistake(String text, String place, String code, String words) {
        @Override
        public String toString() {
            return code + " " + words;
        }
    }

    private static Mistake mistake(String text, String place, String code, String words) {
        return new Mistake(text, place, code, words);
    }

    /** A document whose only path has this, indented by four, from line 4. */
    private static String path(String operations) {
        return "openapi: 3.0.0\npaths:\n  /ws:\n" + operations.indent(4);
    }

    /** A document whose only operation has this integration, from line 6. */
    private static String message(String integration) {
        return path("x-yc-apigateway-websocket-message:\n  x-yc-apigateway-integration:\n" + integration.indent(4));
    }

    static Stream<Mistake> mistakes() {
        return Stream.concat(mistakesOfDocuments(), mistakesOfOperations());
    }

    private static Stream<Mistake> mistakesOfDocuments() {
        return Stream.of(
                mistake("", "1:1", "MYL-6004", "the file holds nothing (expected: an OpenAPI document"),
                mistake("# only this\n", "1:1", "MYL-6004", "the file holds nothing"),
                mistake("- a\n", "1:1", "MYL-6004", "a list"),
                mistake("openapi: 2.0\npaths: {}\n", "1:1", "MYL-6004", "openapi: 2.0"),
                mistake("swagger: '2.0'\npaths: {}\n", "1:1", "MYL-6004", "swagger: 2.0"),
                mistake("info: {}\n", "1:1", "MYL-6004", "openapi: nothing"),
                mistake("openapi: 3.0.0\n", "1:1", "MYL-6005", "no paths"),
                mistake("openapi: 3.0.0\npaths: [a]\n", "2:8", "MYL-6006", "paths: a list (expected: a mapping)"),
                mistake("openapi: 3.0.0\npaths:\n", "2:7", "MYL-6006", "paths: nothing"),
                mistake("openapi: 3.0.0\npaths:\n  ws: {}\n", "3:3", "MYL-6006", "Write /ws"),
                mistake("openapi: 3.0.0\npaths: {\n", "3:1", "MYL-6001", "malformed YAML"),
                mistake("openapi: 3.0.0\n\tpaths: {}\n", "2:1", "MYL-6001", "Indent with blanks"),
                mistake("openapi: 3.0.0\npaths: *p\n", "2:8", "MYL-6001", "*p (expected: an anchor"),
                mistake("openapi: 3.0.0\n---\nopenapi: 3.0.0\n", "2:1", "MYL-6001", "a second document"),
                mistake("openapi: 3.0.0\npaths: {}\nopenapi: 3.0.0\n", "3:1", "MYL-6003", "openapi stands at line 1"),
                mistake("openapi: 3.0.0\npaths: {}\u0007\n", "2:10", "MYL-6001", "Remove the character"),
                mistake("openapi: 3.0.0\npaths: " + "[".repeat(200), "2:107", "MYL-6002", "100 mappings and lists"),
                mistake("openapi: &a 3.0.0\nx-all: [" + "*a,".repeat(1001), "2:3009", "MYL-6002", "1000 aliases"));
    }

    private static Stream<Mistake> mistakesOfOperations() {
        return Stream.of(
                mistake(
                        path("x-yc-apigateway-websocket-connect:\n  x-yc-apigateway-integration: {type: dummy}"),
                        "3:3",
                        "MYL-6005",
                        "/ws has no x-yc-apigateway-websocket-message"),
                mistake(path("x-yc-apigateway-websocket-mesage: {}"), "4:5", "MYL-6008", "Did you mean"),
                mistake(path("x-yc-apigateway-websocket-message: {}"), "4:5", "MYL-6005", "no x-yc-apigateway-integ"),
                mistake(path("x-yc-apigateway-websocket-message: 1"), "4:40", "MYL-6006", "(expected: a mapping)"),
                mistake(message("url: http://a"), "5:7", "MYL-6005", "has no type"),
                mistake(message("type: htp"), "6:9", "MYL-6007", "Did you mean http?"),
                mistake(message("type: object_storage"), "6:9", "MYL-6007", "not there in this version"),
                mistake(message("type: http"), "5:7", "MYL-6005", "has no url"),
                mistake(message("type: http\nurl: ftp://a"), "7:14", "MYL-6006", "http:// or https://"),
                mistake(message("type: http\nurl: http://a/{x}"), "7:9", "MYL-6012", "{x} (expected: a parameter"),
                mistake(message("type: http\nurl: http://a\nmethod: GTE"), "8:17", "MYL-6006", "method: GTE"),
                mistake(
                        message("type: http\nurl: http://a\ntimeouts: {read: soon}"),
                        "8:26",
                        "MYL-6006",
                        "read: soon (expected: a number from 0 to 3600)"),
                mistake(message("type: http\nurl: http://a\nheader: {}"), "8:9", "MYL-6008", "Did you mean headers?"),
                mistake(message("type: dummy\nhttp_code: ok"), "7:20", "MYL-6006", "http_code: ok"),
                mistake(message("type: dummy\ncontent: hello"), "7:18", "MYL-6006", "content: hello"),
                mistake(message("type: cloud_functions"), "5:7", "MYL-6005", "has no function_id"),
                mistake(
                        message("type: cloud_functions\nfunction_id: d4e**"),
                        "7:9",
                        "MYL-6010",
                        "[openapi.functions] \"d4e**\" = "),
                mistake(path("get:\n  x-yc-apigateway-integration: {type: dummy}"), "4:5", "MYL-6011", "not served"),
                mistake(
                        path("parameters:\n  - $ref: '#/components/parameters/Room'\n"
                                + "x-yc-apigateway-websocket-message:\n"
                                + "  x-yc-apigateway-integration: {type: dummy}"),
                        "5:9",
                        "MYL-6012",
                        "$ref: #/components/parameters/Room"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundWhereItIs(Mistake mistake) {
        Project project = read(mistake.text());

        assertThat(project.diagnostics()).singleElement().satisfies(finding -> {
            assertThat(finding.toString()).contains(mistake.code(), mistake.words());
            assertThat(finding.location()).hasToString("openapi/test.yaml:" + mistake.place());
        });
        assertThat(project.files().read()).isEqualTo(1);
        boolean error = project.diagnostics().stream().anyMatch(Diagnostic::isError);
        assertThat(error).isNotEqualTo(mistake.code().matches("MYL-60(08|11)"));
        assertThat(error && !project.inboundEndpoints().isEmpty()).isFalse();
    }

    @Test
    void aliasesThatMultiplyAreALimit() {
        StringBuilder text = new StringBuilder("openapi: 3.0.0\nx-0: &a0 [lol]\n");
        for (int i = 1; i < 90; i++) {
            text.append(
                    String.format("x-%d: &a%d [%s]%n", i, i, String.join(",", Collections.nCopies(9, "*a" + (i - 1)))));
        }

        assertThat(read(text + "paths: *a89\n").diagnostics())
                .singleElement()
                .asString()
                .contains("MYL-6002", "aliases that stand for more than 1000000 values");
    }

    @Test
    void anAuthorizerThatIsNotThereRefusesThePath() {
        String text = DUMMY.replace("paths:", """
                components:
                  securitySchemes:
                    token:
                      type: http
                      x-yc-apigateway-authorizer: {type: function}
                security:
                  - token: []
                paths:""");

        assertThat(read(text).diagnostics()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("MYL-6007", "security: token", ":8:5"));
        assertThat(read(text.replace("x-yc-apigateway-authorizer", "x-other")).diagnostics())
                .isEmpty();
    }

    @Property(tries = 2000, seed = "6455")
    void anyDocumentIsReadOrRefusedWithAPlace(
            @ForAll @IntRange(max = 100_000) int at, @ForAll @IntRange(max = 400) int cut, @ForAll byte[] put) {
        byte[] valid = message("type: http\nurl: http://a/{x}\nquery: &q {a: '{x}'}\nheaders: *q\n"
                        + "timeouts: {connect: 0.5, read: 5}")
                .getBytes(StandardCharsets.UTF_8);
        int from = at % valid.length;
        int to = Math.min(valid.length, from + cut % 40);
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < from; i++) {
            bytes.add(valid[i]);
        }
        for (byte each : put) {
            bytes.add(each);
        }
        for (int i = to; i < valid.length; i++) {
            bytes.add(valid[i]);
        }
        byte[] all = new byte[bytes.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = bytes.get(i);
        }

        Project project = read(OpenApiSettings.UNKNOWN, new SourceFile("openapi/any.yaml", all));

        assertThat(project.diagnostics())
                .allMatch(each -> each.location().line() >= 1 && each.location().column() >= 1);
    }
}
