package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.ConformanceCase.ends;
import static dev.myelin.engine.transport.ws.ConformanceCase.frame;
import static dev.myelin.engine.transport.ws.ConformanceCase.good;
import static dev.myelin.engine.transport.ws.ConformanceCase.join;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.transport.ws.Conversation.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 section 8.1: text is UTF-8 (RFC 3629), and a message fails as soon as it cannot be; through both tiers. */
class Utf8ConformanceTest {
    private static final HexFormat HEX = HexFormat.of();

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

    /** Characters at the ends of every range. */
    private static List<byte[]> valid() {
        List<byte[]> all = new ArrayList<>();
        for (int point : new int[] {
            0, 0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xCFFF, 0xD000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000,
            0x1FFFE, 0x1FFFF, 0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFE, 0x10FFFF
        }) {
            all.add(Character.toString(point).getBytes(StandardCharsets.UTF_8));
        }
        all.add("Hello-\u00b5@\u00df\u00f6\u00e4\u00fc\u00e0\u00e1-UTF-8!!".getBytes(StandardCharsets.UTF_8));
        all.add("\u03ba\u1f79\u03c3\u03bc\u03b5".getBytes(StandardCharsets.UTF_8));
        return all;
    }

    /**
     * Sequences that RFC 3629 does not know. By line: continuation bytes without a start; bytes that never occur; starts
     * followed by a space; sequences that end too early; overlong forms; surrogates; beyond U+10FFFF.
     */
    private static final String INVALID = """
            80 bf 80bf 80bf80 80bf80bf 80bf80bf80 80bf80bf80bf 80bf80bf80bf80
            c0 c1 f5 f6 f7 f8 fb fc fd fe ff feff fefeffff
            c220 df20 e020 e0a020 ed20 ef20 efbf20 f020 f09020 f0908020 f420 f48f20 f48fbf20
            c2c2 e0a0e0a0 f0908080f09080f0 dfdf efbfefbf
            c0af e080af f08080af f8808080af fc80808080af c1bf e09fbf f08fbfbf f887bfbfbf fc83bfbfbfbf c080 e08080 f0808080 f880808080 fc8080808080
            eda080 edadbf edae80 edafbf edb080 edbe80 edbfbf eda080edb080 edafbfedbfbf edadbfedb080
            f4908080 f5808080 f7bfbfbf f888808080 fbbfbfbfbf fc8480808080 fdbfbfbfbfbf
            """;

    private static List<byte[]> invalid() {
        return Stream.of(INVALID.strip().split("\\s+")).map(HEX::parseHex).toList();
    }

    /** Sequences whose end is missing: legal until the message ends. */
    private static List<byte[]> incomplete() {
        return Stream.of("c2", "df", "e0", "e0a0", "ed9f", "efbf", "f0", "f090", "f09080", "f48f", "f48fbf")
                .map(HEX::parseHex)
                .toList();
    }

