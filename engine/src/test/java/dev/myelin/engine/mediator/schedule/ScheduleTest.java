package dev.myelin.engine.mediator.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOON =
            LocalDateTime.of(2030, 1, 1, 12, 0).atZone(ZoneId.systemDefault()).toInstant();

    @Test
    void anIntervalCountsFromBeginningToBeginning() {
        Every every = new Every(Duration.ofSeconds(10));
        assertThat(every.first(NOON)).hasValue(Duration.ZERO);
        assertThat(every.next(NOON, Duration.ofSeconds(3), NOON)).hasValue(Duration.ofSeconds(7));
        assertThat(every.next(NOON, Duration.ofSeconds(30), NOON)).hasValue(Duration.ZERO);
    }

    @Test
    void cronWaitsForTheNextTime() {
        Cron cron = Cron.of("0 0/5 * ? * *");
        assertThat(cron.first(NOON.plusSeconds(1))).hasValue(Duration.ofSeconds(299));
        assertThat(cron.next(NOON, Duration.ofSeconds(330), NOON.plusSeconds(330)))
                .as("a time that came meanwhile is left out")
                .hasValue(Duration.ofSeconds(270));
    }

    @Test
    void aRunThatBeganALittleEarlyIsNotFollowedByAnotherOneAtItsTime() {
        Cron cron = Cron.of("0/3 * * * * ?");
        assertThat(cron.next(NOON, Duration.ZERO, NOON.minusMillis(2))).hasValue(Duration.ofMillis(3002));
    }

    @Test
    void cronMayEnd() {
        assertThat(Cron.of("0 0 0 1 1 ? 2020").first(NOON)).isEmpty();
    }

    @Test
    void cronThatCannotBeReadSaysWhy() {
        assertThatThrownBy(() -> Cron.of("* * * * *"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unexpected end of expression");
    }
}
