package dev.myelin.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DidYouMeanTest {
    private static final List<String> KNOWN =
            List.of("log", "property", "payloadFactory", "send", "sequence", "switch");

    @ParameterizedTest
    @CsvSource({
        "lgo, log",
        "LOG, log",
        "propery, property",
        "payloadfactry, payloadFactory",
        "snd, send",
        "sequnece, sequence"
    })
    void findsTheWordThatWasMeant(String typed, String meant) {
        assertThat(DidYouMean.closest(typed, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"frobnicate", "x", "aggregate", "''"})
    void saysNothingWhenNoWordIsNear(String typed) {
        assertThat(DidYouMean.closest(typed, KNOWN)).isEmpty();
    }

    @Test
    void takesTheNearestAndOfEquallyNearTheFirst() {
        assertThat(DidYouMean.closest("sequences", List.of("sequencer", "sequence")))
                .contains("sequencer");
        assertThat(DidYouMean.closest("sequences", List.of("requences2", "sequence")))
                .contains("sequence");
        assertThat(DidYouMean.closest("any", List.of())).isEmpty();
    }
}
