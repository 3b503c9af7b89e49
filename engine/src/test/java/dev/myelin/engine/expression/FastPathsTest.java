package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Scope;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short forms give what Saxon gives for the same text. */
class FastPathsTest {
    private final CamelContext context = Messages.context();
    private final PropertyReads reads = new PropertyReads(context, ExternalTexts.NONE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'text'",
                "\"it's\"",
                "''",
                "0",
                "17",
                "true()",
                "fn:false( )",
                "$ctx:text",
                "$ctx:blank",
                "$ctx:seven",
                "$ctx:yes",
                "$ctx:no",
                "$ctx:missing",
                "$axis2:HTTP_SC",
                "$trp:Accept",
                "get-property('text')",
                "get-property('axis2', 'HTTP_SC')",
                "$ctx:text = 'a b'",
                "$ctx:text != 'a b'",
                "$ctx:missing = ''",
                "$ctx:missing != ''",
                "$ctx:seven = '7'",
                "$ctx:yes = 'true'",
                "$ctx:no = 'true'",
                "$ctx:no = ''",
                "get-property('missing') = ''",
                "get-property('no') != 'false'",
            })
    void giveWhatSaxonGives(String text) {
        SynapseExpression fast = new FastPaths(reads).compile(text);
        SynapseExpression full = new XPaths(reads, ExternalTexts.NONE).compile(text, Map.of());
        assertThat(fast).as("a short form").isNotNull();
        assertThat(fast.text(exchange())).isEqualTo(full.text(exchange()));
        assertThat(fast.matches(exchange())).isEqualTo(full.matches(exchange()));
    }

    private Exchange exchange() {
        Exchange exchange = Messages.exchange(context, "pox");
        exchange.setProperty("text", "a b");
        exchange.setProperty("blank", "");
        exchange.setProperty("seven", 7);
        exchange.setProperty("yes", true);
        exchange.setProperty("no", false);
        exchange.getMessage().setHeader("Accept", "text/xml");
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 404);
        return exchange;
    }
}
