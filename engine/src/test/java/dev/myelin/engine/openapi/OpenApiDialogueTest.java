package dev.myelin.engine.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.cli.Cli;
import dev.myelin.engine.management.ManagementServer;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aConnectionIsAskedForSentToAndClosed() throws Exception {
        dialogue(DOCUMENT);
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