    static Stream<Arguments> validText() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (byte[] each : valid()) {
            String name = "valid " + HEX.formatHex(each);
            Message echo = Message.of(true, each);
            cases.add(good(name, frame(0x81, each)).echoing(echo));
            cases.add(good(name, frame(0x81, each)).echoing(echo).chopped(1));
            for (int cut = 0; cut <= each.length; cut++) {
                cases.add(good(name + " cut at " + cut, frame(0x01, head(each, cut)), frame(0x80, tail(each, cut)))
                        .echoing(echo));
            }
            cases.add(good(name + " in fragments of 1", fragments(each)).echoing(echo));
        }
        return FramingConformanceTest.inBothTiers(cases);
    }

    static Stream<Arguments> invalidText() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (byte[] each : invalid()) {
            String name = "invalid " + HEX.formatHex(each);
            byte[] between =
                    join("\u03bax".getBytes(StandardCharsets.UTF_8), each, "y\u03b5".getBytes(StandardCharsets.UTF_8));
            cases.add(ends(name, 1007, frame(0x81, between)));
            cases.add(ends(name, 1007, frame(0x81, between)).chopped(1));
            cases.add(ends(name + " in fragments of 1", 1007, fragments(between)));
        }
        for (byte[] each : incomplete()) {
            String name = "incomplete " + HEX.formatHex(each);
            cases.add(ends(name, 1007, frame(0x81, each)));
            cases.add(ends(name, 1007, frame(0x81, join(new byte[] {'a'}, each))));
            cases.add(ends(name + " in fragments of 1", 1007, fragments(each)));
            cases.add(ends(name + " before an empty end", 1007, frame(0x01, each), frame(0x80, "")));
        }
        return FramingConformanceTest.inBothTiers(cases);
    }

    /** The message never ends: a receiver that waits for its end waits for ever. */
    static Stream<Arguments> invalidBeforeTheEnd() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (byte[] each : invalid()) {
            byte[] soFar = head(each, failsAt(each));
            String name = "fails at " + HEX.formatHex(soFar);
            cases.add(ends(name, 1007, frame(0x01, soFar)));
            byte[][] fragments = fragments(soFar);
            byte[] last = fragments[fragments.length - 1];
            last[0] &= 0x7F; // not the end
            cases.add(ends(name + " in fragments of 1", 1007, fragments));
        }
        return FramingConformanceTest.inBothTiers(cases);
    }

    /** Neither the message nor the frame ends. In the mediated tier: the relay leaves text to the ends. */
    static Stream<Arguments> invalidBeforeTheEndOfAFrame() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (byte[] each : invalid()) {
            byte[] soFar = join("\u03bax".getBytes(StandardCharsets.UTF_8), head(each, failsAt(each)));
            String name = "fails in an unfinished frame at " + HEX.formatHex(soFar);
            cases.add(ends(name, 1007, unfinished(0x81, soFar)));
            cases.add(ends(name + " of a fragment", 1007, unfinished(0x01, soFar)));
            cases.add(ends(name + " behind a ping", 1007, frame(0x89, "ping"), unfinished(0x81, soFar))
                    .ponging("ping".getBytes(StandardCharsets.UTF_8))
                    .chopped(1));
            byte[] rest = tail(soFar, 1);
            cases.add(ends(name + " of a last fragment", 1007, frame(0x01, head(soFar, 1)), unfinished(0x80, rest)));
            cases.add(ends(name + " of a fragment in between", 1007, frame(0x01, head(soFar, 1)), unfinished(0, rest))
                    .chopped(1));
        }
        return cases.stream().map(each -> Arguments.of(EchoGateway.Tier.MEDIATED, each));
    }

    /** The header of a frame of 100,000 bytes, and the first of them. */
    private static byte[] unfinished(int first, byte[] soFar) {
        byte[] whole = frame(first, Arrays.copyOf(soFar, 100_000));
        return head(whole, whole.length - 100_000 + soFar.length);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"validText", "invalidText", "invalidBeforeTheEnd", "invalidBeforeTheEndOfAFrame"})
    void conforms(EchoGateway.Tier tier, ConformanceCase each) throws Exception {
        gateway.run(tier, each);
    }

    private static byte[] head(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static byte[][] fragments(byte[] text) {
        byte[][] frames = new byte[text.length][];
        for (int i = 0; i < text.length; i++) {
            int first = (i == 0 ? 0x01 : 0x00) | (i == text.length - 1 ? 0x80 : 0);
            frames[i] = frame(first, new byte[] {text[i]});
        }
        return frames;
    }

    /** After how many bytes no continuation can make it UTF-8 any more (the table of RFC 3629 section 4). */
    private static int failsAt(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int first = bytes[at++] & 0xFF;
            int more = continuationsOf(first);
            if (more < 0) {
                return at;
            }
            int low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            for (int i = 0; i < more; i++) {
                int next = bytes[at++] & 0xFF;
                if (next < low || next > high) {
                    return at;
                }
                low = 0x80;
                high = 0xBF;
            }
        }
        throw new IllegalArgumentException(HEX.formatHex(bytes) + " is UTF-8");
    }

    private static int continuationsOf(int first) {
        if (first < 0xC2) {
            return first < 0x80 ? 0 : -1;
        }
        if (first < 0xE0) {
            return 1;
        }
        return first < 0xF0 ? 2 : first < 0xF5 ? 3 : -1;
    }
}
