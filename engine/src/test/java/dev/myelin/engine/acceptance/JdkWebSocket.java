package dev.myelin.engine.acceptance;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's WebSocket client: what it receives is taken one after the other. */
final class JdkWebSocket implements WebSocket.Listener, AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WebSocket socket;

    /** One message, or a close: {@code kind} is {@code text}, {@code binary} or {@code close CODE}. */
    record Received(String kind, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private JdkWebSocket(String url) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(url), this)
                .join();
    }

    static JdkWebSocket open(String url) {
        return new JdkWebSocket(url);
    }

    JdkWebSocket text(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    JdkWebSocket binary(byte[] message) {
        socket.sendBinary(ByteBuffer.wrap(message), true).join();
        return this;
    }

    Received next() throws InterruptedException {
        Received next = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came in " + LIMIT_SECONDS + " s");
        }
        return next;
    }

    String nextText() throws InterruptedException {
        Received next = next();
        if (!next.kind().equals("text")) {
            throw new AssertionError("no text but " + next.kind() + " " + next.text());
        }
        return next.text();
    }

    /** Whether something has come that nobody took yet. */
    boolean hasMore() {
        return !received.isEmpty();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            received.add(new Received("text", text.toString().getBytes(StandardCharsets.UTF_8)));
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        if (last) {
            received.add(new Received("binary", bytes.toByteArray()));
            bytes.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        received.add(new Received("close " + code, reason.getBytes(StandardCharsets.UTF_8)));
        return null;
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }
}
