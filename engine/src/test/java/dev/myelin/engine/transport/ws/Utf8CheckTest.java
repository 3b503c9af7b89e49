package dev.myelin.engine.transport.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The JDK's decoder is the oracle. */
class Utf8CheckTest {
    private static boolean jdkAccepts(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean accepts(byte[] bytes, int cut) {
        Utf8Check check = new Utf8Check();
        return check.accept(Unpooled.wrappedBuffer(bytes, 0, cut))
                && check.accept(Unpooled.wrappedBuffer(bytes, cut, bytes.length - cut))
                && check.complete();
    }

    /** The same of masked bytes. */
    private static boolean acceptsMasked(byte[] bytes, int cut, int key) {
        ByteBuf masked = Unpooled.copiedBuffer(bytes);
        Masking.inPlace(masked, 0, bytes.length, key);
        Utf8Check check = new Utf8Check();
        return check.accept(masked, 0, cut, key)
                && check.accept(masked, cut, bytes.length, Integer.rotateLeft(key, 8 * (cut & 3)))
                && check.complete();
    }

    private static void agreesWithTheJdk(byte[] bytes) {
        boolean expected = jdkAccepts(bytes);
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(accepts(bytes, cut)).as("cut at %d", cut).isEqualTo(expected);
            assertThat(acceptsMasked(bytes, cut, 0x8142C3F4))
                    .as("masked, cut at %d", cut)
                    .isEqualTo(expected);
        }
    }

    @Property(tries = 2000, seed = "6455")
    void textIsAcceptedWhereverItIsCut(@ForAll String text) {
        // A lone surrogate becomes a question mark.
        agreesWithTheJdk(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 20_000, seed = "6455")
    void bytesAreJudgedAsTheJdkJudgesThem(@ForAll("nearlyUtf8") byte[] bytes) {
        agreesWithTheJdk(bytes);
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        Arbitrary<Byte> edges = Arbitraries.of(
                        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
                        0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF)
                .map(Integer::byteValue);
        return edges.array(byte[].class).ofMaxSize(12);
    }

    @Property(tries = 500, seed = "6455")
    void longTextIsJudgedAsTheJdkJudgesIt(@ForAll("nearlyUtf8") byte[] bytes, @ForAll @IntRange(max = 300) int before) {
        byte[] ascii = "a".repeat(300).getBytes(StandardCharsets.US_ASCII);
        byte[] all = ByteBuffer.allocate(600 + bytes.length)
                .put(ascii, 0, before)
                .put(bytes)
                .put(ascii)
                .put(ascii, 0, 300 - before)
                .array();
        assertThat(accepts(all, 0)).isEqualTo(jdkAccepts(all));
        assertThat(accepts(all, before)).isEqualTo(jdkAccepts(all));
        assertThat(acceptsMasked(all, before, 0x8142C3F4)).isEqualTo(jdkAccepts(all));
    }

    @Test
    void everyOneTwoAndThreeByteSequenceIsJudgedAsTheJdkJudgesIt() {
        for (int first = 0; first < 256; first++) {
            agreesWithTheJdk(new byte[] {(byte) first});
            for (int second = 0; second < 256; second++) {
                byte[] two = {(byte) first, (byte) second};
                assertThat(accepts(two, 1)).isEqualTo(jdkAccepts(two));
                byte[] three = {(byte) first, (byte) second, (byte) 0x80};
                assertThat(accepts(three, 2)).isEqualTo(jdkAccepts(three));
            }
        }
    }

    @Test
    void theFirstWrongByteFailsWithoutWaitingForTheRest() {
        assertThat(new Utf8Check().accept(Unpooled.wrappedBuffer(new byte[] {(byte) 0xE0, (byte) 0x80})))
                .isFalse();
        assertThat(new Utf8Check().accept(Unpooled.wrappedBuffer(new byte[] {(byte) 0xF5})))
                .isFalse();
    }

    @Test
    void resetForgetsAnUnfinishedCharacter() {
        Utf8Check check = new Utf8Check();
        assertThat(check.accept(Unpooled.wrappedBuffer(new byte[] {(byte) 0xE0})))
                .isTrue();
        assertThat(check.complete()).isFalse();
        check.reset();
        assertThat(check.accept(Unpooled.wrappedBuffer(new byte[] {'a'}))).isTrue();
        assertThat(check.complete()).isTrue();
    }
}
