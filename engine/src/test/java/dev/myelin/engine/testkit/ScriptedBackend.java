package dev.myelin.engine.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A WebSocket back-end that does what a test tells it: accepts or refuses handshakes, and leaves each open connection to
 * the test, which reads and writes its frames itself. On real sockets, one thread a connection.
 */
public final class ScriptedBackend implements AutoCloseable {
    private final ServerSocket server;
    private final BlockingQueue<Peer> accepted = new LinkedBlockingQueue<>();
    /** A socket that nobody refers to is closed by the garbage collector, also where a test only wants it open. */
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile Handshake handshake = request -> Answer.accept("");

    /** What to answer to a handshake. */
    @FunctionalInterface
    public interface Handshake {
        Answer answer(List<String> request) throws InterruptedException;
    }

    /**
     * The answer to a handshake.
     *
     * @param statusLine of HTTP
     * @param headers lines beyond those that every 101 has
     * @param accepts whether it is a 101
     */
    public record Answer(String statusLine, List<String> headers, boolean accepts) {
        public static Answer accept(String subprotocol, String... headers) {
            List<String> all = new ArrayList<>(List.of(headers));
            if (!subprotocol.isEmpty()) {
                all.add("Sec-WebSocket-Protocol: " + subprotocol);
            }
            return new Answer("HTTP/1.1 101 Switching Protocols", all, true);
        }

        public static Answer refuse(int status) {
            return new Answer("HTTP/1.1 " + status + " No", List.of("Content-Length: 0"), false);
        }
    }

    /** An open connection. */
    public static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final List<String> request;

        Peer(Socket socket, DataInputStream in, List<String> request) {
            this.socket = socket;
            this.in = in;
            this.request = request;
        }

        /** Request line and headers of the handshake. */
        public List<String> request() {
            return request;
        }

        public String header(String name) {
            return ScriptedBackend.header(request, name);
        }

        /** The next frame, unmasked; fails when it is not masked. */
        public RawWebSocket.Frame read() throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) == 0) {
                throw new IOException("an unmasked frame of a client");
            }
            long length = second & 0x7F;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] mask = new byte[4];
            in.readFully(mask);
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i & 3];
            }
            return RawWebSocket.Frame.of(first, payload);
        }

        public void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        public void close(int code, String reason) throws IOException {
            byte[] text = reason.getBytes(StandardCharsets.UTF_8);
            byte[] payload = new byte[text.length + 2];
            payload[0] = (byte) (code >> 8);
            payload[1] = (byte) code;
            System.arraycopy(text, 0, payload, 2, text.length);
            frame(0x88, payload);
        }

        /** An unmasked frame whose first byte is {@code first}. */
        public void frame(int first, byte[] payload) throws IOException {
            raw(RawWebSocket.encode(first, payload, false));
        }

        public void raw(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        public boolean atEnd() throws IOException {
            try {
                return in.read() < 0;
            } catch (java.net.SocketException reset) {
                return true;
            }
        }

        public Socket socket() {
            return socket;
        }

        /** Ends TCP without a close frame. */
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private ScriptedBackend(int port) throws IOException {
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new java.net.InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 512);
        Thread acceptor = new Thread(this::acceptAll, "scripted-backend");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    public static ScriptedBackend start() throws IOException {
        return new ScriptedBackend(0);
    }

    public static ScriptedBackend start(int port) throws IOException {
        return new ScriptedBackend(port);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String address(String path) {
        return "ws://127.0.0.1:" + port() + path;
    }

    /** How handshakes are answered from now on. */
    public ScriptedBackend answering(Handshake answer) {
        handshake = answer;
        return this;
    }

    /** How many handshakes have come. */
    public int handshakes() {
        return handshakes.get();
    }

    /** The next open connection; fails when none comes in a minute. */
    public Peer next() throws InterruptedException {
        Peer peer = accepted.poll(60, TimeUnit.SECONDS);
        if (peer == null) {
            throw new AssertionError("no connection came to the back-end");
        }
        return peer;
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.removeIf(Socket::isClosed);
                open.add(socket);
                socket.setSoTimeout(60_000);
                socket.setTcpNoDelay(true);
                Thread worker = new Thread(() -> serve(socket), "scripted-backend-peer");
                worker.setDaemon(true);
                worker.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            List<String> request = new ArrayList<>();
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                request.add(line);
            }
            handshakes.incrementAndGet();
            Answer answer = handshake.answer(request);
            List<String> lines = new ArrayList<>(List.of(answer.statusLine()));
            if (answer.accepts()) {
                lines.add("Upgrade: websocket");
                lines.add("Connection: Upgrade");
                if (answer.headers().stream().noneMatch(header -> header.startsWith("Sec-WebSocket-Accept:"))) {
                    lines.add("Sec-WebSocket-Accept: " + accept(header(request, "Sec-WebSocket-Key")));
                }
            }
            lines.addAll(answer.headers());
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            if (answer.accepts()) {
                accepted.add(new Peer(socket, in, request));
            } else {
                socket.close();
            }
        } catch (IOException | InterruptedException e) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // It is gone already.
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new IOException("the connection ended");
            }
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static String header(List<String> request, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return request.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }

    private static String accept(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends listening and every connection not yet handed to the test. */
    @Override
    public void close() throws IOException {
        server.close();
        for (Peer peer = accepted.poll(); peer != null; peer = accepted.poll()) {
            peer.close();
        }
    }
}
