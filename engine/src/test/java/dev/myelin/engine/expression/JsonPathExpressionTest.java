package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$ctx:order.a.b | x | true",
                "$ctx:order['a'].n | 1.10 | true",
                "$ctx:order | {\"a\":{\"b\":\"x\",\"n\":1.10},\"rows\":[{\"k\":1},{\"k\":2}]} | true",
                "$ctx:order. | {\"a\":{\"b\":\"x\",\"n\":1.10},\"rows\":[{\"k\":1},{\"k\":2}]} | true",
                "$ctx:order.none | `` | false",
                "$ctx:order.rows.length() | 2 | true",
                "$ctx:order.rows[?(@.k == 2)] | [{\"k\":2}] | true",
                "$ctx:list[1] | 2 | true",
                "$ctx:list.length() | 3 | true",
                "$ctx:number | 7 | true",
                "$ctx:none.a | `` | false",
                "$ctx:none | `` | false",
                "$ctx:blank.a | `` | false",
                "$axis2:order.a | there | true",
                "$trp:order.a | header | true",
                "$func:order.a | `` | false",
            })
    void readsJsonInProperties(String path, String text, boolean holds) {
        SynapseExpression expression = expressions.compile("json-eval(" + path + ")", Map.of());

        assertThat(expression.text(withProperties())).isEqualTo(text);
        assertThat(expression.matches(withProperties())).isEqualTo(holds);
    }

    private Exchange withProperties() {
        Exchange exchange = Messages.exchange(context, "text");
        MessageContext.set(
                exchange, Scope.DEFAULT, "order", "{\"a\":{\"b\":\"x\",\"n\":1.10},\"rows\":[{\"k\":1},{\"k\":2}]}");
        MessageContext.set(
                exchange,
                Scope.DEFAULT,
                "list",
                Payload.ofText("[1,2,3]", "application/json").json());
        MessageContext.set(exchange, Scope.DEFAULT, "number", 7L);
        MessageContext.set(exchange, Scope.DEFAULT, "blank", " ");
        MessageContext.set(exchange, Scope.AXIS2, "order", "{\"a\":\"there\"}");
        MessageContext.set(exchange, Scope.TRANSPORT, "order", "{\"a\":\"header\"}");
        return exchange;
    }

    @Test
    void parsesAPropertyOnceUntilItChanges() {
        SynapseExpression first = expressions.compileJsonPath("$ctx:order.a");
        SynapseExpression second = expressions.compile("json-eval($ctx:order['a'])", Map.of());
        Exchange exchange = withProperties();

        JsonNode found = first.evaluate(exchange, JsonNode.class);
        assertThat(second.evaluate(exchange, JsonNode.class)).isSameAs(found);

        MessageContext.set(exchange, Scope.DEFAULT, "order", "{\"a\":2}");
        assertThat(first.text(exchange)).isEqualTo("2");
        assertThat(second.text(exchange)).isEqualTo("2");
    }

    @Test
    void faultsWhenAPropertyIsNoJson() {
        Exchange exchange = Messages.exchange(context, "json");
        MessageContext.set(exchange, Scope.DEFAULT, "order", "{broken");

        assertThatThrownBy(() -> expressions.compileJsonPath("$ctx:order.a").text(exchange))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PARSING))
                .hasMessageStartingWith("$ctx:order has no JSON in it: ")
                .hasMessageContaining("line 1, column");
    }

    @ParameterizedTest
    @CsvSource({"$body:order.a", "$ctx:.a", "$ctx:", "$ctx:a[?(", "$nothing:a"})
    void refusesWhatIsNoPropertyAndNoPath(String path) {
        assertThatThrownBy(() -> expressions.compileJsonPath(path))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageStartingWith(path + ": ");
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
