package dev.myelin.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "room 1", "Übung", "हिन्दी", "a/b:c@d-e_f.g~h+i=j,k!l;m$n&o*p'q(r)", "茶"})
    void namesOfAnyScriptAreSound(String name) {
        assertThat(Names.check("group", name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " a", "a ", "a\nb", "a\u0000", "a#b", "a?b", "a%b", "<a>", "{a}", "a\"b", "a\\b", "\u202Ea"})
    void othersAreNot(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.check("group", name))
                .withMessageStartingWith("group: ")
                .withMessageContaining("expected: 1 to 256 letters");
    }

    @Test
    void longNamesAreCutInTheMessage() {
        assertThat(Names.check("group", "g".repeat(256))).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Names.check("group", "g".repeat(257)))
                .withMessageContaining("... (257 characters)");
        assertThatIllegalArgumentException().isThrownBy(() -> Names.checkValue("a", "v".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> Names.checkValue("a", "line\nline"));
    }
}
