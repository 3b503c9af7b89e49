package dev.myelin.engine.transport.ws;

import dev.myelin.engine.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Everything that a peer said to a client up to the end of the connection, while the client wrote what it was told. */
final class Conversation {
    /** No close frame came before the connection ended. */
    static final int NO_CLOSE = 1006;

    private final List<Message> messages = new ArrayList<>();
    private final List<ByteBuffer> pongs = new ArrayList<>();
    private int closeCode = NO_CLOSE;
    private String closeReason = "";

    /** A message put together, or of one frame. */
    record Message(boolean text, ByteBuffer payload) {
        static Message of(boolean text, byte[] payload) {
            return new Message(text, ByteBuffer.wrap(payload));
        }

        @Override
        public String toString() {
            byte[] head = new byte[Math.min(32, payload.remaining())];
            payload.duplicate().get(head);
            return (text ? "text " : "binary ") + payload.remaining() + " bytes: "
                    + HexFormat.ofDelimiter(" ").formatHex(head);
        }
    }

    private Conversation() {}

    /**
     * Writes each of {@code writes} with a flush of its own, and reads until the peer ends the connection.
     *
     * @param closeAfter after how many messages and pongs to close with 1000; never if negative
     * @throws IOException when the peer breaks the protocol or says nothing for a long time
     */
    static Conversation hold(RawWebSocket client, List<byte[]> writes, int closeAfter) throws Exception {
        client.socket().setSoTimeout(60_000);
        CountDownLatch heardAll = new CountDownLatch(Math.max(0, closeAfter));
        // Of its own, since a peer that nobody reads from does not read either.
        Thread writer =
                new Thread(() -> write(client, writes, closeAfter < 0 ? null : heardAll), "conversation-writer");
        writer.setDaemon(true);
        writer.start();
        Conversation heard = new Conversation();
        heard.readToEnd(client, heardAll);
        client.close();
        writer.interrupt();
        writer.join();
        return heard;
    }

    private static void write(RawWebSocket client, List<byte[]> writes, @Nullable CountDownLatch heardAll) {
        try {
            for (byte[] each : writes) {
                client.raw(each);
            }
            if (heardAll != null) {
                heardAll.await();
                client.close(1000, "");
            }
        } catch (IOException | InterruptedException closedByThePeer) {
            // What it said before shows in what was read.
        }
    }

    private void readToEnd(RawWebSocket client, CountDownLatch heardAll) throws IOException {
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        boolean text = false;
        while (true) {
            RawWebSocket.Frame frame;
            try {
                frame = client.read();
            } catch (EOFException | SocketException end) {
                return;
            }
            if (closeCode != NO_CLOSE) {
                throw new IOException("a frame after the close frame: opcode " + frame.opcode());
            }
            switch (frame.opcode()) {
                case 0, 1, 2 -> {
                    text = frame.opcode() == 0 ? text : frame.opcode() == 1;
                    fragments.writeBytes(frame.payload());
                    if (frame.fin()) {
                        messages.add(Message.of(text, fragments.toByteArray()));
                        fragments.reset();
                        heardAll.countDown();
                    }
                }
                case 8 -> {
                    closeCode = frame.closeCode();
                    closeReason = frame.closeReason();
                    answerClose(client, frame);
                }
                case 10 -> {
                    pongs.add(ByteBuffer.wrap(frame.payload()));
                    heardAll.countDown();
                }
                default -> throw new IOException("opcode " + frame.opcode());
            }
        }
    }

    /** As RFC 6455 asks; where the client has sent its own, or the peer waits for nothing, it does no harm. */
    private static void answerClose(RawWebSocket client, RawWebSocket.Frame close) {
        try {
            client.frame(0x88, close.payload());
        } catch (IOException closedByThePeer) {
            // Nobody waits for it.
        }
    }

    List<Message> messages() {
        return messages;
    }

    List<ByteBuffer> pongs() {
        return pongs;
    }

    /** That of the close frame; 1005 when it had none, {@link #NO_CLOSE} when there was no close frame. */
    int closeCode() {
        return closeCode;
    }

    String closeReason() {
        return closeReason;
    }
}
