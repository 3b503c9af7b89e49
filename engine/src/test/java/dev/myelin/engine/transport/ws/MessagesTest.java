package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.Artefacts.call;
import static dev.myelin.engine.transport.ws.Artefacts.get;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.onHandshake;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static dev.myelin.engine.transport.ws.Artefacts.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import dev.myelin.samples.EchoBackend;
import dev.myelin.samples.HttpBackend;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static EchoBackend echo;
    private static HttpBackend http;
    private static ScriptedBackend scripted;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        echo = EchoBackend.start("127.0.0.1", 0, "/websocket");
        http = HttpBackend.start("127.0.0.1", 0);
        scripted = ScriptedBackend.start();
        String toEcho = send("ws://127.0.0.1:" + echo.port() + "/websocket");
        String slowly = onHandshake("", call("http://127.0.0.1:" + http.port() + "/"));
        engine = Artefacts.mediating(
                inbound("echo", "toEcho"),
                inbound("mediated", "mediating"),
                inbound("called", "calling"),
                inbound("scripted", "toScripted"),
                inbound("local", "local"),
                sequence("toEcho", toEcho),
                sequence("mediating", "<log level='custom' category='DEBUG'/>" + property("a", "b") + toEcho),
                sequence("calling", slowly + "<respond/>"),
                sequence("local", "<respond/>"),
                sequence("toScripted", send(scripted.address("/s"))));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        echo.close();
        http.close();
        scripted.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 65_537, 1_000_000, 16 * 1024 * 1024})
    void textAndBinaryComeBackByteForByte(int size) throws Exception {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        String text = "x".repeat(Math.max(0, size - 4)) + (size < 4 ? "y".repeat(size) : "\uD83D\uDE00");
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("echo"), "/")) {
            client.binary(bytes);
            RawWebSocket.Frame back = client.read();
            assertThat(back.opcode()).isEqualTo(2);
            assertThat(back.payload()).isEqualTo(bytes);
            client.text(text);
            back = client.read();
            assertThat(back.opcode()).isEqualTo(1);
            assertThat(back.text()).isEqualTo(text);
        }
    }

    @Test
    void fragmentsArriveAsOneMessageAndPingsBetweenThemAreAnsweredAtOnce() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("scripted"), "/");
                ScriptedBackend.Peer backend = scripted.next()) {
            byte[] snowman = "\u2603".getBytes(StandardCharsets.UTF_8);
            client.frame(0x01, new byte[] {'a', snowman[0]});
            client.frame(0x89, new byte[] {1, 2, 3});
            RawWebSocket.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(10);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
            client.frame(0x00, new byte[0]);
            client.frame(0x00, new byte[] {snowman[1]});
            client.frame(0x8A, new byte[] {9});
            client.frame(0x80, new byte[] {snowman[2], 'b'});
            RawWebSocket.Frame message = backend.read();
            assertThat(message.fin()).isTrue();
            assertThat(message.text()).isEqualTo("a\u2603b");

            backend.frame(0x02, new byte[] {1});
            backend.frame(0x89, new byte[] {7});
            assertThat(backend.read().payload()).containsExactly(7);
            backend.frame(0x80, new byte[] {2});
            RawWebSocket.Frame reply = client.read();
            assertThat(reply.opcode()).isEqualTo(2);
            assertThat(reply.payload()).containsExactly(1, 2);
        }
    }

    @Test
    void anEmptyFragmentedMessageIsAnEmptyMessage() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("echo"), "/")) {
            client.frame(0x01, new byte[0]);
            client.frame(0x80, new byte[0]);
            RawWebSocket.Frame back = client.read();
            assertThat(back.opcode()).isEqualTo(1);
            assertThat(back.payload()).isEmpty();
        }
    }

    @Test
    void respondInTheInboundSequenceEchoes() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("local"), "/")) {
            client.text("hello");
            assertThat(client.readText()).isEqualTo("hello");
            client.binary(new byte[] {0, -1});
            assertThat(client.read().payload()).containsExactly(0, -1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "mediated", "called", "local"})
    void messagesOfManyConnectionsKeepTheirOrderWithSixteenInFlight(String inbound) throws Exception {
        int connections = 24;
        int messages = inbound.equals("called") ? 60 : 400;
        ExecutorService workers = Executors.newFixedThreadPool(connections);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                String name = "connection " + i + " message ";
                running.add(workers.submit(() -> {
                    sixteenInFlight(engine.wsPort(inbound), name, messages, !inbound.equals("called"));
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void aMessageThatTakesTooLongRunsTheFaultSequenceAndThenTheNextMessageRuns() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                EngineHarness own = Artefacts.mediating(
                        inbound("in", "in", "onError=late"),
                        sequence("in", onHandshake("", slowly(silent) + "<respond/>")),
                        sequence(
                                "late", text("$1 $2", get("ERROR_CODE"), get("websocket.event.type")) + "<respond/>"));
                RawWebSocket client = RawWebSocket.open(own.wsPort("in"), "/")) {
            client.text("slow");
            client.text("quick");
            assertThat(client.readText()).isEqualTo("101504 MESSAGE");
            assertThat(client.readText()).isEqualTo("quick");
        }
    }

    /** Calls the silent back-end for the message "slow". */
    private static String slowly(ServerSocket silent) {
        return "<filter source=\"fn:string($body)\" regex='slow'><then><call><endpoint><address uri='http://127.0.0.1:"
                + silent.getLocalPort()
                + "/'><timeout><duration>200</duration></timeout></address></endpoint></call></then></filter>";
    }

    private static void sixteenInFlight(int port, String name, int messages, boolean exact) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(port, "/")) {
            int sent = 0;
            for (int received = 0; received < messages; received++) {
                while (sent < messages && sent < received + 16) {
                    client.text(name + sent++);
                }
                String text = client.readText();
                if (exact) {
                    assertThat(text).isEqualTo(name + received);
                } else {
                    assertThat(text).contains((name + received + "\"").toUpperCase(Locale.ROOT));
                }
            }
        }
    }
}
