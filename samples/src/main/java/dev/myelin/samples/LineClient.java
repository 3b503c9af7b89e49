package dev.myelin.samples;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * A WebSocket client for the terminal: each line of standard input is sent as a text message, each message received is
 * printed after {@code < }. At the end of the input it waits until nothing has come for a second, and closes. It uses
 * nothing but the JDK, so that {@code java LineClient.java [--ca FILE] URL [SUBPROTOCOL]} runs it without a build; {@code
 * --ca} names the certificates to trust behind {@code wss://}.
 */
public final class LineClient implements WebSocket.Listener {
    private static final long QUIET_SECONDS = 1;

    private final LinkedBlockingQueue<Boolean> arrivals = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final StringBuilder text = new StringBuilder();
    private long bytes;

    private LineClient() {}

    /** {@code LineClient [--ca FILE] URL [SUBPROTOCOL]}; exit 1 when there is no connection. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(args));
        try {
            HttpClient.Builder http = HttpClient.newBuilder();
            if (words.size() > 1 && words.get(0).equals("--ca")) {
                http.sslContext(trusting(Path.of(words.get(1))));
                words.subList(0, 2).clear();
            }
            URI url = url(words);
            WebSocket.Builder builder = http.build().newWebSocketBuilder();
            if (words.size() > 1) {
                builder.subprotocols(words.get(1));
            }
            LineClient client = new LineClient();
            client.talk(builder.buildAsync(url, client).join());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: client.sh [--ca FILE] URL [SUBPROTOCOL]");
            System.exit(2);
        } catch (CompletionException e) {
            System.err.println(reason(e));
            System.exit(1);
        }
    }

    private static URI url(List<String> words) {
        String text = words.isEmpty() ? "none" : words.get(0);
        if (!text.matches("(?i)wss?://[^/\\s].*")) {
            throw new IllegalArgumentException("URL: " + text + " (expected: ws://HOST:PORT/PATH or wss://...)");
        }
        return URI.create(text);
    }

    /** TLS that trusts the certificates of a PEM file, in place of those that the JDK trusts. */
    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca" + trusted.size(), each);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("--ca: " + file + " (expected: a file of certificates; " + e + ")", e);
        }
    }

    private static String reason(CompletionException failure) {
        if (failure.getCause() instanceof WebSocketHandshakeException refused) {
            return "refused: HTTP " + refused.getResponse().statusCode();
        }
        if (failure.getCause() instanceof ConnectException) {
            return "no connection: nothing listens there";
        }
        if (failure.getCause() instanceof SSLException tls) {
            return "no connection: TLS: " + tls.getMessage();
        }
        return "no connection: " + failure.getCause();
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
