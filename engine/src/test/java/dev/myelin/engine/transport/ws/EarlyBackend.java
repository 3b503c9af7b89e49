package dev.myelin.engine.transport.ws;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A back-end that sends its 101 and its first frames in one segment. */
final class EarlyBackend implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));

    EarlyBackend(byte[] frames) throws IOException {
        Thread thread = new Thread(() -> serve(frames), "early-backend");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve(byte[] frames) {
        try (Socket socket = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String key = "";
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).strip();
                }
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Handshake.accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            all.writeBytes(frames);
            socket.getOutputStream().write(all.toByteArray());
            socket.getOutputStream().flush();
            while (in.read() >= 0) {
                // Until the engine hangs up.
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
