package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.ConformanceCase.bytes;
import static dev.myelin.engine.transport.ws.ConformanceCase.close;
import static dev.myelin.engine.transport.ws.ConformanceCase.ends;
import static dev.myelin.engine.transport.ws.ConformanceCase.frame;
import static dev.myelin.engine.transport.ws.ConformanceCase.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RawWebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 sections 5.5.1 and 7: close frames, their codes and reasons; through both tiers. */
class CloseConformanceTest {
    private static EchoGateway gateway;

    @BeforeAll
    static void start() {
        gateway = EchoGateway.start();
    }

    @AfterAll
    static void stop() {
        assertThat(gateway.engine().log().containing("LEAK:")).isEmpty();
        gateway.close();
    }

    static Stream<Arguments> codes() {
        List<ConformanceCase> cases = new ArrayList<>();
        IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999)
                .forEach(code -> cases.add(ends("code " + code, code, close(code))));
        IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
                .forEach(code -> {
                    cases.add(ends("code " + code, 1002, close(code)));
                    cases.add(ends("code " + code + " with reason", 1002, close(code, utf8("reason"))));
                });
        return FramingConformanceTest.inBothTiers(cases);
    }

    static Stream<Arguments> bodies() {
        byte[] split = utf8("\u2713".repeat(41));
        return FramingConformanceTest.inBothTiers(List.of(
                ends("no body", 1005, frame(0x88, "")),
                ends("one byte", 1002, frame(0x88, bytes(3))),
                ends("a reason", 1000, close(1000, utf8("bye"))),
                ends("a reason of 123 bytes", 1000, close(1000, new byte[123])),
                ends("a reason of 41 characters in 123 bytes", 1000, close(1000, split)),
                ends("in single bytes", 1000, close(1000, utf8("bye"))).chopped(1),
                ends("a reason of 124 bytes", 1002, close(1000, new byte[124])),
                ends("a reason that is no text", 1007, close(1000, bytes(0xFF))),
                ends("a reason with half a character", 1007, close(1000, bytes('a', 0xE2, 0x9C))),
                ends("a reason with a surrogate", 1007, close(1000, bytes(0xED, 0xA0, 0x80))),
                ends("half a frame of 2^62 bytes, then nothing legal", 1009, hugeFrame()),
                ends("a message, then a close", 1000, frame(0x81, "last"), close(1000))
                        .echoing("last"),
                ends("half a message, then a close", 1000, frame(0x01, "half"), close(1000))));
    }

    private static byte[] hugeFrame() {
        return bytes(0x82, 0xFF, 0x40, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5);
    }

    static Stream<Arguments> afterTheEnd() {
        return FramingConformanceTest.inBothTiers(List.of(
                ends("a ping after the close", 1000, close(1000), frame(0x89, "late"))
                        .atOnce(),
                ends("a message after the close", 1000, close(1000), frame(0x81, "late"))
                        .atOnce(),
                ends("two closes", 1000, close(1000), close(1001)).atOnce(),
                ends("rubbish after the close", 1000, close(1000), frame(0xF3, "late"))
                        .atOnce()));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"codes", "bodies", "afterTheEnd"})
    void conforms(EchoGateway.Tier tier, ConformanceCase each) throws Exception {
        gateway.run(tier, each);
    }

    @ParameterizedTest
    @EnumSource
    void theReasonComesBackWithTheCode(EchoGateway.Tier tier) throws Exception {
        try (RawWebSocket client = gateway.connect(tier)) {
            client.close(4001, "gr\u00fc\u00dfe \u2713");
            RawWebSocket.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4001);
            assertThat(close.closeReason()).isIn("gr\u00fc\u00dfe \u2713", "");
            assertThat(client.atEnd()).isTrue();
        }
    }
}
