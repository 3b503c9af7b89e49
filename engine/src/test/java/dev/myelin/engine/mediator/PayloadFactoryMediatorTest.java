package dev.myelin.engine.mediator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.mediator.PayloadFactoryMediator.Media;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadFactoryMediatorTest {
    private static String fill(Media media, String template, boolean literal, boolean escapeXml, String... values) {
        List<PayloadArgument> arguments = Stream.of(values)
                .map(value -> PayloadArgument.of(value, literal, escapeXml))
                .toList();
        return PayloadTemplate.parse(template, media, arguments, (source, at) -> {
                    throw new AssertionError(source);
                })
                .text(new DefaultExchange(new DefaultCamelContext()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":\"$1\"} | plain | {\"a\":\"plain\"}",
                "{\"a\":\"$1\"} | say \"hi\" | {\"a\":\"say \\\"hi\\\"\"}",
                "{\"a\":\"$1\"} | a\\b | {\"a\":\"a\\\\b\"}",
                "{\"a\":\"$1\"} | {\"x\":1} | {\"a\":\"{\\\"x\\\":1}\"}",
                "{\"a\":$1} | {\"x\":1} | {\"a\":{\"x\":1}}",
                "{\"a\":$1} | [1,2] | {\"a\":[1,2]}",
                "{\"a\":$1} | 12 | {\"a\":12}",
                "{\"a\":$1} | -1.5e+3 | {\"a\":-1.5e+3}",
                "{\"a\":$1} | 012 | {\"a\":\"012\"}",
                "{\"a\":$1} | 1. | {\"a\":\"1.\"}",
                "{\"a\":$1} | true | {\"a\":true}",
                "{\"a\":$1} | null | {\"a\":null}",
                "{\"a\":$1} | text | {\"a\":\"text\"}",
                "{\"a\":$1} | \"quoted\" | {\"a\":\"quoted\"}",
                "{\"a\":$1} | `` | {\"a\":\"\"}",
                "{\"a\":\"\\\"$1\",\"b\":$1} | x | {\"a\":\"\\\"x\",\"b\":\"x\"}",
                "{\"a\":\"$2$1\"} | x | {\"a\":\"$2x\"}",
                "{\"a\":\"$\"} | x | {\"a\":\"$\"}",
                "{\"a\":\"$0\"} | x | {\"a\":\"$0\"}",
            })
    void jsonArgumentsAreEscapedInsideStringsAndValuesOutside(String template, String value, String wanted) {
        assertThat(fill(Media.JSON, template, false, false, value)).isEqualTo(wanted);
    }

    @Test
    void argumentsAreCountedWithAllTheirDigitsAndNeverLookedAtAgain() {
        String[] values = {"$2", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"};

        assertThat(fill(Media.TEXT, "$11 $1 $2", false, false, values)).isEqualTo("k $2 b");
    }

    @Test
    void xmlArgumentsAreEscapedUnlessLiteral() {
        assertThat(fill(Media.XML, "<a>$1</a>", false, false, "<b>&\"'</b>"))
                .isEqualTo("<a>&lt;b&gt;&amp;&quot;&apos;&lt;/b&gt;</a>");
        assertThat(fill(Media.XML, "<a>$1</a>", true, false, "<b/>")).isEqualTo("<a><b/></a>");
    }

    @Test
    void literalJsonArgumentsAreNeitherEscapedNorQuoted() {
        assertThat(fill(Media.JSON, "{\"a\":$1}", true, false, "text")).isEqualTo("{\"a\":text}");
    }

    @Test
    void xmlCharactersAreEscapedInOtherTemplatesWhereAskedFor() {
        assertThat(fill(Media.TEXT, "$1", false, true, "a<b")).isEqualTo("a&lt;b");
        assertThat(fill(Media.JSON, "{\"a\":\"$1\"}", false, true, "a<b")).isEqualTo("{\"a\":\"a&lt;b\"}");
    }

    @Test
    void theHighestArgumentOfATemplateIsKnown() {
        assertThat(PayloadTemplate.highestSlot("$1 $12 $3 $ $$x")).isEqualTo(12);
        assertThat(PayloadTemplate.highestSlot("none")).isZero();
    }
}
