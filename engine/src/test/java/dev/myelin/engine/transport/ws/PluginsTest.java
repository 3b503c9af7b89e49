package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.ConfFolder;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handler classes of jars in {@code lib/}, compiled here. */
class PluginsTest {
    private static final String UPPER = """
            package plug;
            import dev.myelin.engine.transport.ws.spi.*;
            import java.nio.ByteBuffer;
            import java.nio.charset.StandardCharsets;
            public final class Upper implements SubprotocolHandler {
                private int seen;
                public String subprotocol() { return "upper"; }
                public boolean onMessage(Connection connection, boolean text, ByteBuffer content) {
                    String said = StandardCharsets.UTF_8.decode(content).toString();
                    if (said.equals("bye")) {
                        connection.close(4002, "as told");
                        return false;
                    }
                    if (said.startsWith("pass")) {
                        connection.property("seen", "" + ++seen);
                        return true;
                    }
                    connection.sendText(said.toUpperCase());
                    return false;
                }
            }
            """;
    private static final String GATE = """
            package plug;
            import dev.myelin.engine.transport.ws.spi.*;
            import java.util.Optional;
            public final class Gate implements PipelineHandler {
                public Optional<Refusal> onHandshake(Connection connection) {
                    connection.property("gate", connection.peerAddress() + connection.uri());
                    return connection.header("Token").contains("good")
                            ? Optional.empty() : Optional.of(new Refusal(401, "no token"));
                }
            }
            """;
    private static final String OF_MI = """
            package org.wso2.carbon.inbound.endpoint.protocol.websocket.management;
            public abstract class AbstractSubprotocolHandler { }
            """;
    private static final String PORTED_BADLY = """
            package plug;
            public final class Old extends
                    org.wso2.carbon.inbound.endpoint.protocol.websocket.management.AbstractSubprotocolHandler { }
            """;
    private static final String NO_HANDLER = "package plug; public final class Nothing { }";

    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        Path sources = Files.createDirectories(folder.resolve("src"));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-d",
                classes.toString(),
                "-proc:none",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")) + ":"
                        + Path.of("target/classes").toAbsolutePath()));
        String[] all = {UPPER, GATE, OF_MI, PORTED_BADLY, NO_HANDLER};
        String[] names = {"Upper", "Gate", "AbstractSubprotocolHandler", "Old", "Nothing"};
        for (int i = 0; i < all.length; i++) {
            arguments.add(Files.writeString(sources.resolve(names[i] + ".java"), all[i])
                    .toString());
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        jar = folder.resolve("handlers.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes.resolve("plug"))) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                out.write(Files.readAllBytes(each));
                out.closeEntry();
            }
        }
    }

    private EngineHarness engine(String... artefacts) {
        return EngineHarness.start(conf -> withJar(conf).definitions(String.join("\n", artefacts) + Artefacts.OUT));
    }

    private ConfFolder withJar(ConfFolder conf) {
        try {
            Path lib = Files.createDirectories(conf.directory().resolve("lib"));
            Files.copy(jar, lib.resolve("handlers.jar"));
            return conf;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void handlersAdmitAnswerPassOnAndClose() throws Exception {
        try (EngineHarness engine = engine(
                inbound("in", "said", "ws.subprotocol.handler.class=plug.Upper", "ws.pipeline.handler.class=plug.Gate"),
                sequence("said", onHandshake("", text("$1 $2", get("seen"), get("gate")) + "<respond/>")))) {
            int port = engine.wsPort("in");
            try (RawWebSocket refused = RawWebSocket.connect(port, "/")) {
                assertThat(refused.status()).isEqualTo(401);
                assertThat(refused.rest()).contains("no token");
            }
            try (RawWebSocket client =
                    RawWebSocket.open(port, "/x", "Token: good", "Sec-WebSocket-Protocol: other, upper")) {
                assertThat(client.header("Sec-WebSocket-Protocol")).isEqualTo("upper");
                client.text("hello");
                assertThat(client.readText()).isEqualTo("HELLO");
                client.text("pass 1");
                client.text("pass 2");
                assertThat(client.readText()).isEqualTo("1 127.0.0.1/x");
                assertThat(client.readText()).isEqualTo("2 127.0.0.1/x");
                client.text("bye");
                RawWebSocket.Frame close = client.read();
                assertThat(close.closeCode()).isEqualTo(4002);
                assertThat(close.closeReason()).isEqualTo("as told");
            }
            try (RawWebSocket plain = RawWebSocket.open(port, "/x", "Token: good")) {
                plain.text("no subprotocol, no handler");
                assertThat(plain.readText()).startsWith(" 127");
            }
        }
    }

    @Test
    void aClassThatCannotBeUsedIsNamedAndTheRestRuns() throws Exception {
        try (EngineHarness engine = engine(
                inbound("old", "echo", "ws.subprotocol.handler.class=plug.Old"),
                inbound("nothing", "echo", "ws.subprotocol.handler.class=plug.Nothing"),
                inbound("missing", "echo", "ws.pipeline.handler.class=plug.Missing"),
                inbound("good", "echo"),
                sequence("echo", "<respond/>"))) {
            assertThat(engine.errors())
                    .anyMatch(line -> line.contains("MYL-3005")
                            && line.contains("plug.Old")
                            && line.contains("AbstractSubprotocolHandler"))
                    .anyMatch(line -> line.contains("MYL-3005")
                            && line.contains("plug.Nothing")
                            && line.contains("SubprotocolHandler"))
                    .anyMatch(line ->
                            line.contains("MYL-3005") && line.contains("plug.Missing") && line.contains("lib/"));
            try (RawWebSocket client = RawWebSocket.open(engine.wsPort("good"), "/")) {
                client.text("x");
                assertThat(client.readText()).isEqualTo("x");
            }
        }
    }
}
