package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathExpressionTest {
    private final CamelContext context = Messages.context();
    private final SynapseExpressions expressions = new SynapseExpressions(context);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.a.b | x | true",
                "$['a']['b'] | x | true",
                "$.a.n | 1.10 | true",
                "$.a.t | true | true",
                "$.a.f | false | false",
                "$.a.nil | null | false",
                "$.a.e | `` | false",
                "$.a.none | `` | false",
                "$.none.of.this | `` | false",
                "$.a.b.c | `` | false",
                "$.list | [1,2,3] | true",
                "$.list[1] | 2 | true",
                "$.list[-1] | 3 | true",
                "$.list[9] | `` | false",
                "$.list.length() | 3 | true",
                "$.rows[0] | {\"k\":1} | true",
                "$.rows[*].k | [1,2] | true",
                "$..k | [1,2] | true",
                "$..none | [] | false",
                "$.rows[?(@.k == 2)] | [{\"k\":2}] | true",
                "$.rows. | [{\"k\":1},{\"k\":2}] | true",
            })
    void readsThePayload(String path, String text, boolean holds) {
        SynapseExpression expression = expressions.compile(" json-eval(" + path + ") ", Map.of());

        assertThat(expression.text(Messages.exchange(context, "json"))).isEqualTo(text);
        assertThat(expression.matches(Messages.exchange(context, "json"))).isEqualTo(holds);
        assertThat(expressions.compileJsonPath(path).text(Messages.exchange(context, "json")))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"$", "$."})
    void givesTheWholePayloadAsItCame(String path) {
        SynapseExpression whole = expressions.compileJsonPath(path);

        assertThat(whole.text(Messages.exchange(context, "json"))).isEqualTo(Messages.JSON);
        assertThat(whole.matches(Messages.exchange(context, "json"))).isTrue();
    }

    @Test
    void findsNothingInAnEmptyMessage() {
        SynapseExpression expression = expressions.compileJsonPath("$.a");

        assertThat(expression.text(Messages.exchange(context, "none"))).isEmpty();
        assertThat(expression.matches(Messages.exchange(context, "none"))).isFalse();
    }

    @Test
    void givesTheNodeWhenJsonIsAskedFor() {
        JsonNode rows =
                expressions.compileJsonPath("$.rows").evaluate(Messages.exchange(context, "json"), JsonNode.class);

        assertThat(rows).isNotNull().hasSize(2);
    }

    @Test
    void convertsTheTextForOtherTypes() {
        assertThat(expressions.compileJsonPath("$.list[2]").evaluate(Messages.exchange(context, "json"), Integer.class))
                .isEqualTo(3);
    }

    @Test
    void faultsWhenThePayloadIsNoJson() {
        assertThatThrownBy(() -> expressions.compileJsonPath("$.a").text(Messages.exchange(context, "text")))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PARSING))
                .hasMessageStartingWith("The payload is not JSON: ")
                .hasMessageContaining("line 1, column");
    }
}
