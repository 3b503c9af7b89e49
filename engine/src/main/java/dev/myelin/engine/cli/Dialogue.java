package dev.myelin.engine.cli;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One connection: prints what comes and sends what it is told, by one thread at a time. */
final class Dialogue implements WebSocket.Listener {
    private static final int SHOWN_BYTES = 64;
    private static final int MAX_TEXT = 64 * 1024 * 1024;
    private static final int LOST = 1006;
    private static final long CLOSE_SECONDS = 5;

    private final Screen screen;
    private final boolean showsPings;
    private final CountDownLatch over = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder hex = new StringBuilder();
    private long bytes;
    private volatile boolean lost;
    private volatile long lastActive = System.nanoTime();

    Dialogue(Screen screen, boolean showsPings) {
        this.screen = screen;
        this.showsPings = showsPings;
    }

    /** Whether the connection ended without a close frame. */
    boolean isLost() {
        return lost;
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for the end, at most so long. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    /** Waits for the end, however long that takes. */
    void awaitEnd() throws InterruptedException {
        over.await();
    }

    /** Waits until nothing has come or gone for {@code quiet} nanoseconds, at most {@code most}. */
    void awaitQuiet(long quiet, long most) throws InterruptedException {
        long end = System.nanoTime() + most;
        boolean waits = true;
        while (waits) {
            long now = System.nanoTime();
            long left = Math.min(lastActive + quiet - now, end - now);
            waits = left > 0 && !awaitEnd(left);
        }
    }

    /** Sends text; false, and said, when that cannot be. */
    boolean text(WebSocket socket, String message) {
        return sent(() -> socket.sendText(message, true));
    }

    boolean binary(WebSocket socket, String message) {
        return sent(() -> socket.sendBinary(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), true));
    }

    boolean ping(WebSocket socket, String data) {
        return sent(() -> socket.sendPing(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8))));
    }

    boolean pong(WebSocket socket, String data) {
        return sent(() -> socket.sendPong(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8))));
    }

    /** Sends a close frame and waits for the other's, but not for ever. */
    boolean close(WebSocket socket, int code, String reason) throws InterruptedException {
        if (isOver()) {
            return true;
        }
        boolean told = socket.isOutputClosed() || sent(() -> socket.sendClose(code, reason));
        if (told && !awaitEnd(TimeUnit.SECONDS.toNanos(CLOSE_SECONDS))) {
            socket.abort();
            end(LOST, "");
        }
        return told;
    }

    private boolean sent(Supplier<CompletableFuture<WebSocket>> sending) {
        try {
            sending.get().join();
            lastActive = System.nanoTime();
            return true;
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (!isOver()) {
                screen.error(cause.getMessage() == null ? cause.toString() : cause.getMessage());
            }
            return false;
        }
    }

    /** Called before all others, so that nothing is printed before it. */
    @Override
    public void onOpen(WebSocket socket) {
        screen.control("Connected (press CTRL+C to quit)");
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        if (text.length() + data.length() > MAX_TEXT) {
            screen.error("a message of more than " + MAX_TEXT + " characters");
            socket.abort();
            end(LOST, "");
            return CompletableFuture.completedFuture(null);
        }
        text.append(data);
        if (last) {
            came(text.toString());
            text.setLength(0);
        }
        return more(socket);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        int shown = (int) Math.min(data.remaining(), Math.max(0, SHOWN_BYTES - bytes));
        byte[] first = new byte[shown];
        bytes += data.remaining();
        data.get(first);
        hex.append(HexFormat.of().formatHex(first));
        if (last) {
            came("(binary, " + bytes + " bytes) " + hex + (bytes > SHOWN_BYTES ? "..." : ""));
            bytes = 0;
            hex.setLength(0);
        }
        return more(socket);
    }

    private void came(String message) {
        screen.incoming(message);
        lastActive = System.nanoTime();
    }

    /** The JDK's client has sent the pong already. */
    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer data) {
        show("ping", data);
        return more(socket);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        show("pong", data);
        return more(socket);
    }

    private void show(String kind, ByteBuffer data) {
        if (showsPings) {
            came("Received " + kind + " (data: \"" + StandardCharsets.UTF_8.decode(data) + "\")");
        }
    }

    private static CompletionStage<?> more(WebSocket socket) {
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        end(code, reason);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        screen.error(error.getMessage() == null ? error.toString() : error.getMessage());
        end(LOST, "");
    }

    private synchronized void end(int code, String reason) {
        if (!isOver()) {
            lost = code == LOST;
            screen.end();
            screen.control("Disconnected (code: " + code + ", reason: \"" + reason + "\")");
            over.countDown();
        }
    }
}
