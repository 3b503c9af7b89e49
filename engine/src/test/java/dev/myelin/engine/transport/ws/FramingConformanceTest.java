package dev.myelin.engine.transport.ws;

import static dev.myelin.engine.transport.ws.ConformanceCase.bytes;
import static dev.myelin.engine.transport.ws.ConformanceCase.ends;
import static dev.myelin.engine.transport.ws.ConformanceCase.frame;
import static dev.myelin.engine.transport.ws.ConformanceCase.good;
import static dev.myelin.engine.transport.ws.ConformanceCase.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.testkit.RawWebSocket;
import dev.myelin.engine.transport.ws.Conversation.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 6455 section 5: frames, control frames, reserved bits, opcodes, fragments; through both tiers. */
class FramingConformanceTest {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int TEXT_BEGINS = 0x01;
    private static final int GOES_ON = 0x00;
    private static final int ENDS = 0x80;

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

    /** Every case through every tier. */
    static Stream<Arguments> inBothTiers(List<ConformanceCase> cases) {
        return Arrays.stream(EchoGateway.Tier.values())
                .flatMap(tier -> cases.stream().map(each -> Arguments.of(tier, each)));
    }

    static Stream<Arguments> frames() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int size : new int[] {0, 1, 125, 126, 127, 128, 65535, 65536}) {
            for (boolean text : new boolean[] {true, false}) {
                byte[] payload = new byte[size];
                Arrays.fill(payload, (byte) (text ? '*' : 0xFE));
                ConformanceCase each = good(
                                (text ? "text of " : "binary of ") + size, frame(text ? TEXT : BINARY, payload))
                        .echoing(Message.of(text, payload));
                cases.add(each);
                cases.add(each.atOnce());
                cases.add(each.chopped(size < 1000 ? 1 : 997));
            }
        }
        byte[] first = RawWebSocket.encode(TEXT, utf8("one"), true);
        cases.add(good("a mask of zeros", unmaskedInAName(utf8("clear"))).echoing("clear"));
        cases.add(good("messages in one write", ConformanceCase.join(first, frame(TEXT, "two"), frame(TEXT, "")))
                .echoing(text("one"), text("two"), text("")));
        cases.add(ends("an unmasked frame", 1002, RawWebSocket.encode(TEXT, utf8("x"), false)));
        cases.add(ends("an unmasked ping", 1002, RawWebSocket.encode(PING, utf8("x"), false)));
        cases.add(ends("5 bytes as 16-bit length", 1002, bytes(BINARY, 0xFE, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4, 5)));
        cases.add(ends(
                "5 bytes as 64-bit length",
                1002,
                bytes(BINARY, 0xFF, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 1, 2, 3, 4, 5)));
        cases.add(ends("a length of 2^63", 1002, bytes(BINARY, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)));
        return inBothTiers(cases);
    }

    private static byte[] unmaskedInAName(byte[] payload) {
        return ConformanceCase.join(bytes(TEXT, 0x80 | payload.length, 0, 0, 0, 0), payload);
    }

    private static Message text(String text) {
        return Message.of(true, utf8(text));
    }

    static Stream<Arguments> pingsAndPongs() {
        byte[] full = new byte[125];
        Arrays.fill(full, (byte) 0xFE);
        List<ConformanceCase> cases = new ArrayList<>(List.of(
                good("a ping without payload", frame(PING, "")).ponging(bytes()),
                good("a ping", frame(PING, "hello")).ponging(utf8("hello")),
                good("a ping that is no text", frame(PING, bytes(0, 0xFF, 0xFE, 0xC0)))
                        .ponging(bytes(0, 0xFF, 0xFE, 0xC0)),
                good("a ping of 125", frame(PING, full)).ponging(full),
                good("a ping of 125 in single bytes", frame(PING, full))
                        .ponging(full)
                        .chopped(1),
                ends("a ping of 126", 1002, frame(PING, new byte[126])),
                ends("a pong of 126", 1002, frame(PONG, new byte[126])),
                ends("a ping of 65536", 1002, frame(PING, new byte[65536])),
                good("a pong that nobody asked for", frame(PONG, "")),
                good("a pong with payload that nobody asked for", frame(PONG, "unasked")),
                good("a pong, then a ping", frame(PONG, "unasked"), frame(PING, "asked"))
                        .ponging(utf8("asked"))));
        List<byte[]> pings = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            payloads.add(utf8("payload-" + i));
            pings.add(frame(PING, payloads.get(i)));
        }
        ConformanceCase ten = good("ten pings", pings.toArray(byte[][]::new)).ponging(payloads.toArray(byte[][]::new));
        cases.addAll(List.of(ten, ten.atOnce(), ten.chopped(1)));
        return inBothTiers(cases);
    }

    static Stream<Arguments> reservedBits() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int bits = 1; bits <= 7; bits++) {
            int rsv = bits << 4;
            cases.add(ends("RSV " + bits + " on text", 1002, frame(TEXT | rsv, "x"), frame(PING, "")));
            cases.add(ends("RSV " + bits + " on binary", 1002, frame(BINARY | rsv, "x")));
            cases.add(ends("RSV " + bits + " on empty text", 1002, frame(TEXT | rsv, "")));
            cases.add(ends("RSV " + bits + " on ping", 1002, frame(PING | rsv, "x")));
            cases.add(ends("RSV " + bits + " on pong", 1002, frame(PONG | rsv, "x")));
            cases.add(ends("RSV " + bits + " on close", 1002, frame(0x88 | rsv, bytes(3, 232))));
            ConformanceCase after = ends(
                            "RSV " + bits + " after a good message",
                            1002,
                            frame(TEXT, "good"),
                            frame(TEXT | rsv, "x"),
                            frame(PING, ""))
                    .echoing("good");
            cases.addAll(List.of(after, after.atOnce(), after.chopped(1)));
            cases.add(ends("RSV " + bits + " on a fragment", 1002, frame(TEXT_BEGINS, "x"), frame(ENDS | rsv, "y")));
        }
        return inBothTiers(cases);
    }

    static Stream<Arguments> reservedOpcodes() {
        List<ConformanceCase> cases = new ArrayList<>();
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            int first = 0x80 | opcode;
            cases.add(ends("opcode " + opcode, 1002, frame(first, "")));
            cases.add(ends("opcode " + opcode + " with payload", 1002, frame(first, "payload")));
            cases.add(ends("opcode " + opcode + " not final", 1002, frame(opcode, "x")));
            ConformanceCase after = ends(
                            "opcode " + opcode + " after a good message",
                            1002,
                            frame(TEXT, "good"),
                            frame(first, "x"),
                            frame(PING, ""))
                    .echoing("good");
            cases.addAll(List.of(after, after.atOnce(), after.chopped(1)));
            cases.add(ends("opcode " + opcode + " in a message", 1002, frame(TEXT_BEGINS, "x"), frame(first, "")));
        }
        return inBothTiers(cases);
    }

    static Stream<Arguments> fragments() {
        ConformanceCase two =
                good("two", frame(TEXT_BEGINS, "frag"), frame(ENDS, "ment")).echoing("fragment");
        ConformanceCase pinged = good(
                        "a ping between",
                        frame(TEXT_BEGINS, "frag"),
                        frame(PING, "between"),
                        frame(GOES_ON, "men"),
                        frame(PING, "again"),
                        frame(PONG, "unasked"),
                        frame(ENDS, "ted"))
                .echoing("fragmented")
                .ponging(utf8("between"), utf8("again"));
        ConformanceCase inside =
                ends("a message inside a message", 1002, frame(TEXT_BEGINS, "a"), frame(TEXT, "b"), frame(ENDS, "c"));
        ConformanceCase lonely = ends("an end without a beginning", 1002, frame(ENDS, "x"), frame(TEXT, "y"));
        List<ConformanceCase> cases = new ArrayList<>(List.of(
                ends("a fragmented ping", 1002, frame(0x09, "a"), frame(ENDS, "b")),
                ends("a fragmented pong", 1002, frame(0x0A, "a"), frame(ENDS, "b")),
                ends("a fragmented close", 1002, frame(0x08, bytes(3, 232))),
                two,
                two.atOnce(),
                two.chopped(1),
                good("three, binary", frame(0x02, "a"), frame(GOES_ON, "b"), frame(ENDS, "c"))
                        .echoing(Message.of(false, utf8("abc"))),
                good("three without payload", frame(TEXT_BEGINS, ""), frame(GOES_ON, ""), frame(ENDS, ""))
                        .echoing(""),
                good("the middle alone has payload", frame(TEXT_BEGINS, ""), frame(GOES_ON, "x"), frame(ENDS, ""))
                        .echoing("x"),
                good("a message after another", frame(TEXT_BEGINS, "a"), frame(ENDS, "b"), frame(TEXT, "c"))
                        .echoing(text("ab"), text("c")),
                pinged,
                pinged.atOnce(),
                pinged.chopped(1),
                lonely,
                lonely.atOnce(),
                lonely.chopped(1),
                ends("a middle without a beginning", 1002, frame(GOES_ON, "x"), frame(TEXT, "y")),
                ends("a middle after an end", 1002, frame(TEXT_BEGINS, "a"), frame(ENDS, "b"), frame(GOES_ON, "c"))
                        .echoing("ab"),
                inside,
                inside.atOnce(),
                inside.chopped(1),
                ends("a beginning inside a message", 1002, frame(TEXT_BEGINS, "a"), frame(0x02, "b"))));
        return inBothTiers(cases);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"frames", "pingsAndPongs", "reservedBits", "reservedOpcodes", "fragments"})
    void conforms(EchoGateway.Tier tier, ConformanceCase each) throws Exception {
        gateway.run(tier, each);
    }

    @ParameterizedTest
    @EnumSource
    void aClientComesThroughTheTierThatIsMeant(EchoGateway.Tier tier) throws Exception {
        try (EchoGateway own = EchoGateway.start();
                RawWebSocket client = own.connect(tier)) {
            client.text("open");
            assertThat(client.readText()).isEqualTo("open");
            assertThat(own.isTier(tier)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPingIsAnsweredBeforeTheMessageAroundItEnds(EchoGateway.Tier tier) throws Exception {
        try (RawWebSocket client = gateway.connect(tier)) {
            client.frame(TEXT_BEGINS, utf8("frag"));
            client.frame(PING, utf8("now"));
            RawWebSocket.Frame frame = client.read();
            while (frame.opcode() != 10) {
                // An echo may send back the first fragment before the pong.
                assertThat(frame.fin()).isFalse();
                frame = client.read();
            }
            assertThat(frame.text()).isEqualTo("now");
        }
    }
}
