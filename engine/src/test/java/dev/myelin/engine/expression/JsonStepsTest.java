package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStepsTest {
    @ParameterizedTest
    @ValueSource(strings = {"$", "$.a", "$.a.b-c[0]", "$['a b'][-1]['x.y']", "$[3].a"})
    void takesNamesAndIndexes(String path) {
        assertThat(JsonSteps.of(path)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "$..a",
                "$.*",
                "$.a[*]",
                "$.a[0,1]",
                "$.a[0:2]",
                "$.a.length()",
                "$['a','b']",
                "$.a[?(@.b)]",
                "$.",
                "$.é"
            })
    void leavesTheRestToJsonPath(String path) {
        assertThat(JsonSteps.of(path)).isNull();
    }
}
