package dev.myelin.engine.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A WebSocket client down to the bytes, independent of any codec under test: sends what it is told, right or wrong, and
 * shows every frame that comes back.
 */
public final class RawWebSocket implements AutoCloseable {
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private String statusLine = "";
    private final List<String> headers = new ArrayList<>();

    /**
     * A frame as received.
     *
     * @param opcode as in RFC 6455
     * @param fin whether it is the last of its message
     * @param reserved the reserved bits, RSV1 as 4
     * @param payload unmasked
     */
    public record Frame(int opcode, boolean fin, int reserved, byte[] payload) {
        /** A frame whose first byte is {@code first}. */
        static Frame of(int first, byte[] payload) {
            return new Frame(first & 0x0F, (first & 0x80) != 0, first >> 4 & 7, payload);
        }

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The code of a close frame; 1005 without one. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }

        public String closeReason() {
            return payload.length < 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** A TCP connection, nothing sent. */
    public static RawWebSocket tcp(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        return new RawWebSocket(socket);
    }

    /** A TLS connection with one of {@code protocols}, or any; the TLS handshake has been done. */
    public static RawWebSocket tls(int port, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        socket.connect(new InetSocketAddress("127.0.0.1", port), 5000);
        socket.setSoTimeout(60_000);
        socket.setTcpNoDelay(true);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return new RawWebSocket(socket);
    }

    /** The peer's certificate. */
    public X509Certificate peerCertificate() throws IOException {
        return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }

    /** The version of TLS. */
    public String protocol() {
        return ((SSLSocket) socket).getSession().getProtocol();
    }

    /** Sends a handshake and reads the answer, whatever it is. */
    public static RawWebSocket connect(int port, String path, String... extraHeaders) throws IOException {
        RawWebSocket client = tcp(port);
        client.handshake(path, extraHeaders);
        return client;
    }

    /** Like {@link #connect}, and the answer must be 101. */
    public static RawWebSocket open(int port, String path, String... extraHeaders) throws IOException {
        RawWebSocket client = connect(port, path, extraHeaders);
        if (client.status() != 101) {
            throw new IOException("no 101 but " + client.statusLine());
        }
        return client;
    }

    /** Sends the handshake's request and reads the head of the answer. */
    public void handshake(String path, String... extraHeaders) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "GET " + path + " HTTP/1.1",
                "Host: localhost:" + socket.getPort(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        lines.addAll(Arrays.asList(extraHeaders));
        request(lines);
    }

    /** Sends these lines as the head of a request and reads the head of the answer. */
    public void request(List<String> lines) throws IOException {
        raw((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        readHead();
    }

    /** Reads the head of an HTTP answer. */
    public void readHead() throws IOException {
        headers.clear();
        statusLine = line();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b;
        while ((b = in.read()) != '\n') {
            if (b < 0) {
                throw new IOException("the connection ended in a line: " + bytes);
            }
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    public String statusLine() {
        return statusLine;
    }

    public int status() {
        return Integer.parseInt(statusLine.split(" ")[1]);
    }

    /** The value of an answer's header, or an empty string. */
    public String header(String name) {
        return headers(name).stream().findFirst().orElse("");
    }

    /** The values of an answer's header, one a line. */
    public List<String> headers(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return headers.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    public void text(String text) throws IOException {
        frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(byte[] bytes) throws IOException {
        frame(0x82, bytes);
    }

    public void close(int code, String reason) throws IOException {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[text.length + 2];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        frame(0x88, payload);
    }

    /** A masked frame whose first byte (FIN, reserved bits, opcode) is {@code first}. */
    public void frame(int first, byte[] payload) throws IOException {
        raw(encode(first, payload, true));
    }

    /** The bytes of a frame. */
    public static byte[] encode(int first, byte[] payload, boolean masked) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            bytes.write(mask | payload.length);
        } else if (payload.length < 65536) {
            bytes.write(mask | 126);
            bytes.write(payload.length >> 8);
            bytes.write(payload.length);
        } else {
            bytes.write(mask | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                bytes.write((int) ((long) payload.length >> shift));
            }
        }
        if (masked) {
            bytes.writeBytes(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            bytes.write(masked ? payload[i] ^ MASK[i & 3] : payload[i]);
        }
        return bytes.toByteArray();
    }

    /** The next frame; pings and pongs are frames too. */
    public Frame read() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new IOException("a masked frame of a server");
        }
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return Frame.of(first, payload);
    }

    /** The next text message, which must be one frame. */
    public String readText() throws IOException {
        Frame frame = read();
        if (frame.opcode() != 1) {
            throw new IOException("no text but opcode " + frame.opcode()
                    + (frame.opcode() == 8 ? " " + frame.closeCode() + " " + frame.closeReason() : ""));
        }
        return frame.text();
    }

    /** Whether the peer has ended the connection; waits for it. */
    public boolean atEnd() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    /** The next {@code length} bytes, as text: the body of an HTTP answer. */
    public String body(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Everything up to the end of the connection, as text. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    public Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
