package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static dev.myelin.engine.transport.ws.Artefacts.inbound;
import static dev.myelin.engine.transport.ws.Artefacts.send;
import static dev.myelin.engine.transport.ws.Artefacts.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.myelin.engine.session.CloseCause;
import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.testkit.ScriptedBackend;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code wss} inbound endpoints on real sockets. */
class SecureListenerTest {
    private static final Certificates CERTIFICATES = Certificates.get();
    private static final String ECHO = sequence("echo", "<respond/>");

    @TempDir
    private static Path folder;

    private static ScriptedBackend backend;
    private static EngineHarness engine;

    @BeforeAll
    static void start() throws Exception {
        backend = ScriptedBackend.start();
        CERTIFICATES.keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        CERTIFICATES.keyStore(folder.resolve("server.jks"), "JKS", "server", "own-password");
        CERTIFICATES.trustStore(folder.resolve("trust.jks"), "JKS", "ca");
        CERTIFICATES.pemCertificate(folder.resolve("server.crt"), "server");
        CERTIFICATES.pemKey(folder.resolve("server.key"), "server");
        CERTIFICATES.pemCertificate(folder.resolve("ca.pem"), "ca");
        String p12 = "wss.ssl.key.store.file=" + folder.resolve("server.p12");
        String pass = "wss.ssl.key.store.pass=" + PASSWORD;
        String trust = "wss.ssl.trust.store.file=" + folder.resolve("trust.jks");
        String trustPass = "wss.ssl.trust.store.pass=" + PASSWORD;
        engine = Artefacts.engine(
                secure("p12", "echo", p12, pass),
                secure(
                        "jks",
                        "echo",
                        "wss.ssl.key.store.file=" + folder.resolve("server.jks"),
                        pass,
                        "wss.ssl.cert.pass=own-password"),
                secure(
                        "pem",
                        "echo",
                        "wss.ssl.cert.file=" + folder.resolve("server.crt"),
                        "wss.ssl.key.file=" + folder.resolve("server.key")),
                secure("tls12", "echo", p12, pass, "wss.ssl.protocols=TLSv1.2"),
                secure("tls", "echo", p12, pass, "wss.ssl.protocols=TLS"),
                secure(
                        "suite",
                        "echo",
                        p12,
                        pass,
                        "wss.ssl.protocols=TLSv1.2",
                        "wss.ssl.cipher.suites=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
                secure("required", "echo", p12, pass, trust, trustPass),
                secure("wanted", "echo", p12, pass, trust, trustPass, "wss.ssl.client.auth=wanted"),
                secure("named", "named", p12, pass, trust, trustPass, "wss.ssl.client.auth=wanted"),
                secure("none", "echo", p12, pass, trust, trustPass, "wss.ssl.client.auth=none"),
                secure("pemTrust", "echo", p12, pass, "wss.ssl.trust.store.file=" + folder.resolve("ca.pem")),
                secure("hasty", "echo", p12, pass, "ws.handshake.timeout=500ms"),
                secure("bridge", "bridge", p12, pass),
                inbound("plain", "echo"),
                sequence("bridge", send(backend.address("/"))),
                sequence(
                        "named",
                        "<log level='custom'><property name='url' expression=\"get-property('axis2', 'TransportInURL')\"/>"
                                + "<property name='principal' expression=\"get-property('websocket.principal')\"/></log>"
                                + Artefacts.text("[$1]", "get-property('websocket.principal')") + "<respond/>"),
                ECHO);
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
        backend.close();
    }

    private static String secure(String name, String sequence, String... parameters) {
        return inbound(name, sequence, parameters).replace("protocol='ws'", "protocol='wss'");
    }

    private static SSLContext client(String alias) {
        return CERTIFICATES.context("ca", alias);
    }

    private static RawWebSocket open(String inbound, String alias, String... protocols) throws IOException {
        RawWebSocket client = RawWebSocket.tls(engine.wsPort(inbound), client(alias), protocols);
        try {
            client.handshake("/");
            assertThat(client.status()).isEqualTo(101);
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private static void echoes(RawWebSocket client) throws IOException {
        client.text("hello");
        assertThat(client.read().text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p12", "jks", "pem"})
    void takesItsKeyFromEveryKindOfFile(String inbound) throws Exception {
        try (RawWebSocket client = open(inbound, "")) {
            echoes(client);
            assertThat(client.peerCertificate().getSubjectX500Principal().getName())
                    .isEqualTo("CN=server");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "p12, TLSv1.2, TLSv1.2",
        "p12, TLSv1.3, TLSv1.3",
        "tls, TLSv1.2, TLSv1.2",
        "tls, TLSv1.3, TLSv1.3",
        "tls12, TLSv1.2, TLSv1.2"
    })
    void speaksTheVersionsThatAreSet(String inbound, String offered, String spoken) throws Exception {
        try (RawWebSocket client = open(inbound, "", offered)) {
            assertThat(client.protocol()).isEqualTo(spoken);
            echoes(client);
        }
    }

    @Test
    void refusesOtherVersionsAndCipherSuites() {
        assertThatThrownBy(() -> open("tls12", "", "TLSv1.3")).isInstanceOf(IOException.class);
    }

    @Test
    void speaksTheCipherSuiteThatIsSet() throws Exception {
        try (RawWebSocket client = open("suite", "")) {
            echoes(client);
        }
    }

    @ParameterizedTest(name = "client.auth of {0}, certificate of {1}: {2}")
    @CsvSource({
        "required, client, true",
        "required, stranger, false",
        "required, '', false",
        "wanted, client, true",
        "wanted, '', true",
        "none, '', true",
        "none, stranger, true",
        "pemTrust, client, true",
        "pemTrust, '', false"
    })
    void asksClientsForCertificates(String inbound, String alias, boolean accepted) throws Exception {
        if (accepted) {
            try (RawWebSocket client = open(inbound, alias)) {
                echoes(client);
            }
        } else {
            assertThatThrownBy(() -> open(inbound, alias)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void tellsSequencesWhoseCertificateItWas() throws Exception {
        String url = "wss://localhost:" + engine.wsPort("named") + "/";
        try (RawWebSocket client = open("named", "client")) {
            client.text("who");
            assertThat(client.readText()).isEqualTo("[CN=client]");
        }
        await().untilAsserted(() -> assertThat(engine.log().containing("url = " + url + ", principal = CN=client"))
                .hasSize(3));
        try (RawWebSocket client = open("named", "")) {
            client.text("who");
            assertThat(client.readText()).isEqualTo("[]");
        }
    }

    @Test
    void isNotTrustedByClientsOfAnotherAuthority() throws Exception {
        assertThatThrownBy(() -> RawWebSocket.tls(engine.wsPort("p12"), CERTIFICATES.context("other-ca", "")))
                .isInstanceOf(IOException.class);
        try (RawWebSocket client = open("p12", "")) {
            echoes(client);
        }
    }

    @Test
    void servesTheJdksClient() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newBuilder()
                .sslContext(client(""))
                .build()
                .newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + engine.wsPort("p12") + "/"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        received.add(data.toString());
                        from.request(1);
                        return null;
                    }
                })
                .get(60, TimeUnit.SECONDS);
        socket.sendText("over TLS", true).get(60, TimeUnit.SECONDS);
        assertThat(received.poll(60, TimeUnit.SECONDS)).isEqualTo("over TLS");
        socket.abort();
    }

    @Test
    void passesLargeMessagesBothWays() throws Exception {
        byte[] large = new byte[3 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        try (RawWebSocket client = open("p12", "")) {
            Thread sender = new Thread(() -> {
                try {
                    client.binary(large);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();
            assertThat(client.read().payload()).isEqualTo(large);
            sender.join();
        }
    }

    @Test
    void tellsBackendsThatTheClientHasTls() throws Exception {
        try (RawWebSocket client = open("bridge", "");
                ScriptedBackend.Peer peer = backend.next()) {
            assertThat(peer.header("X-Forwarded-Proto")).isEqualTo("wss");
            client.text("to the back-end");
            assertThat(peer.read().text()).isEqualTo("to the back-end");
            peer.text("and back");
            assertThat(client.read().text()).isEqualTo("and back");
            client.close(1000, "");
            assertThat(peer.read().closeCode()).isEqualTo(1000);
            peer.close(1000, "");
            assertThat(client.read().closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void closesAfterAViolationWithACodeThatTheClientCanRead() throws Exception {
        try (RawWebSocket client = open("p12", "")) {
            client.raw(RawWebSocket.encode(0x81, new byte[] {1}, false));
            assertThat(client.read().closeCode()).isEqualTo(1002);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void answersRequestsThatAreNoUpgrade() throws Exception {
        try (RawWebSocket client = RawWebSocket.tls(engine.wsPort("p12"), client(""))) {
            client.request(java.util.List.of("GET /health HTTP/1.1", "Host: localhost"));
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void plainBytesToATlsPortAreHarmless() throws Exception {
        long before = engine.engine().sessions().refusals(CloseCause.HANDSHAKE_REFUSED);
        try (RawWebSocket plain = RawWebSocket.tcp(engine.wsPort("p12"))) {
            plain.raw("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(plain.atEnd()).isTrue();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.engine().sessions().refusals(CloseCause.HANDSHAKE_REFUSED) > before);
        try (RawWebSocket client = open("p12", "")) {
            echoes(client);
        }
    }

    @Test
    void tlsToAPlainPortIsHarmless() throws Exception {
        assertThatThrownBy(() -> RawWebSocket.tls(engine.wsPort("plain"), client("")))
                .isInstanceOf(IOException.class);
        try (RawWebSocket client = RawWebSocket.open(engine.wsPort("plain"), "/")) {
            echoes(client);
        }
    }

    @Test
    void aTlsHandshakeThatDoesNotEndFallsUnderTheHandshakeTimeout() throws Exception {
        long before = engine.engine().sessions().refusals(CloseCause.HANDSHAKE_TIMEOUT);
        try (RawWebSocket silent = RawWebSocket.tcp(engine.wsPort("hasty"))) {
            // The beginning of a record.
            silent.raw(new byte[] {0x16, 0x03, 0x01});
            assertThat(silent.atEnd()).isTrue();
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> engine.engine().sessions().refusals(CloseCause.HANDSHAKE_TIMEOUT) > before);
    }

    @Test
    void theReadyLineTellsAddressesAndWhoseTlsItIs() {
        assertThat(engine.engine().readyLine(1))
                .contains("wss://localhost:" + engine.wsPort("p12") + "/")
                .contains("ws://localhost:" + engine.wsPort("plain") + "/")
                .matches(".* tls: (boringssl|jdk)");
    }

    @Test
    void theReadyLineIsSilentWithoutTls() {
        try (EngineHarness plain = Artefacts.engine(inbound("only", "echo"), ECHO)) {
            assertThat(plain.engine().readyLine(1)).doesNotContain("tls");
        }
    }

    @Test
    void runsOnTheTlsOfTheJdk() throws Exception {
        System.setProperty("myelin.tls", "jdk");
        try (EngineHarness jdk = Artefacts.engine(
                secure(
                        "a",
                        "echo",
                        "wss.ssl.key.store.file=" + folder.resolve("server.p12"),
                        "wss.ssl.key.store.pass=" + PASSWORD),
                ECHO)) {
            assertThat(jdk.engine().readyLine(1)).endsWith(" tls: jdk");
            for (String version : new String[] {"TLSv1.2", "TLSv1.3"}) {
                try (RawWebSocket client = RawWebSocket.tls(jdk.wsPort("a"), client(""), version)) {
                    client.handshake("/");
                    echoes(client);
                }
            }
        } finally {
            System.clearProperty("myelin.tls");
        }
    }

    @Test
    void takesUpCertificatesThatChangeWithoutDroppingConnections() throws Exception {
        Path store = CERTIFICATES.keyStore(folder.resolve("changing.p12"), "PKCS12", "server");
        try (EngineHarness changing = Artefacts.engine(
                secure("a", "echo", "wss.ssl.key.store.file=" + store, "wss.ssl.key.store.pass=" + PASSWORD), ECHO)) {
            try (RawWebSocket before = RawWebSocket.tls(changing.wsPort("a"), client(""))) {
                before.handshake("/");
                echoes(before);
                CERTIFICATES.keyStore(store, "PKCS12", "renewed");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> name(changing).equals("CN=renewed"));
                echoes(before);
                assertThat(before.peerCertificate().getSubjectX500Principal().getName())
                        .isEqualTo("CN=server");

                Certificates.replace(store, "no key store at all".getBytes(StandardCharsets.US_ASCII));
                await().atMost(Duration.ofSeconds(60)).until(() -> !changing.log()
                        .containing("changed files are not used")
                        .isEmpty());
                assertThat(name(changing)).isEqualTo("CN=renewed");
                echoes(before);
                assertThat(changing.log().containing("changed files are not used"))
                        .hasSize(1)
                        .allMatch(line -> line.startsWith("ERROR") && line.contains("wss.ssl.key.store.file"));

                CERTIFICATES.keyStore(store, "PKCS12", "server");
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> name(changing).equals("CN=server"));
            }
        }
    }

    private static String name(EngineHarness of) throws IOException {
        try (RawWebSocket client = RawWebSocket.tls(of.wsPort("a"), client(""))) {
            return client.peerCertificate().getSubjectX500Principal().getName();
        }
    }

    @Test
    void relativePathsStartAtTheConfDirectory() throws Exception {
        try (EngineHarness relative = EngineHarness.start(conf -> {
            CERTIFICATES.keyStore(conf.directory().resolve("server.jks"), "JKS", "server");
            return conf.definitions(
                    secure("a", "echo", "wss.ssl.key.store.file=server.jks", "wss.ssl.key.store.pass=" + PASSWORD)
                            + ECHO
                            + Artefacts.OUT);
        })) {
            assertThat(name(relative)).isEqualTo("CN=server");
        }
    }
}
