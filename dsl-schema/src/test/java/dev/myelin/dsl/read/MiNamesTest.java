package dev.myelin.dsl.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.dsl.Unsupported;
import dev.myelin.dsl.Unsupported.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What MI has and this version has not is said together with what to use in its place. */
class MiNamesTest {
    @Test
    void everyRefusalIsOnTheList() {
        listed(Kind.MEDIATOR, MiNames.MEDIATORS);
        listed(Kind.ARTEFACT, MiNames.ARTEFACTS);
        listed(Kind.ENDPOINT, MiNames.ENDPOINTS);
        listed(Kind.ELEMENT, MiNames.neededElements());
    }

    private static void listed(Kind kind, Set<String> names) {
        assertThat(names).allSatisfy(name -> assertThat(new Unsupported(kind, name).isListed())
                .isTrue());
    }
}
