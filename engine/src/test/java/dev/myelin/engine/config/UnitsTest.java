package dev.myelin.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({"0,0", "1024,1024", "64KiB,65536", "64 kb,65536", "16MiB,16777216", "1GiB,1073741824", "7B,7"})
    void readsSizes(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "1.5MiB", "MiB", "99999999999GiB", "1TiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text + " (expected: ");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "5min,PT5M", "1h,PT1H", "2d,PT48H", "7,PT7S", " 8 s ,PT8S"})
    void readsTimes(String text, Duration duration) {
        assertThat(Durations.parse(text, ChronoUnit.SECONDS)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1s", "soon", "1.5s", "1w", "999999999999999999h"})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Durations.parse(text, ChronoUnit.MILLIS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(text + " (expected: ");
    }
}
