package dev.myelin.bench;

import dev.myelin.engine.deploy.Engine;
import dev.myelin.engine.deploy.EngineOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A client that connects, gets its 101 from an endpoint without a back-end, and hangs up; on loopback. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class HandshakeBenchmark {
    private static final String CONFIG = """
            <definitions xmlns="http://ws.apache.org/ns/synapse">
              <inboundEndpoint name="in" sequence="nothing" protocol="ws">
                <parameters><parameter name="inbound.ws.port">%d</parameter></parameters>
              </inboundEndpoint>
              <sequence name="nothing"><drop/></sequence>
            </definitions>
            """;
    private static final byte[] REQUEST =
            ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private int port;
    private @Nullable Engine engine;

    /** Starts the engine. */
    @Setup(Level.Trial)
    public void start() throws IOException {
        port = freePort();
        Path conf = Files.createTempDirectory("handshake");
        Path configs = Files.createDirectories(conf.resolve("synapse-configs/default"));
        Files.writeString(configs.resolve("synapse.xml"), CONFIG.formatted(port));
        Files.writeString(conf.resolve("deployment.toml"), "");
        engine = Engine.start(EngineOptions.of(conf).withHttpPort(freePort()), System.err);
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        if (engine != null) {
            engine.close();
        }
    }

    /** One handshake; the status line's length. */
    @Benchmark
    public int handshake() throws IOException {
        try (Socket socket = new Socket(loopback, port)) {
            // A reset instead of a resting port: there are millions of these.
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(REQUEST);
            return readHead(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static int readHead(InputStream in) throws IOException {
        int last = 0;
        int length = 0;
        while (last != 0x0D0A0D0A) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed during the handshake");
            }
            last = last << 8 | next;
            length++;
        }
        return length;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
