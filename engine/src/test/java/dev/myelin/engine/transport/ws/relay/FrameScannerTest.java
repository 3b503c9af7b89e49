package dev.myelin.engine.transport.ws.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.session.CloseStatus;
import dev.myelin.engine.testkit.RawWebSocket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, reserved bits and counts; {@link RelayPropertyTest} holds the rest against Netty's decoder. */
class FrameScannerTest {
    private static ByteBuf frames(byte[]... frames) {
        return Unpooled.wrappedBuffer(frames);
    }

    private static byte[] frame(int first, int size) {
        return RawWebSocket.encode(first, new byte[size], false);
    }

    private static FrameScanner scanner(ReservedBits bits, long maxFrame, long maxMessage) {
        return new FrameScanner(Side.BACKEND, bits, maxFrame, maxMessage);
    }

    private static FrameScanner scanner(ReservedBits bits) {
        return scanner(bits, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 0xC1, false",
        "NONE, 0x91, false",
        "DEFLATE, 0xC1, true",
        "DEFLATE, 0xC2, true",
        "DEFLATE, 0x41, true",
        "DEFLATE, 0xE1, false",
        "DEFLATE, 0xA1, false",
        "DEFLATE, 0x91, false",
        "DEFLATE, 0xC9, false",
        "DEFLATE, 0x89, true",
        "ANY, 0xF1, true",
        "ANY, 0xE9, true",
        "ANY, 0xF3, false",
        "ANY, 0x79, false"
    })
    void reservedBitsAreThoseOfTheExtensions(ReservedBits bits, String first, boolean legal) {
        FrameScanner.Stop stop = scanner(bits).scan(frames(frame(Integer.decode(first), 3)), 0);
        assertThat(stop != FrameScanner.Stop.VIOLATION).isEqualTo(legal);
    }

    @Test
    void aContinuationHasNoBitOfDeflate() {
        ByteBuf in = frames(frame(0x41, 3), frame(0xC0, 3));
        FrameScanner scanner = scanner(ReservedBits.DEFLATE);
        assertThat(scanner.scan(in, 0)).isEqualTo(FrameScanner.Stop.VIOLATION);
        assertThat(scanner.position()).isEqualTo(5);
    }

    @Test
    void whatIsAcceptedTellsTheBits() {
        assertThat(ReservedBits.of(java.util.List.of())).isEqualTo(ReservedBits.NONE);
        assertThat(ReservedBits.of(java.util.List.of("Permessage-Deflate; server_no_context_takeover")))
                .isEqualTo(ReservedBits.DEFLATE);
        assertThat(ReservedBits.of(java.util.List.of("permessage-deflate", "x-other")))
                .isEqualTo(ReservedBits.ANY);
    }

    @ParameterizedTest
    @CsvSource({"100, 100, true", "101, 99999, false", "99, 101, true"})
    void aFrameMayHaveExactlyTheLimit(int size, int maxMessage, boolean legal) {
        FrameScanner scanner = scanner(ReservedBits.NONE, 100, maxMessage);
        assertThat(scanner.scan(frames(frame(0x82, size)), 0) == FrameScanner.Stop.END)
                .isEqualTo(legal);
        if (!legal) {
            assertThat(scanner.violation().code()).isEqualTo(CloseStatus.TOO_BIG);
        }
    }

    @Test
    void fragmentsAddUpAndEachMessageBeginsAnew() {
        FrameScanner scanner = scanner(ReservedBits.NONE, 100, 150);
        ByteBuf legal = frames(frame(0x02, 100), frame(0x89, 125), frame(0x80, 50), frame(0x02, 100), frame(0x00, 0));
        assertThat(scanner.scan(legal, 0)).isEqualTo(FrameScanner.Stop.CONTROL);
        assertThat(scanner.scan(legal, scanner.frameEnd())).isEqualTo(FrameScanner.Stop.END);
        assertThat(scanner.messages()).isEqualTo(1);
        assertThat(scanner.bytes()).isEqualTo(250);
        assertThat(scanner.isAtFrameEnd()).isTrue();
        assertThat(scanner.isAtMessageEnd()).isFalse();
        assertThat(scanner.scan(frames(frame(0x80, 51)), 0)).isEqualTo(FrameScanner.Stop.VIOLATION);
        assertThat(scanner.violation().code()).isEqualTo(CloseStatus.TOO_BIG);
    }

    @Test
    void theLargestFrameOfAllIsNoOverflow() {
        byte[] header = {(byte) 0x02, 127, 0x7F, -1, -1, -1, -1, -1, -1, -1};
        FrameScanner scanner = scanner(ReservedBits.NONE);
        assertThat(scanner.scan(frames(header), 0)).isEqualTo(FrameScanner.Stop.END);
        assertThat(scanner.remaining()).isEqualTo(Long.MAX_VALUE);
        assertThat(scanner.scan(frames(new byte[100]), 0)).isEqualTo(FrameScanner.Stop.END);
        assertThat(scanner.remaining()).isEqualTo(Long.MAX_VALUE - 100);
        FrameScanner limited = scanner(ReservedBits.NONE, Long.MAX_VALUE, 150);
        assertThat(limited.scan(frames(frame(0x02, 100), header), 0)).isEqualTo(FrameScanner.Stop.VIOLATION);
    }

    @Test
    void payloadIsUnmaskedWithTheKeyOfItsFrame() {
        FrameScanner scanner = new FrameScanner(Side.CLIENT, ReservedBits.NONE, 10, 10);
        ByteBuf in = frames(
                RawWebSocket.encode(0x82, new byte[3], true), RawWebSocket.encode(0x89, "seven".getBytes(), true));
        assertThat(scanner.scan(in, 0)).isEqualTo(FrameScanner.Stop.CONTROL);
        assertThat(scanner.opcode()).isEqualTo(FrameScanner.PING);
        assertThat(scanner.payload(in)).isEqualTo("seven".getBytes());
    }
}
