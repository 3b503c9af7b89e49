package dev.myelin.engine.cli;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.EngineOptions;
import dev.myelin.engine.deploy.logging.EngineLogging;
import dev.myelin.engine.management.ManagementServer;
import dev.myelin.samples.EchoBackend;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * A short life of the engine, with a message each way and the commands, so that the classes which every start needs are
 * loaded when the JVM writes its class-data archive at exit. Ports are free ones; nothing outside of a temporary folder
 * is touched.
 */
public final class TrainingRun {
    private static final int LIMIT_MILLISECONDS = 30_000;
    private static final int SOCKET_MILLISECONDS = 5_000;
    private static final String SYNAPSE = "xmlns=\"http://ws.apache.org/ns/synapse\"";

    private static final String TOML = """
            [server]
            hostname = "localhost"
            [transport.ws]
            sender.enable = true
            sender.outflow_dispatch_sequence = "outDispatchSeq"
            [management]
            port = 0
            """;

    private static final String DEFINITIONS = """
            <definitions %s>
              <sequence name="dispatchSeq" onError="fault">
                <property name="OUT_ONLY" value="true"/>
                <property name="FORCE_SC_ACCEPTED" value="true" scope="axis2" type="BOOLEAN"/>
                <property name="websocket.accept.contentType" scope="axis2" value="application/json"/>
                <filter source="get-property('websocket.source.handshake.present')" regex="true">
                  <then/>
                  <else>
                    <property name="hello" expression="json-eval($.hello)"/>
                  </else>
                </filter>
                <log level="full"><property name="hello" expression="$ctx:hello"/></log>
                <send><endpoint key="back"/></send>
              </sequence>
              <sequence name="outDispatchSeq"><log level="full"/><respond/></sequence>
              <sequence name="fault"><log level="custom"><property name="c" expression="$ctx:ERROR_CODE"/></log></sequence>
              <endpoint name="back"><address uri="ws://localhost:%d/websocket"/></endpoint>
              <proxy name="train" transports="http https" startOnLoad="true">
                <target inSequence="dispatchSeq" faultSequence="fault"/>
              </proxy>
              <inboundEndpoint name="train" sequence="dispatchSeq" onError="fault" protocol="ws" suspend="false">
                <parameters>
                  <parameter name="inbound.ws.port">%d</parameter>
                  <parameter name="ws.outflow.dispatch.sequence">outDispatchSeq</parameter>
                </parameters>
              </inboundEndpoint>
            </definitions>
            """;

    private TrainingRun() {}

    /** Runs and ends the process. */
    public static void run() {
        EngineLogging.toStandardOutput();
        new Timer("training-limit", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                Runtime.getRuntime().halt(ExitCode.FAILED);
                            }
                        },
                        LIMIT_MILLISECONDS);
        int code = ExitCode.OK;
        try {
            Path folder = Files.createTempDirectory("myelin-training");
            live(folder);
            delete(folder);
        } catch (IOException | RuntimeException e) {
            System.err.println("myelin: training ended early: " + e);
            code = ExitCode.FAILED;
        }
        System.exit(code);
    }

    private static void live(Path conf) throws IOException {
        int wsPort = freePort();
        int httpPort = freePort();
        try (EchoBackend echo = EchoBackend.start("localhost", 0, "/websocket")) {
            write(conf.resolve("deployment.toml"), TOML);
            write(
                    conf.resolve("synapse-configs/default/synapse.xml"),
                    DEFINITIONS.formatted(SYNAPSE, echo.port(), wsPort));
            commands(conf);
            try (Engine engine = Engine.start(EngineOptions.of(conf).withHttpPort(httpPort), System.err)) {
                System.out.println(engine.readyLine(0));
                Optional<ManagementServer> management = ManagementServer.start(engine);
                post(httpPort);
                converse(wsPort);
                client(wsPort);
                management.ifPresent(ManagementServer::close);
            }
        }
    }

    private static void commands(Path conf) {
        StringWriter ignored = new StringWriter();
        PrintWriter out = new PrintWriter(ignored);
        Cli.run(out, out, "validate", "--json", conf.toString());
        Cli.run(out, out, "explain", "--conf", conf.toString());
    }

    private static void client(int port) {
        PrintWriter out = new PrintWriter(new StringWriter());
        Cli.run(out, out, "websocket", "connect", "ws://localhost:" + port + "/", "-x", "{\"hello\":1}", "-w", "0");
    }

    private static void post(int port) throws IOException {
        byte[] body = "{\"hello\":1}".getBytes(StandardCharsets.UTF_8);
        try (Socket socket = connect(port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /services/train HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            System.out.println(header(socket.getInputStream()));
        }
    }

    /** A handshake, one text message {@code {"hello":1}}, its echo, a close with 1000. */
    private static void converse(int port) throws IOException {
        try (Socket socket = connect(port)) {
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            System.out.println(header(in));
            byte[] message = "{\"hello\":1}".getBytes(StandardCharsets.UTF_8);
            frame(out, 0x81, message);
            in.readNBytes(message.length + 2);
            frame(out, 0x88, new byte[] {0x03, (byte) 0xE8});
            System.out.println(in.readAllBytes().length + " bytes");
        }
    }

    /** A frame masked with zeros. */
    private static void frame(OutputStream out, int header, byte[] content) throws IOException {
        out.write(header);
        out.write(0x80 | content.length);
        out.write(new byte[4]);
        out.write(content);
        out.flush();
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(SOCKET_MILLISECONDS);
        return socket;
    }

    /** Reads up to the blank line that ends a header, and no byte more. */
    private static String header(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString().lines().findFirst().orElse("");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
