package dev.myelin.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.expression.SynapseExpression;
import dev.myelin.engine.expression.SynapseExpressions;
import dev.myelin.engine.message.MessageContext;
import dev.myelin.engine.message.Payload;
import dev.myelin.engine.message.Scope;
import dev.myelin.engine.message.Source;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is folded must be what the expression gives at run time. */
class EventFoldingTest {
    private static final Map<Variant, Set<String>> FLAGS = Map.of(
            Variant.HANDSHAKE, Set.of("websocket.source.handshake.present", "source.handshake.present"),
            Variant.MESSAGE, Set.of(),
            Variant.TERMINATE, Set.of("connection.terminate"),
            Variant.REPLY, Set.of());

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SynapseExpressions expressions = new SynapseExpressions(camel);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get-property('websocket.source.handshake.present')",
                "get-property(\"source.handshake.present\")",
                " get-property( 'default' , 'connection.terminate' ) ",
                "get-property('axis2','connection.terminate')",
                "fn:get-property('connection.terminate')",
                "$ctx:connection.terminate",
                "$axis2:websocket.source.handshake.present",
                "get-property('websocket.target.handshake.present')",
                "get-property('websocket.source.handshake.present')='true'",
                "get-property('websocket.source.handshake.present') = 'false'",
                "get-property('websocket.source.handshake.present') = ''",
                "get-property('websocket.source.handshake.present')!='true'",
                "get-property('websocket.source.handshake.present') != \"\"",
                "get-property('connection.terminate') = true()",
                "get-property('connection.terminate') != true()",
                "false() = $ctx:connection.terminate",
                "not(get-property('connection.terminate'))",
                "not(get-property('connection.terminate')='true')",
                "not($ctx:connection.terminate != 'true')",
                "boolean($ctx:connection.terminate)",
                "string($ctx:connection.terminate) = 'true'",
                "string($ctx:connection.terminate) = ''",
                "string($ctx:connection.terminate)",
                "$ctx:source.handshake.present = $ctx:connection.terminate",
                "$ctx:source.handshake.present != $ctx:connection.terminate",
                "$ctx:source.handshake.present or $ctx:connection.terminate",
                "$ctx:source.handshake.present and $ctx:connection.terminate",
                "$ctx:source.handshake.present='true' or not($ctx:connection.terminate='true') and false()",
                "($ctx:source.handshake.present='true' or true()) and $ctx:connection.terminate",
                "($ctx:source.handshake.present = 'true') = true()",
                "$ctx:websocket.event.type = 'MESSAGE'",
                "get-property('websocket.event.type') != 'DISCONNECT'",
                "'a' = 'a'",
                "'a'",
                "''"
            })
    void isWhatTheExpressionGives(String expression) {
        SynapseExpression compiled = expressions.compile(expression, Map.of());
        for (Variant variant : Variant.values()) {
            Exchange exchange = message(variant);
            Optional<FoldedValue> folded = EventFolding.fold(expression, variant);
            assertThat(folded).as("%s for %s", expression, variant).isPresent();
            assertThat(folded.get().holds())
                    .as("%s for %s", expression, variant)
                    .isEqualTo(compiled.matches(exchange));
            assertThat(folded.get().text()).as("%s for %s", expression, variant).isEqualTo(compiled.text(exchange));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get-property('X-Key')",
                "get-property('transport', 'connection.terminate')",
                "get-property('operation', 'connection.terminate')",
                "$trp:connection.terminate",
                "$ctx:X-Key = 'a'",
                "not($ctx:X-Key)",
                "string-length($ctx:connection.terminate) = 0",
                "count(//a) > 0",
                "//item",
                "$ctx:connection.terminate = //item",
                "not($ctx:connection.terminate) and $ctx:X-Key = 'a'",
                "$ctx:connection.terminate or $ctx:X-Key = 'a'",
                "true() and (false()",
                "true() or",
                "true() = )",
                "get-property(",
                "get-property()",
                "true())",
                "json-eval($.a)",
                "${payload.a}",
                "true() | false()",
                "true() = true() = true()",
                "1 < 2",
                "",
                "'"
            })
    void leavesTheRestToTheRunTime(String expression) {
        assertThat(EventFolding.fold(expression, Variant.MESSAGE)).isEmpty();
    }

    @Test
    void knowsTheWholeFromAPart() {
        assertThat(EventFolding.fold("$ctx:connection.terminate and $ctx:X-Key = 'a'", Variant.MESSAGE))
                .contains(FoldedValue.FALSE);
        assertThat(EventFolding.fold("$ctx:X-Key = 'a' or $ctx:connection.terminate", Variant.TERMINATE))
                .contains(FoldedValue.TRUE);
        assertThat(EventFolding.fold("not($ctx:X-Key = 'a' and $ctx:connection.terminate)", Variant.MESSAGE))
                .contains(FoldedValue.TRUE);
    }

    private Exchange message(Variant variant) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(Payload.empty());
        MessageContext.attach(exchange, new Source() {
            @Override
            public Object property(Exchange any, Scope scope, String name) {
                if (scope != Scope.DEFAULT && scope != Scope.AXIS2) {
                    return null;
                }
                if (name.equals("websocket.event.type")) {
                    return variant == Variant.HANDSHAKE
                            ? "CONNECT"
                            : variant == Variant.TERMINATE ? "DISCONNECT" : "MESSAGE";
                }
                return FLAGS.get(variant).contains(name) ? Boolean.TRUE : null;
            }

            @Override
            public void respond(Exchange any) {
                throw new AssertionError("nothing responds");
            }

            @Override
            public Optional<String> replySequence() {
                return Optional.empty();
            }
        });
        return exchange;
    }
}
