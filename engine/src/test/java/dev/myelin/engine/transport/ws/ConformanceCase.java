package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RawWebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a client writes, and what it must hear from an echo behind the gateway.
 *
 * @param writes each flushed by itself
 * @param messages that come back; possibly fewer if the writes end the connection
 * @param pongs that come back, likewise
 * @param closeCode of the close frame that comes back
 * @param waits whether the client waits for all messages and pongs, and then closes
 */
record ConformanceCase(
        String name,
        List<byte[]> writes,
        List<Conversation.Message> messages,
        List<ByteBuffer> pongs,
        int closeCode,
        boolean waits) {

    /** The client does nothing wrong, and closes with 1000 at the end. */
    static ConformanceCase good(String name, byte[]... writes) {
        return new ConformanceCase(name, List.of(writes), List.of(), List.of(), 1000, true);
    }

    /** What the client writes ends the connection, rightly or by breaking a rule. */
    static ConformanceCase ends(String name, int closeCode, byte[]... writes) {
        return new ConformanceCase(name, List.of(writes), List.of(), List.of(), closeCode, false);
    }

    /** The same, and these come back. */
    ConformanceCase echoing(Conversation.Message... expected) {
        return new ConformanceCase(name, writes, List.of(expected), pongs, closeCode, waits);
    }

    /** The same, and this text comes back. */
    ConformanceCase echoing(String expected) {
        return echoing(Conversation.Message.of(true, utf8(expected)));
    }

    /** The same, and these pongs come back. */
    ConformanceCase ponging(byte[]... expected) {
        List<ByteBuffer> all = Arrays.stream(expected).map(ByteBuffer::wrap).toList();
        return new ConformanceCase(name, writes, messages, all, closeCode, waits);
    }

    /** The same bytes written in pieces of {@code size}. */
    ConformanceCase chopped(int size) {
        byte[] all = join(writes.toArray(byte[][]::new));
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < all.length; at += size) {
            pieces.add(Arrays.copyOfRange(all, at, Math.min(all.length, at + size)));
        }
        return new ConformanceCase(name + ", in writes of " + size, pieces, messages, pongs, closeCode, waits);
    }

    /** The same bytes in one write. */
    ConformanceCase atOnce() {
        return new ConformanceCase(
                name + ", at once", List.of(join(writes.toArray(byte[][]::new))), messages, pongs, closeCode, waits);
    }

    /** Runs it on an open connection, and checks what came back. */
    void run(RawWebSocket client) throws Exception {
        Conversation heard = Conversation.hold(client, writes, waits ? messages.size() + pongs.size() : -1);
        assertThat(heard.closeCode()).as("close code").isEqualTo(closeCode);
        if (waits) {
            assertThat(heard.messages()).isEqualTo(messages);
            assertThat(heard.pongs()).isEqualTo(pongs);
        } else {
            assertThat(heard.messages())
                    .isEqualTo(first(messages, heard.messages().size()));
            assertThat(heard.pongs()).isEqualTo(first(pongs, heard.pongs().size()));
        }
    }

    private static <T> List<T> first(List<T> all, int atMost) {
        return all.subList(0, Math.min(atMost, all.size()));
    }

    @Override
    public String toString() {
        return name;
    }

    /** A masked frame whose first byte (FIN, reserved bits, opcode) is {@code first}. */
    static byte[] frame(int first, byte[] payload) {
        return RawWebSocket.encode(first, payload, true);
    }

    static byte[] frame(int first, String payload) {
        return frame(first, utf8(payload));
    }

    static byte[] close(int code) {
        return frame(0x88, bytes(code >> 8, code));
    }

    static byte[] close(int code, byte[] reason) {
        return frame(0x88, join(bytes(code >> 8, code), reason));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(int... values) {
        byte[] all = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            all[i] = (byte) values[i];
        }
        return all;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] each : parts) {
            all.writeBytes(each);
        }
        return all.toByteArray();
    }
}
