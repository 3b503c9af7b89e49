package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.myelin.engine.message.ErrorCode;
import dev.myelin.engine.message.Fault;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.sf.saxon.s9api.XdmNode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XPathExpressionTest {
    private static final Map<String, String> NAMESPACES = Map.of(
            "m", "urn:m", "h", "urn:h", "s11", "http://schemas.xmlsoap.org/soap/envelope/", "axis2", "urn:elsewhere");

    @TempDir
    private Path folder;

    private final CamelContext context = Messages.context();
    private final SynapseExpressions expressions = new SynapseExpressions(context);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doc('%s')",
                "unparsed-text('%s')",
                "collection('%s')",
                "doc-available('%s')",
                "unparsed-text-available('%s')",
                "string-length(environment-variable('PATH')) > 0",
            })
    void nothingOutsideOfTheMessageIsRead(String path) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.xml"), "<secret>4711</secret>");
        Exchange exchange = Messages.exchange(context, "pox");

        String given;
        try {
            given = expressions
                    .compile(path.replace("%s", secret.toUri().toString()), NAMESPACES)
                    .text(exchange);
        } catch (Fault refused) {
            given = refused.getMessage();
        }
        assertThat(given).doesNotContain("4711").isNotEqualTo("true");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "soap | //m:price | 12.5",
                "soap | //m:price/@currency | EUR",
                "soap | //m:symbol/text() | IBMSUN",
                "soap | //m:symbol | <m:symbol xmlns:m=\"urn:m\">IBM</m:symbol><m:symbol xmlns:m=\"urn:m\">SUN</m:symbol>",
                "soap | //m:symbol[1]/node() | <m:symbol xmlns:m=\"urn:m\">IBM</m:symbol>",
                "soap | s11:Body/m:getQuote/m:symbol[2] | SUN",
                "soap | /s11:Envelope/s11:Header/h:id | 42",
                "soap | $header/h:id | 42",
                "soap | $env/s11:Header/h:id + 1 | 43",
                "soap | $body/*[1]/m:symbol[. = 'SUN'] | SUN",
                "soap | local-name($body/*[1]) | getQuote",
                "soap | count(//m:symbol) | 2",
                "soap | count(//m:symbol) * 10000000 | 20000000",
                "soap | //m:price > 9 | true",
                "soap | //m:missing | ``",
                "soap | fn:lower-case(//m:symbol) | ibm",
                "pox  | $body/order/item[1] | a",
                "pox  | //order/@id | 7",
                "pox  | //empty | <empty/>",
                "pox  | //item | <item> a </item><item>b</item>",
                "pox  | //order/n < '100' | true",
                "pox  | concat('n=', //n + 1) | n=21",
                "pox  | s11:Body/child::*[fn:position()=1]/n | 20",
                "json | //a/b | x",
                "json | $body/jsonObject/a/n | 1.10",
                "json | count(//list) | 3",
                "json | //rows[2]/k | 2",
                "text | $body/*[1] | hello <world>",
                "text | local-name($body/*[1]) | text",
                "none | count($body/*) | 0",
                "none | $body/x | ``",
                "none | base64Encode('hi') | aGk=",
                "none | base64Decode('aGk=') | hi",
                "none | syn:url-encode('a b&c') | a+b%26c",
            })
    void givesTheTextThatSynapseGives(String kind, String path, String expected) {
        assertThat(expressions.compile(path, NAMESPACES).text(Messages.exchange(context, kind)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "soap | //m:symbol | true",
                "soap | //m:none | false",
                "pox  | //n = 20 | true",
                "pox  | //n = '20.0' | false",
                "pox  | //item = 'b' | true",
                "pox  | not(//item) | false",
                "none | get-property('missing') = '' | false",
                "none | get-property('missing') != '' | false",
                "none | get-property('text') = 'abc' | true",
                "none | get-property('number') + 1 = 8 | true",
                "none | $ctx:number < 10 | true",
                "none | '10' > get-property('number') | true",
                "none | $axis2:HTTP_SC = '200' | true",
                "none | $axis2:HTTP_SC = 200 | true",
                "none | $ctx:flag and not($ctx:noflag) | true",
                "none | starts-with($trp:Content-Type, 'text/') | true",
                "none | get-property('axis2', 'HTTP_SC') >= 200 and get-property(\"text\") = 'abc' | true",
                "none | $operation:op = 'o' and contains(get-property('operation', 'op'), 'o') | true",
            })
    void comparesAsXPath1Does(String kind, String path, boolean expected) {
        Exchange exchange = Messages.exchange(context, kind);
        exchange.setProperty("text", "abc");
        exchange.setProperty("number", "7");
        exchange.setProperty("flag", true);
        exchange.setProperty("noflag", false);
        exchange.getMessage().setHeader("Content-Type", "text/plain");
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 200);
        MessageContext.set(exchange, Scope.OPERATION, "op", "o");

        assertThat(expressions.compile(path, NAMESPACES).matches(exchange)).isEqualTo(expected);
    }

    @Test
    void takesANodeOfAPropertyAsStartOfAPath() {
        Exchange exchange = Messages.exchange(context, "none");
        exchange.setProperty(
                "tree", Payload.ofText(Messages.POX, "application/xml").xml());

        assertThat(expressions.compile("get-property('tree')//n", Map.of()).text(exchange))
                .isEqualTo("20");
        assertThat(expressions.compile("$ctx:tree/n", Map.of()).text(exchange)).isEqualTo("20");
    }

    @Test
    void givesANodeThatOutlivesThePayload() {
        XdmNode node = expressions
                .compile("//order/item[2]", Map.of())
                .evaluate(Messages.exchange(context, "pox"), XdmNode.class);

        assertThat(node.getStringValue()).isEqualTo("b");
    }

    @Test
    void doesNotParseThePayloadThatItDoesNotLookAt() {
        Exchange exchange = Messages.exchange(context, Payload.ofText("<broken", "application/xml"));
        exchange.setProperty("x", "1");

        assertThat(expressions
                        .compile("concat(get-property('x'), $ctx:x)", Map.of())
                        .text(exchange))
                .isEqualTo("11");
        assertThatThrownBy(() -> expressions.compile("//x", Map.of()).text(exchange))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(ErrorCode.PARSING));
    }

    @Test
    void reportsARunTimeErrorAsFaultThatNamesTheExpression() {
        assertThatThrownBy(() -> expressions
                        .compile("get-property(local-name(//order), 'x')", Map.of())
                        .text(Messages.exchange(context, "pox")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("get-property(local-name(//order), 'x')")
                .hasMessageContaining("scope: order");
    }
}
