package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.property;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The relay tier with TLS on either side, or on both. The back-end is a second engine that sends everything back. */
class SecureRelayTest {
    private static final Certificates CERTIFICATES = Certificates.get();
    private static final SSLContext CLIENT = CERTIFICATES.context("ca", "");

    @TempDir
    private static Path folder;

    private static EngineHarness back;
    private static EngineHarness front;

    /** Where there is TLS. */
    enum Where {
        IN("plain"),
        OUT("secure"),
        BOTH("secure");

        private final String backend;

        Where(String backend) {
            this.backend = backend;
        }

        RawWebSocket open() throws IOException {
            int port = front.wsPort(name());
            RawWebSocket client = this == OUT ? RawWebSocket.tcp(port) : RawWebSocket.tls(port, CLIENT);
            client.handshake("/");
            assertThat(client.status()).isEqualTo(101);
            assertThat(front.engine().sessions().all()).singleElement().satisfies(session -> assertThat(
                            ((WsSession) session).relay())
                    .isNotNull());
            return client;
        }

        String inbound(String keys, String password) {
            String[] parameters = this == OUT
                    ? new String[] {"ws.close.timeout=1s"}
                    : new String[] {"ws.close.timeout=1s", keys, password};
            String xml = Artefacts.inbound(name(), name(), parameters);
            return this == OUT ? xml : xml.replace("protocol='ws'", "protocol='wss'");
        }

        String sequence() {
            String scheme = this == IN ? "ws" : "wss";
            return Artefacts.sequence(name(), send(scheme + "://localhost:" + back.wsPort(backend) + "/"));
        }
    }

    @BeforeAll
    static void start() {
        CERTIFICATES.keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        CERTIFICATES.trustStore(folder.resolve("trust.p12"), "PKCS12", "ca");
        String keys = "wss.ssl.key.store.file=" + folder.resolve("server.p12");
        String password = "wss.ssl.key.store.pass=" + PASSWORD;
        back = Artefacts.engine(
                inbound("plain", "echo"),
                inbound("secure", "echo", keys, password).replace("protocol='ws'", "protocol='wss'"),
                sequence("echo", property("seen", "true") + "<respond/>"));
        StringBuilder artefacts = new StringBuilder(Artefacts.OUT);
        for (Where each : Where.values()) {
            artefacts.append(each.inbound(keys, password)).append(each.sequence());
        }
        String toml = "[transport.ws]\nsender.enable = true\n[transport.wss]\nsender.enable = true\n[truststore]\n"
                + "file_name = '" + folder.resolve("trust.p12") + "'\npassword = '" + PASSWORD + "'\n";
        front = EngineHarness.start(conf -> conf.toml(toml).definitions(artefacts.toString()));
    }

    @AfterAll
    static void stop() {
        front.close();
        back.close();
    }

    @AfterEach
    void nothingIsLeft() {
        await().until(() -> front.engine().sessions().all().isEmpty());
        await().until(() -> back.engine().sessions().all().isEmpty());
        assertThat(front.log().containing("LEAK:")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void messagesOfAllSizesComeBackWholeAndInOrder(Where tls) throws Exception {
        Random random = new Random(8);
        byte[][] messages = new byte[60][];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = new byte[random.nextInt(i % 20 == 0 ? 300_000 : 300)];
            random.nextBytes(messages[i]);
        }
        messages[30] = new byte[1 << 20];
        try (RawWebSocket client = tls.open()) {
            Thread sender = new Thread(() -> sendAll(client, messages));
            sender.start();
            for (byte[] each : messages) {
                assertThat(Arrays.equals(client.read().payload(), each)).isTrue();
            }
            sender.join();
            client.frame(0x01, new byte[] {'a'});
            client.frame(0x89, new byte[] {7});
            client.frame(0x80, new byte[] {'b'});
            assertThat(client.read().opcode()).isEqualTo(10);
            assertThat(client.readText()).isEqualTo("ab");
        }
    }

    private static void sendAll(RawWebSocket client, byte[][] messages) {
        try {
            for (byte[] each : messages) {
                client.binary(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCloseIsMirroredAndEndsBothConnections(Where tls) throws Exception {
        long before = back.engine().sessions().ended(CloseCause.CLIENT_CLOSED);
        try (RawWebSocket client = tls.open()) {
            client.text("before");
            client.close(4002, "done");
            assertThat(client.readText()).isEqualTo("before");
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4002);
            assertThat(close.closeReason()).isEqualTo("done");
            assertThat(client.atEnd()).isTrue();
        }
        await().until(() -> back.engine().sessions().ended(CloseCause.CLIENT_CLOSED) == before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aViolationIsClosedWithACodeThatTheClientCanRead(Where tls) throws Exception {
        long before = front.engine().sessions().ended(CloseCause.CLIENT_PROTOCOL_ERROR);
        try (RawWebSocket client = tls.open()) {
            client.raw(RawWebSocket.encode(0x81, new byte[] {1}, false));
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(client.atEnd()).isTrue();
        }
        await().until(() -> front.engine().sessions().ended(CloseCause.CLIENT_PROTOCOL_ERROR) == before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatIsLostLeavesNoBackendConnection(Where tls) throws Exception {
        long before = back.engine().sessions().ended(CloseCause.CLIENT_CLOSED);
        RawWebSocket client = tls.open();
        client.text("hello");
        assertThat(client.readText()).isEqualTo("hello");
        client.close();
        await().until(() -> back.engine().sessions().ended(CloseCause.CLIENT_CLOSED) == before + 1);
    }
}
