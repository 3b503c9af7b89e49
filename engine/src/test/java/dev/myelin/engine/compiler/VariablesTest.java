package dev.myelin.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** {@code variable}: exchange variables of Camel. */
final class VariablesTest {
    @Test
    void variablesAreSetTypedAndRemoved() throws Exception {
        try (Testbed bed = Testbed.start(Testbed.sequence("s", """
                <variable name="n" expression="json-eval($.n)" type="INTEGER"/>
                <variable name="text" value="x"/>
                <variable name="json" type="JSON" value="{&quot;a&quot;:1}"/>
                <variable name="gone" value="x"/><variable name="gone" action="remove"/>
                """))) {
            Exchange exchange = bed.run("s", "{\"n\":7}");

            assertThat(exchange.getVariable("n")).isEqualTo(7);
            assertThat(exchange.getVariable("text")).isEqualTo("x");
            assertThat(exchange.getVariable("json")).hasToString("{\"a\":1}");
            assertThat(exchange.getVariable("gone")).isNull();
        }
    }

    @Test
    void aValueThatIsNotOfTheTypeIsAnErrorOrAFault() throws Exception {
        assertThat(Testbed.codes(
                        Testbed.compile(Testbed.sequence("s", "<variable name=\"n\" type=\"INTEGER\" value=\"x\"/>"))))
                .contains("MYL-2033");
        try (Testbed bed = Testbed.start(
                Testbed.sequence("s", "<variable name=\"n\" expression=\"json-eval($.n)\" type=\"INTEGER\"/>"))) {
            assertThat(bed.run("s", "{\"n\":\"x\"}").getException()).isNotNull();
        }
    }
}
