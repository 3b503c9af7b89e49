package dev.myelin.engine.transport.ws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A STOMP 1.1 and 1.2 client on the JDK's WebSocket. */
final class StompClient implements AutoCloseable {
    private final BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /** A STOMP frame. */
    record Frame(String command, Map<String, String> headers, String body) {}

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            return took(from, last);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, java.nio.ByteBuffer data, boolean last) {
            // Brokers are free to use either kind of frame.
            text.append(java.nio.charset.StandardCharsets.UTF_8.decode(data));
            return took(from, last);
        }

        private CompletionStage<?> took(WebSocket from, boolean last) {
            if (last) {
                int end = text.indexOf("\0");
                for (; end >= 0; end = text.indexOf("\0")) {
                    received.add(parse(text.substring(0, end).stripLeading()));
                    text.delete(0, end + 1);
                }
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }

    private StompClient(URI uri, String... subprotocols) throws Exception {
        String first = subprotocols[0];
        String[] others = java.util.Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(first, others)
                .buildAsync(uri, new Listener())
                .get(60, TimeUnit.SECONDS);
    }

    static StompClient connect(URI uri, String... subprotocols) throws Exception {
        return new StompClient(uri, subprotocols);
    }

    String subprotocol() {
        return socket.getSubprotocol();
    }

    void send(String command, String body, String... headers) throws Exception {
        StringBuilder frame = new StringBuilder(command).append('\n');
        for (String header : headers) {
            frame.append(header).append('\n');
        }
        frame.append('\n').append(body).append('\0');
        socket.sendText(frame, true).get(60, TimeUnit.SECONDS);
    }

    /** The next frame, which must be a {@code command}. */
    Frame expect(String command) throws Exception {
        Frame frame = received.poll(60, TimeUnit.SECONDS);
        if (frame == null || !frame.command().equals(command)) {
            throw new IOException("no " + command + " but " + frame);
        }
        return frame;
    }

    int closeCode() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    private static Frame parse(String text) {
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end).split("\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.putIfAbsent(lines[i].substring(0, colon), lines[i].substring(colon + 1));
        }
        return new Frame(lines[0], headers, text.substring(end + 2));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
