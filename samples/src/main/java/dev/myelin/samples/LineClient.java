package dev.myelin.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket client for the terminal: each line of standard input is sent as a text message, each message received is
 * printed after {@code < }. At the end of the input it waits until nothing has come for a second, and closes. It uses
 * nothing but the JDK, so that {@code java LineClient.java URL [SUBPROTOCOL]} runs it without a build.
 */
public final class LineClient implements WebSocket.Listener {
    private static final long QUIET_SECONDS = 1;

    private final LinkedBlockingQueue<Boolean> arrivals = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private long bytes;

    private LineClient() {}

    /** {@code LineClient URL [SUBPROTOCOL]}; exit 1 when the server refuses. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 0) {
            System.err.println("usage: client.sh URL [SUBPROTOCOL]");
            System.exit(2);
        }
        LineClient client = new LineClient();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (args.length > 1) {
            builder.subprotocols(args[1]);
        }
        try {
            client.talk(builder.buildAsync(URI.create(args[0]), client).join());
        } catch (CompletionException e) {
            System.err.println("refused: " + reason(e));
            System.exit(1);
        }
    }

    private static String reason(CompletionException failure) {
        return failure.getCause() instanceof WebSocketHandshakeException refused
                ? "HTTP " + refused.getResponse().statusCode()
                : String.valueOf(failure.getCause());
    }

    private void talk(WebSocket socket) throws IOException, InterruptedException {
        String subprotocol = socket.getSubprotocol();
        System.out.println("connected" + (subprotocol.isEmpty() ? "" : ", subprotocol " + subprotocol));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !socket.isOutputClosed(); line = in.readLine()) {
            socket.sendText(line, true).join();
        }
        while (arrivals.poll(QUIET_SECONDS, TimeUnit.SECONDS) != null) {
            arrivals.clear();
        }
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
        if (!closed.await(QUIET_SECONDS, TimeUnit.SECONDS)) {
            socket.abort();
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            print(text.toString());
            text.setLength(0);
        }
        return more(socket);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        bytes += data.remaining();
        if (last) {
            print("(binary, " + bytes + " bytes)");
            bytes = 0;
        }
        return more(socket);
    }

    private void print(String message) {
        System.out.println("< " + message);
        arrivals.add(true);
    }

    private static CompletionStage<?> more(WebSocket socket) {
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        System.out.println("closed: " + code + (reason.isEmpty() ? "" : " " + reason));
        closed.countDown();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        System.out.println("lost: " + error);
        closed.countDown();
    }
}
