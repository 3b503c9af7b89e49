package dev.myelin.engine.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Diagnostic;
import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.management.ManagementServer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The dialogue of the tutorial: a client asks for its connection's id, and the shell uses it. */
class OpenApiDialogueTest {
    private static final String DOCUMENT = """
            openapi: 3.0.0
            info:
              title: Test API
              version: 1.0.0
            paths:
              /connections:
                x-yc-apigateway-websocket-message:
                  operationId: getConnectionID
                  parameters:
                    - name: X-Yc-Apigateway-Websocket-Connection-Id
                      in: header
                      required: true
                      schema:
                        type: string
                  responses:
                    '200':
                      description: Connection identifier
                  x-yc-apigateway-integration:
                    type: dummy
                    http_code: 200
                    http_headers:
                      Content-Type: application/json
                    content:
                      text/plain: '{"connection_id":"{X-Yc-Apigateway-Websocket-Connection-Id}"}'
            """;

    private static final Pattern YAML = Pattern.compile("(?m)^ *```yaml\\n([\\s\\S]*?)^ *```$");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aConnectionIsAskedForSentToAndClosed() throws Exception {
        dialogue(DOCUMENT);
    }

    /** Those of the tutorial and of the reference that it belongs to, in a folder: {@code -Dmyelin.seeds=FOLDER}. */
    @Test
    @EnabledIfSystemProperty(named = "myelin.seeds", matches = ".+")
    void thePublishedDocumentsRunAsTheyStand() throws Exception {
        List<String> documents = documents(Path.of(System.getProperty("myelin.seeds")));
        assertThat(documents).hasSizeGreaterThanOrEqualTo(3);
        dialogue(documents.get(0));
        for (String document : documents) {
            try (EngineHarness engine = EngineHarness.start(
                    conf -> conf.toml("[openapi.functions]\n\"b095c95ic**********\" = \"http://localhost:1/\"\n")
                            .file("synapse-configs/default/openapi/published.yaml", document))) {
                assertThat(engine.engine().diagnostics()).noneMatch(Diagnostic::isError);
            }
        }
    }

    private static List<String> documents(Path folder) throws IOException {
        List<String> documents = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher blocks = YAML.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                while (blocks.find()) {
                    documents.add(blocks.group(1).stripIndent());
                }
            }
        }
        documents.removeIf(text -> !text.contains("x-yc-apigateway-websocket"));
        return documents;
    }

    private void dialogue(String document) throws Exception {
        try (EngineHarness engine = EngineHarness.start(
                        conf -> conf.file("synapse-configs/default/openapi/websocket.yaml", document));
                ManagementServer server =
                        ManagementServer.start(engine.engine()).orElseThrow();
                RawWebSocket client = RawWebSocket.open(engine.httpPort(), "/connections")) {
            assertThat(engine.engine().diagnostics()).isEmpty();
            client.text("Hello!");
            String id = client.header("X-Yc-Apigateway-Websocket-Connection-Id");
            assertThat(id).isNotEmpty();
            RawWebSocket.Frame answer = client.read();
            assertThat(answer.text()).isEqualTo("{\"connection_id\":\"" + id + "\"}");
            assertThat(run(engine, "get", id)).isZero();
            assertThat(out.toString()).contains("path: /connections");
            assertThat(run(engine, "send", id, "--data", "Hello!")).isZero();
            assertThat(client.readText()).isEqualTo("Hello!");
            assertThat(run(engine, "disconnect", id)).isZero();
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1000);
            assertThat(close.closeReason()).isEmpty();
        }
        assertThat(err.toString()).isEmpty();
    }

    private int run(EngineHarness engine, String... words) {
        List<String> all = new ArrayList<>(List.of("websocket"));
        all.addAll(List.of(words));
        all.addAll(List.of("--conf", engine.directory().toString()));
        return Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }
}
