package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionSyntaxTest {
    private final SynapseExpressions expressions = new SynapseExpressions(Messages.context());

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "` ` | empty",
                "//m0:x | prefix 'm0'",
                "a b | near column 3",
                "//b[ | end of the input",
                "1 + | near column 4",
                "'abc | Unmatched quote",
                "toUpper(//b) | 1-argument function named toUpper()",
                "get-property() | at least one argument",
                "$nobody/x | unknown variable $nobody (expected: $body, $header, $env",
                "$vars:x + 1 | prefix 'vars'",
                "get-property('axis', 'x') | scope: axis (expected: default, axis2,",
                "get-property('SYSTEM_DATE', 'bbb') | date format: bbb (expected: a pattern of SimpleDateFormat",
                "json-eval($.a | no closing bracket",
                "json-eval($.a) > 17 | nothing can follow json-eval(...) (found: > 17); to compare, use source and regex",
                "json-eval($.a) = json-eval($.b) | nothing can follow json-eval(...) (found: = json-eval($.b))",
                "json-eval() | no path",
                "json-eval($.a[?(@.b ==) | no JSONPath",
                "json-eval($body:a.b) | $body:a (expected: a path in the payload, $.name, or in a property",
            })
    void saysWhatIsWrong(String text, String expected) {
        assertThatThrownBy(() -> expressions.compile(text, Map.of()))
                .isInstanceOf(ExpressionSyntaxException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$.order.id | Write json-eval($.order.id) for a JSONPath, or ${payload.order.id}",
                "$[0].id | Write json-eval($[0].id) for a JSONPath, or ${payload[0].id}",
                "xpath('//a') | Write ${xpath('//a')}: xpath() is a function of Synapse expressions",
                "toUpper(//b) | Write ${toUpper(//b)}: toUpper() is a function of Synapse expressions",
                "none(//b) | ``",
            })
    void saysHowToWriteWhatIsOfAnotherLanguage(String text, String hint) {
        assertThatThrownBy(() -> expressions.compile(text, Map.of()))
                .isInstanceOfSatisfying(ExpressionSyntaxException.class, wrong -> assertThat(wrong.hint())
                        .isEqualTo(hint));
    }
}
