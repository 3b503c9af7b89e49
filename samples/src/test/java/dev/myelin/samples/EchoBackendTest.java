package dev.myelin.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoBackendTest {
    private static final String PATH = "/websocket";
    private static final String UPGRADE = """
            GET /websocket HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private EchoBackend backend;

    @BeforeEach
    void start() {
        backend = EchoBackend.start("localhost", 0, PATH);
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private String url(String path) {
        return "ws://localhost:" + backend.port() + path;
    }

    @Test
    void textComesBackAsTextInOrder() throws Exception {
        TestClient client = new TestClient(url(PATH));
        CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
        for (int i = 0; i < 1000; i++) {
            String message = "message " + i + " äöü €";
            sent = sent.thenCompose(done -> client.socket().sendText(message, true));
        }
        sent.join();
        for (int i = 0; i < 1000; i++) {
            assertThat(client.next()).isEqualTo("message " + i + " äöü €");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 1_000_000, 16 * 1024 * 1024})
    void binaryOfAnySizeComesBackAsBinary(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        TestClient client = new TestClient(url(PATH));
        client.socket().sendBinary(ByteBuffer.wrap(content), true).join();
        assertThat(client.next()).isEqualTo(content);
    }

    @Test
    void aLargerFrameIsRefusedOnSightOfItsHeader() throws Exception {
        try (Socket socket = new Socket("localhost", backend.port())) {
            socket.setSoTimeout(20_000);
            exchange(socket, UPGRADE + "\r\n");
            byte[] header = {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 1, 0, 0, 1, 1, 2, 3, 4};
            socket.getOutputStream().write(header);
            byte[] close = socket.getInputStream().readNBytes(4);
            assertThat(close[0]).isEqualTo((byte) 0x88);
            assertThat(ByteBuffer.wrap(close).getShort(2)).isEqualTo((short) 1009);
        }
    }

    @Test
    void fragmentsMakeTheSameMessage() throws Exception {
        TestClient client = new TestClient(url(PATH));
        client.socket().sendText("one, ", false).join();
        client.socket().sendText("two, ", false).join();
        client.socket().sendText("three", true).join();
        assertThat(client.next()).isEqualTo("one, two, three");
    }

    @Test
    void pingIsAnsweredWithItsPayload() throws Exception {
        TestClient client = new TestClient(url(PATH));
        ByteBuffer payload = ByteBuffer.wrap("are you there".getBytes(StandardCharsets.UTF_8));
        client.socket().sendPing(payload.duplicate()).join();
        assertThat(client.next()).isEqualTo(new TestClient.Pong(payload));
    }

    @Test
    void closeIsMirroredWithCodeAndReasonAfterTheMessagesBeforeIt() throws Exception {
        TestClient client = new TestClient(url(PATH));
        client.socket().sendText("last", true).join();
        client.socket().sendClose(4001, "enough").join();
        assertThat(client.next()).isEqualTo("last");
        assertThat(client.next()).isEqualTo(new TestClient.Close(4001, "enough"));
    }

    @Test
    void theFirstSubprotocolOfferedIsAgreedTo() {
        assertThat(new TestClient(url(PATH), "chat", "superchat").socket().getSubprotocol())
                .isEqualTo("chat");
        assertThat(new TestClient(url(PATH)).socket().getSubprotocol()).isEmpty();
    }

    @Test
    void aSubprotocolThatIsNoTokenIsAgreedTo() throws Exception {
        try (Socket socket = new Socket("localhost", backend.port())) {
            socket.setSoTimeout(20_000);
            String offer = "Sec-WebSocket-Protocol: synapse(contentType='application/json')\r\n";
            assertThat(exchange(socket, UPGRADE + offer + "\r\n"))
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: synapse(contentType='application/json')")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        }
    }

    /** Sends {@code request} and reads up to the empty line. */
    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            assertThat(c).as("end of stream after " + answer).isNotNegative();
            answer.append((char) c);
        }
        return answer.toString();
    }

    @Test
    void theQueryIsNoPartOfThePath() throws Exception {
        TestClient client = new TestClient(url(PATH + "?token=x"));
        client.socket().sendText("hello", true).join();
        assertThat(client.next()).isEqualTo("hello");
    }

    @Test
    void plainHttpIsToldToUpgradeAndAnotherPathIsNotFound() throws Exception {
        HttpResponse<String> plain = get(PATH);
        assertThat(plain.statusCode()).isEqualTo(426);
        assertThat(plain.headers().firstValue("upgrade")).contains("websocket");
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://localhost:" + backend.port() + path);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> EchoBackend.start("localhost", backend.port(), PATH))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(
                        "cannot listen on localhost:" + backend.port() + ": in use, or not an address of this machine");
    }

    @Test
    void closingTheBackendDropsItsConnectionsAndFreesThePort() throws Exception {
        TestClient client = new TestClient(url(PATH));
        int port = backend.port();
        backend.close();
        assertThat(client.next()).isInstanceOfAny(Throwable.class, TestClient.Close.class);
        backend = EchoBackend.start("localhost", port, PATH);
        TestClient again = new TestClient(url(PATH));
        again.socket().sendText("back", true).join();
        assertThat(again.next()).isEqualTo("back");
    }
}
