package dev.myelin.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Close codes and ids. */
class SessionTest {
    @ParameterizedTest
    @CsvSource({
        "0,false", "999,false", "1000,true", "1001,true", "1003,true", "1004,false", "1005,false", "1006,false",
        "1007,true", "1014,true", "1015,false", "1016,false", "2999,false", "3000,true", "4999,true", "5000,false"
    })
    void onlyTheCodesOfTheRegistryAreLegalOnTheWire(int code, boolean legal) {
        assertThat(CloseStatus.isLegalOnWire(code)).isEqualTo(legal);
    }

    @Test
    void whatMustNotTravelIsTranslated() {
        CloseStatus lost = new CloseStatus(CloseStatus.ABNORMAL, "ws://secret:1/");
        assertThat(lost.towardClient().code()).isEqualTo(1014);
        assertThat(lost.towardClient().reason()).doesNotContain("secret");
        assertThat(lost.towardBackend().code()).isEqualTo(1001);
        CloseStatus normal = new CloseStatus(1000, "bye");
        assertThat(normal.towardClient()).isEqualTo(normal);
        assertThat(normal.towardBackend()).isEqualTo(normal);
        assertThat(CloseStatus.EMPTY.towardClient()).isEqualTo(CloseStatus.EMPTY);
    }

    @Test
    void idsAreUuidsOfVersionSevenInTheOrderOfTheirMaking() {
        SessionIds ids = new SessionIds();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(ids.next());
        }
        assertThat(made).doesNotHaveDuplicates().isSorted();
        assertThat(UUID.fromString(made.get(0)).version()).isEqualTo(7);
    }
}
