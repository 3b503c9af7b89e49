package dev.myelin.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import java.time.Year;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyExpressionTest {
    private final CamelContext context = Messages.context();
    private final SynapseExpressions expressions = new SynapseExpressions(context);

    /** A source with a handshake header and the path of the handshake. */
    private static final Source SESSION = new Source() {
        @Override
        public Object property(Exchange exchange, Scope scope, String name) {
            return switch (name) {
                case "X-Handshake" -> "from " + scope;
                case "websocket.subscriber.path" ->
                    scope == Scope.DEFAULT ? "/chat?room=a%20b&T=1+1&flag&bad=%zz" : null;
                default -> null;
            };
        }

        @Override
        public void respond(Exchange exchange) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<String> replySequence() {
            return Optional.empty();
        }
    };

    private Exchange exchange() {
        Exchange exchange = Messages.exchange(context, Payload.ofText(Messages.POX, "application/xml"));
        MessageContext.attach(exchange, SESSION);
        exchange.setProperty("x", "default x");
        exchange.setProperty("uri.var.x", "dotted");
        exchange.setProperty("empty", "");
        exchange.setProperty("yes", true);
        exchange.setProperty("no", false);
        exchange.setProperty("zero", 0);
        exchange.setProperty("seven", 7);
        exchange.setProperty(
                "tree", Payload.ofText("<t>in tree</t>", "application/xml").xml());
        exchange.getMessage().setHeader("Content-Type", "application/xml");
        MessageContext.set(exchange, Scope.AXIS2, "x", "axis2 x");
        MessageContext.set(exchange, Scope.AXIS2, "HTTP_SC", 404);
        MessageContext.set(exchange, Scope.AXIS2_CLIENT, "x", "client x");
        MessageContext.set(exchange, Scope.OPERATION, "x", "operation x");
        return exchange;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get-property('x') | default x",
                "get-property( \"x\" ) | default x",
                "syn:get-property('x') | default x",
                "get-property('default', 'x') | default x",
                "get-property('synapse','x') | default x",
                "get-property('axis2', 'x') | axis2 x",
                "get-property('axis2-client', 'x') | client x",
                "get-property('operation', 'x') | operation x",
                "get-property('transport', 'content-type') | application/xml",
                "get-property('X-Handshake') | from DEFAULT",
                "get-property('axis2', 'X-Handshake') | from AXIS2",
                "get-property('missing') | ``",
                "get-property('system', 'no.such.property') | ``",
                "get-property('env', 'NO_SUCH_VARIABLE') | ``",
                "get-property('registry', 'conf:/x') | ``",
                "get-property('trace', 'x') | ``",
                "get-property('yes') | true",
                "get-property('no') | false",
                "get-property('zero') | 0",
                "get-property('seven') | 7",
                "get-property('empty') | ``",
                "get-property('tree') | in tree",
                "get-property('MESSAGE_FORMAT') | pox",
                "get-property('OperationName') | mediate",
                "get-property('RESPONSE') | ``",
                "get-property('FAULT') | ``",
                "$ctx:x | default x",
                "$ctx:uri.var.x | dotted",
                "$ctx:X-Handshake | from DEFAULT",
                "$ctx:missing | ``",
                "$trp:Content-Type | application/xml",
                "$axis2:HTTP_SC | 404",
                "$operation:x | operation x",
                "$func:p | ``",
                "$url:room | a b",
                "$url:t | 1+1",
                "$url:flag | ``",
                "$url:bad | %zz",
                "$url:missing | ``",
                "get-property('x') = 'default x' | true",
                "get-property('axis2', 'x')=\"axis2 x\" | true",
                "$ctx:x != 'default x' | false",
                "$ctx:x != 'other' | true",
                "$ctx:missing = '' | false",
                "$ctx:missing != '' | false",
                "$ctx:empty = '' | true",
                "$ctx:yes = 'true' | true",
                "$ctx:yes = 'anything' | true",
                "$ctx:yes = '' | false",
                "$ctx:no = 'false' | false",
                "$ctx:no != 'false' | true",
                "$ctx:seven = '7' | true",
                "$ctx:seven = ' 7.0 ' | true",
                "$ctx:seven = 'x' | false",
                "$ctx:seven != 'x' | true",
                "$ctx:tree = 'in tree' | true",
                "$ctx:tree != 'in tree' | false",
                "'text' | text",
                "\"it's\" | it's",
                "'' | ``",
                "12 | 12",
                "0 | 0",
                "true() | true",
                "false() | false",
            })
    void givesTheSameAsXPath(String text, String expected) {
        SynapseExpression fast = expressions.compile(text, Map.of());
        SynapseExpression slow = expressions.compile("(" + text + ")", Map.of());

        assertThat(fast).isNotInstanceOf(XPathExpression.class);
        assertThat(slow).isInstanceOf(XPathExpression.class);
        assertThat(fast.text(exchange())).isEqualTo(expected);
        assertThat(slow.text(exchange())).isEqualTo(expected);
        assertThat(fast.matches(exchange())).isEqualTo(slow.matches(exchange()));
        assertThat(fast.evaluate(exchange(), String.class)).isEqualTo(expected);
        assertThat(fast.source()).isEqualTo(text);
    }

    @Test
    void keepsTheTypeOfAPropertyWhenAnyWillDo() {
        assertThat(expressions.compile("$axis2:HTTP_SC", Map.of()).evaluate(exchange(), Object.class))
                .isEqualTo(404);
    }

    @Test
    void readsPropertiesOfTheMachine() {
        context.getPropertiesComponent().addInitialProperty("greeting", "hello");

        assertThat(text("get-property('system', 'java.version')")).isEqualTo(System.getProperty("java.version"));
        assertThat(text("get-property('env', 'PATH')")).isEqualTo(System.getenv("PATH"));
        assertThat(text("get-property('file', 'greeting')")).isEqualTo("hello");
        assertThat(text("get-property('SYSTEM_DATE', 'yyyy')"))
                .isEqualTo(Year.now(java.time.ZoneId.systemDefault()).toString());
        assertThat(text("get-property('default', 'SYSTEM_DATE', 'yyyy')")).hasSize(4);
        assertThat(text("get-property('SYSTEM_DATE')")).isNotEmpty();
        assertThat(Long.parseLong(text("get-property('SYSTEM_TIME')"))).isPositive();
    }

    private String text(String source) {
        return expressions.compile(source, Map.of()).text(exchange());
    }

    @ParameterizedTest
    @ValueSource(strings = {"get-property('RESPONSE')", "$ctx:RESPONSE"})
    void tellsAResponse(String source) {
        Exchange exchange = exchange();
        MessageContext.of(exchange).markResponse();

        assertThat(expressions.compile(source, Map.of()).text(exchange)).isEqualTo("true");
    }

    @Test
    void tellsASoapFault() {
        Exchange exchange = Messages.exchange(
                context,
                Payload.ofText(
                        "<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><e:Fault/></e:Body></e:Envelope>",
                        "application/soap+xml"));

        assertThat(expressions.compile("get-property('FAULT')", Map.of()).text(exchange))
                .isEqualTo("true");
        assertThat(expressions
                        .compile("get-property('MESSAGE_FORMAT')", Map.of())
                        .text(exchange))
                .isEqualTo("soap12");
    }

    @Test
    void givesAMessageOneId() {
        Exchange exchange = exchange();
        SynapseExpression id = expressions.compile("get-property('MessageID')", Map.of());

        assertThat(id.text(exchange)).startsWith("urn:uuid:").isEqualTo(id.text(exchange));
        assertThat(id.text(exchange())).isNotEqualTo(id.text(exchange));
    }

    @Test
    void knowsWhereTheMessageWent() {
        Exchange exchange = exchange();
        SynapseExpression to = expressions.compile("get-property('To')", Map.of());

        exchange.getMessage().setHeader(Exchange.HTTP_URI, "/services/a");
        assertThat(to.text(exchange)).isEqualTo("/services/a");
        MessageContext.set(exchange, Scope.AXIS2, "TransportInURL", "ws://h/p?q=1");
        assertThat(to.text(exchange)).isEqualTo("ws://h/p?q=1");
        exchange.setProperty("To", "set by a sequence");
        assertThat(to.text(exchange)).isEqualTo("set by a sequence");
    }

    @Test
    void readsTheQueryOfAnHttpRequest() {
        Exchange exchange = Messages.exchange(context, "none");
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "a=1&b=2");

        assertThat(expressions.compile("$url:b", Map.of()).text(exchange)).isEqualTo("2");
    }
}
