package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.ConformanceCase.frame;
import static dev.myelin.engine.transport.ws.ConformanceCase.good;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.transport.ws.Conversation.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of up to 16 MiB, in one frame, in many, in small writes, and many small ones; through both tiers. */
class SizesConformanceTest {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

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

    /** Text or not, and never twice the same for a while. */
    private static byte[] payload(boolean text, int size) {
        byte[] all = new byte[size];
        for (int i = 0; i < size; i++) {
            int mixed = i * 31 + (i >> 10);
            all[i] = (byte) (text ? ' ' + Math.floorMod(mixed, 90) : mixed);
        }
        return all;
    }

    private static ConformanceCase oneFrame(boolean text, int size) {
        byte[] payload = payload(text, size);
        return good((text ? "text of " : "binary of ") + size, frame(text ? 0x81 : 0x82, payload))
                .echoing(Message.of(text, payload));
    }

    private static ConformanceCase fragmented(boolean text, int size, int fragment) {
        byte[] payload = payload(text, size);
        List<byte[]> frames = new ArrayList<>();
        for (int at = 0; at < size; at += fragment) {
            int opcode = at == 0 ? text ? 1 : 2 : 0;
            int fin = at + fragment >= size ? 0x80 : 0;
            frames.add(frame(fin | opcode, Arrays.copyOfRange(payload, at, Math.min(size, at + fragment))));
        }
        return good(
                        (text ? "text of " : "binary of ") + size + " in fragments of " + fragment,
                        frames.toArray(byte[][]::new))
                .echoing(Message.of(text, payload));
    }

    private static ConformanceCase many(int count, int size) {
        byte[][] frames = new byte[count][];
        Message[] echoes = new Message[count];
        for (int i = 0; i < count; i++) {
            byte[] payload = payload(true, size);
            if (size > 0) {
                payload[0] = (byte) ('0' + i % 10);
            }
            frames[i] = frame(0x81, payload);
            echoes[i] = Message.of(true, payload);
        }
        return good(count + " of " + size, frames).echoing(echoes);
    }

    static Stream<Arguments> someSizes() {
        return FramingConformanceTest.inBothTiers(List.of(
                oneFrame(true, 64 * KIB),
                oneFrame(false, MIB),
                oneFrame(true, 16 * MIB),
                oneFrame(false, 16 * MIB),
                oneFrame(true, MIB).chopped(1500),
                fragmented(true, MIB, 64),
                fragmented(false, 4 * MIB, 64 * KIB),
                fragmented(true, 16 * MIB, 4 * MIB),
                many(1000, 0),
                many(1000, 125),
                many(500, 4 * KIB),
                many(1000, 64).atOnce()));
    }

    static Stream<Arguments> everySize() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (boolean text : new boolean[] {true, false}) {
            for (int size : new int[] {64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB}) {
                cases.add(oneFrame(text, size));
            }
            for (int fragment = 64; fragment <= 4 * MIB; fragment *= 4) {
                cases.add(fragmented(text, 4 * MIB, fragment));
            }
            for (int write : new int[] {64, 128, 256, 512, 1024, 2048}) {
                cases.add(oneFrame(text, MIB).chopped(write));
            }
        }
        for (int size : new int[] {0, 16, 64, 256, 1024, 4096, 16384, 65536, 131072}) {
            cases.add(many(1000, size));
        }
        return FramingConformanceTest.inBothTiers(cases);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("someSizes")
    void conforms(EchoGateway.Tier tier, ConformanceCase each) throws Exception {
        gateway.run(tier, each);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everySize")
    @Tag("stress")
    void conformsInEverySize(EchoGateway.Tier tier, ConformanceCase each) throws Exception {
        gateway.run(tier, each);
    }
}
