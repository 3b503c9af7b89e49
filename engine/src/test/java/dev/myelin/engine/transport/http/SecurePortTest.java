package dev.myelin.engine.transport.http;

import static dev.myelin.engine.testkit.Certificates.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.Certificates;
import dev.myelin.engine.testkit.EngineHarness;
import dev.myelin.engine.testkit.RawWebSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code httpswss}, and WebSocket inbound endpoints at the HTTPS listener. */
class SecurePortTest {
    private static final SSLContext TRUSTING = Certificates.get().context("ca", "");

    @TempDir
    private static Path folder;

    private static EngineHarness engine;

    @BeforeAll
    static void start() {
        Path store = Certificates.get().keyStore(folder.resolve("server.p12"), "PKCS12", "server");
        engine = EngineHarness.start(conf -> conf.toml("[keystore.tls]\nfile_name = '" + store + "'\npassword = '"
                        + PASSWORD + "'\n[transport.http]\nlistener.port = @port:http@\n"
                        + "listener.secured_port = @port:https@\n")
                .definitions("<sequence name='main'><log category='DEBUG'/></sequence>"
                        + "<sequence name='echo'><respond/></sequence>"
                        + "<proxy name='echo' transports='https'><target><inSequence><respond/></inSequence></target>"
                        + "</proxy>"
                        + "<inboundEndpoint name='mixed' protocol='httpswss' sequence='echo'><parameters>"
                        + "<parameter name='port'>@port:mixed@</parameter>"
                        + "<parameter name='wss.ssl.key.store.file'>" + store + "</parameter>"
                        + "<parameter name='wss.ssl.key.store.pass'>" + PASSWORD + "</parameter>"
                        + "</parameters></inboundEndpoint>"
                        + "<inboundEndpoint name='bound' protocol='ws' sequence='echo'><parameters>"
                        + "<parameter name='ws.listener'>https</parameter>"
                        + "<parameter name='ws.path'>/echo</parameter>"
                        + "</parameters></inboundEndpoint>"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void theHttpsListenerServesAWebSocketByItsPath() throws Exception {
        assertThat(echo(engine.wsPort("https"), "/echo", "hello")).isEqualTo("hello");
        try (RawWebSocket client = RawWebSocket.tls(engine.wsPort("https"), TRUSTING)) {
            client.handshake("/elsewhere");
            assertThat(client.status()).isEqualTo(404);
        }
        try (RawWebSocket plain = RawWebSocket.connect(engine.wsPort("http"), "/echo")) {
            assertThat(plain.status()).isEqualTo(404);
        }
        assertThat(post(engine.wsPort("https"), "/services/echo", "over https")).isEqualTo("over https");
    }

    @Test
    void httpswssServesBoth() throws Exception {
        assertThat(echo(engine.wsPort("mixed"), "/any", "hello")).isEqualTo("hello");
        assertThat(post(engine.wsPort("mixed"), "/any", "over https")).isEqualTo("over https");
    }

    @Test
    void theReadyLineShowsThem() {
        assertThat(engine.engine().addresses())
                .contains(
                        "https://localhost:" + engine.wsPort("mixed"),
                        "wss://localhost:" + engine.wsPort("mixed") + "/",
                        "wss://localhost:" + engine.wsPort("https") + "/echo");
    }

    private static String echo(int port, String path, String text) throws Exception {
        try (RawWebSocket client = RawWebSocket.tls(port, TRUSTING)) {
            client.handshake(path);
            assertThat(client.status()).isEqualTo(101);
            client.text(text);
            return client.readText();
        }
    }

    private static String post(int port, String path, String body) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(TRUSTING)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
