package dev.myelin.engine.compiler;

import static dev.myelin.engine.compiler.Testbed.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.myelin.engine.message.MessageContext;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class FaultHandlingTest {
    private static final String FAIL = "<sequence key=\"gone\"/>";
    private static final String MARK = "<property name=\"handled\" value=\"%s\"/>";

    private static String handler(String name) {
        return sequence(name, MARK.formatted(name));
    }

    private static String proxy(String target) {
        return "<proxy name=\"p\"><target " + target + "</proxy>";
    }

    private static Exchange proxy(Testbed bed) {
        return bed.send("proxy:p", "{}", "application/json");
    }

    @Test
    void onErrorOfTheSequenceComesFirstAndEndsTheFlow() throws Exception {
        try (Testbed bed = Testbed.start(
                proxy("inSequence=\"in\" faultSequence=\"second\"/>"),
                sequence("in", "<sequence key=\"inner\"/><property name=\"after\" value=\"1\"/>"),
                "<sequence name=\"inner\" onError=\"first\">" + FAIL + "</sequence>",
                handler("first"),
                handler("second"),
                handler("fault"))) {
            Exchange done = proxy(bed);

            assertThat(done.getProperty("handled")).isEqualTo("first");
            assertThat(done.getProperty("after")).isNull();
            assertThat(done.getException()).isNull();
            assertThat(done.getProperty("ERROR_CODE")).hasToString("500000");
            assertThat(done.getProperty("ERROR_MESSAGE")).asString().contains("gone", "MYL-2001");
            assertThat(MessageContext.of(done).fault()).isNotNull();
            assertThat(bed.counters.faults()).isEqualTo(1);
        }
    }

    @Test
    void theFaultSequenceOfTheProxyComesNext() throws Exception {
        try (Testbed bed = Testbed.start(
                proxy("inSequence=\"in\" faultSequence=\"second\"/>"), sequence("in", FAIL),
                handler("second"), handler("fault"))) {
            assertThat(proxy(bed).getProperty("handled")).isEqualTo("second");
        }
    }

    @Test
    void theFaultSequenceCanStandInsideTheProxy() throws Exception {
        try (Testbed bed = Testbed.start(proxy("><inSequence>" + FAIL + "</inSequence><faultSequence>"
                + MARK.formatted("inline") + "</faultSequence></target>"))) {
            assertThat(proxy(bed).getProperty("handled")).isEqualTo("inline");
        }
    }

    @Test
    void theSequenceNamedFaultIsTheLastResort() throws Exception {
        try (Testbed bed = Testbed.start(proxy("inSequence=\"in\"/>"), sequence("in", FAIL), handler("fault"))) {
            assertThat(proxy(bed).getProperty("handled")).isEqualTo("fault");
        }
    }

    @Test
    void withoutAnyTheFaultIsCountedAndTheExchangeIsClean() throws Exception {
        try (Testbed bed = Testbed.start(proxy("inSequence=\"in\"/>"), sequence("in", FAIL))) {
            Exchange done = proxy(bed);

            assertThat(done.getException()).isNull();
            assertThat(MessageContext.of(done).fault()).isNotNull();
            assertThat(bed.counters.faults()).isEqualTo(1);
        }
    }

    @Test
    void aFaultSequenceCanRespond() throws Exception {
        try (Testbed bed = Testbed.start(
                proxy("inSequence=\"in\" faultSequence=\"second\"/>"),
                sequence("in", FAIL),
                sequence(
                        "second",
                        "<payloadFactory media-type=\"text\"><format>sorry: $1</format><args>"
                                + "<arg expression=\"get-property('ERROR_CODE')\"/></args></payloadFactory><respond/>"))) {
            proxy(bed);

            assertThat(bed.caller.answers).containsExactly("sorry: 500000");
        }
    }

    @Test
    void theInlineOutSequenceOfAProxyIsASequenceWithTheProxysFaultHandling() throws Exception {
        try (Testbed bed = Testbed.start(
                proxy("faultSequence=\"second\"><inSequence><drop/></inSequence><outSequence>" + FAIL
                        + "</outSequence></target>"),
                handler("second"))) {
            Exchange reply = bed.send("sequence:proxy/p/outSequence", "{}", "application/json");

            assertThat(reply.getException()).isNull();
            assertThat(reply.getProperty("handled")).isEqualTo("second");
        }
        assertThat(Testbed.compile(proxy(
                                "><inSequence><drop/></inSequence><outSequence><respond/></outSequence></target>"))
                        .proxies()
                        .get(0)
                        .replySequence())
                .isEqualTo(Optional.of("proxy/p/outSequence"));
    }

    @Test
    void onErrorOfAnInboundEndpointHandlesItsMessages() throws Exception {
        try (Testbed bed = Testbed.start(inbound(""), sequence("in", FAIL), handler("bad"), handler("outBad"))) {
            assertThat(bed.send("ws:inbound/e", "{}", "application/json").getProperty("handled"))
                    .isEqualTo("bad");
        }
    }

    @Test
    void theOutflowHasAFaultSequenceOfItsOwn() throws Exception {
        try (Testbed bed = Testbed.start(
                inbound("<parameter name=\"ws.outflow.dispatch.sequence\">out</parameter>"
                        + "<parameter name=\"ws.outflow.dispatch.fault.sequence\">outBad</parameter>"),
                sequence("in", "<drop/>"),
                sequence("out", FAIL),
                handler("bad"),
                handler("outBad"))) {
            assertThat(bed.send("ws:outflow/e", "{}", "application/json").getProperty("handled"))
                    .isEqualTo("outBad");
        }
    }

    @Test
    void thePathChoosesTheSequenceWhereThatIsSwitchedOn() throws Exception {
        try (Testbed bed = Testbed.start(
                inbound("<parameter name=\"dispatch.custom.sequence\">true</parameter>"),
                handler("in"),
                handler("chat-room1"),
                handler("bad"))) {
            assertThat(byPath(bed, "/chat/room1?x=1")).isEqualTo("chat-room1");
            assertThat(byPath(bed, "/elsewhere")).isEqualTo("in");
        }
    }

    private static Object byPath(Testbed bed, String path) {
        Exchange exchange = bed.message("{}", "application/json");
        exchange.setProperty("websocket.subscriber.path", path);
        return bed.send("ws:inbound/e", exchange).getProperty("handled");
    }

    @Test
    void messagesOfBackEndsWithoutASequenceAreCounted() throws Exception {
        try (Testbed bed = Testbed.start(inbound(""), sequence("in", "<drop/>"), handler("bad"))) {
            bed.send("ws:outflow/e", "{}", "application/json");
            bed.send("ws:outflow", "{}", "application/json");

            assertThat(bed.counters.unroutedReplies()).isEqualTo(2);
        }
    }

    @Test
    void eachTransportHasItsOutSequence() throws Exception {
        var config =
                Testbed.config(Testbed.sender(true, Optional.of("plain")), Testbed.sender(true, Optional.of("secure")));
        try (Testbed bed = Testbed.start(config, handler("plain"), handler("secure"))) {
            assertThat(fromBackEnd(bed, "ws://host/")).isEqualTo("plain");
            assertThat(fromBackEnd(bed, "wss://host/")).isEqualTo("secure");
        }
    }

    private static Object fromBackEnd(Testbed bed, String address) {
        Exchange exchange = bed.message("{}", "application/json");
        exchange.setProperty("websocket.subscriber.path", address);
        return bed.send("ws:outflow", exchange).getProperty("handled");
    }

    private static String inbound(String parameters) {
        return "<inboundEndpoint name=\"e\" sequence=\"in\" onError=\"bad\" protocol=\"ws\"><parameters>"
                + "<parameter name=\"inbound.ws.port\">9001</parameter>" + parameters
                + "</parameters></inboundEndpoint>";
    }
}
