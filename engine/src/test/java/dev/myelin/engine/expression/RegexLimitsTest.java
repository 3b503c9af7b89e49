package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Patterns of JSONPath. */
class RegexLimitsTest {
    @Test
    void aRepeatedGroupWithARepetitionInsideIsRefused() {
        assertThatThrownBy(() -> JaywayPath.compile("$..[?(@.a =~ /(x+)+y/)]"))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining("no repetition inside of a group that repeats");
        assertThat(RegexLimits.repeatsRepetition("(.*a){12}")).isTrue();
        assertThat(RegexLimits.repeatsRepetition("((a*)b)+")).isTrue();
    }

    @Test
    void otherPatternsAreTaken() {
        assertThat(JaywayPath.compile("$..[?(@.a =~ /(foo|bar)+[+*]\\(x+\\)+.*/i)]"))
                .isNotNull();
        assertThat(RegexLimits.repeatsRepetition("(a+)b")).isFalse();
        assertThat(RegexLimits.repeatsRepetition("[(a+)]+")).isFalse();
    }
}
